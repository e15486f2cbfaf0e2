"""Telling workers what happened, in the transaction in which it happens; and that they have read it."""

from collections.abc import Iterable

from django.db import models
from django.utils import timezone

from cases.codes import NoticeKind
from cases.models import Case, Family, Notice

_NEWS_AGAIN = ("at", "read_at", "read_by", "authority", "family", "case")


def notify(
    kind: NoticeKind,
    *,
    workers: Iterable[int | None],
    about: models.Model,
    by,
    case: Case | None = None,
    family: Family | None = None,
) -> None:
    """Tell these workers (by id), but not whoever did it, of `about`.

    Told of the same thing again, as when a task comes back to them, it is news again.
    """
    family_id = case.family_id if case else family and family.pk
    authority_id = case.authority_id if case else family and family.authority_id
    rows = [
        Notice(
            user_id=worker,
            kind=kind,
            authority_id=authority_id,
            family_id=family_id,
            case=case,
            source=about._meta.model_name,
            source_id=about.pk,
        )
        for worker in sorted({one for one in workers if one is not None} - {by.pk})
    ]
    Notice.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["source", "source_id", "kind", "user"],
        update_fields=_NEWS_AGAIN,
    )


def settle(kind: NoticeKind, *, about: models.Model, by) -> None:
    """Somebody has dealt with it, so nobody need look at it any more."""
    mark_read(Notice.objects.about(about).filter(kind=kind), by=by)


def mark_read(notices: models.QuerySet[Notice], *, by) -> int:
    """What is read already stays as it was: who read it first, and when."""
    return notices.unread().update(read_at=timezone.now(), read_by=by)
