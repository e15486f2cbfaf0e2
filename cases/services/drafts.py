"""Keeping what somebody has typed into a form until the form is sent."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Submission
from cases.models import Draft
from cases.models.draft import KEPT_FOR

LONGEST = 1_000_000  # characters

Pair = tuple[str, str]


class WrittenElsewhere(Exception):
    """Another window has saved another text for this form since this page read it."""

    def __init__(self, saved_at: datetime) -> None:
        super().__init__("You are writing this in another window too.")
        self.saved_at = saved_at


class TooLong(Exception):
    """More text than a draft holds."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Which form about which version of which record a draft belongs to, and how to find it again."""

    form: str
    model: str
    record: int
    record_version: int
    family: int | None
    title: str
    path: str


@transaction.atomic
def save_draft(
    *,
    subject: Subject,
    fields: list[Pair],
    page: uuid.UUID | None,
    read_from: uuid.UUID | None,
    by,
    over_other_window: bool = False,
) -> Draft | None:
    """Keep these fields. None when the page they stand on was sent or thrown away meanwhile.

    `page` is the once-token of the page they were typed on; `read_from` that of the page whose
    draft it was opened with.
    """
    if sum(len(name) + len(value) for name, value in fields) > LONGEST:
        raise TooLong
    _hold(by, subject.form, subject.model, subject.record)
    if page is not None and Submission.objects.filter(pk=page).exists():
        return None
    bound = {
        "user": by,
        "form": subject.form,
        "model": subject.model,
        "record": subject.record,
        "record_version": subject.record_version,
    }
    draft = Draft.objects.filter(**bound).first() or Draft(**bound, page=page)
    if draft.page not in (page, read_from) and not over_other_window:
        raise WrittenElsewhere(draft.saved_at)
    draft.family_id, draft.title, draft.path = subject.family, subject.title, subject.path
    draft.fields, draft.page = fields, page
    draft.saved_at = timezone.now()
    draft.expires_at = draft.saved_at + KEPT_FOR
    draft.save()
    return draft


@transaction.atomic
def drop_drafts(*, form: str, about, by) -> None:
    """The form was sent: its drafts are really deleted, with the transaction that saves it."""
    _hold(by, form, about._meta.label_lower, about.pk)
    Draft.objects.on(by, form=form, about=about).delete()


@transaction.atomic
def throw_away(*, draft: Draft, by) -> None:
    """Also for the page it was typed on, which may still be open or have a last save under way."""
    _hold(by, draft.form, draft.model, draft.record)
    if draft.page is not None:
        Submission.objects.get_or_create(token=draft.page, defaults={"user": by})
    draft.delete()


def remove_expired_drafts() -> None:
    Draft.objects.expired().delete()


def _hold(user, form: str, model: str, record: int) -> None:
    """Saving the draft and sending the form wait for each other, so that neither undoes the other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"draft {user.pk} {form} {model} {record}"],
        )
