"""What the made-up workers were told of lately: cases offered to them, cases they were put on."""

from datetime import datetime, timedelta

from django.db.models import F

from cases.codes import OPEN_STAGES, NoticeKind
from cases.models import Allocation, Notice, Transfer

LATELY = timedelta(days=60)
READ_AFTER = timedelta(days=14)


def add_notices(now: datetime) -> None:
    """Older ones have been read; what is there already stays. Clocks and drafts are swept as in a programme at work."""
    offers = Transfer.objects.waiting().select_related("case")
    put_on = (
        Allocation.objects.current()
        .filter(created_at__gt=now - LATELY, case__stage__in=OPEN_STAGES)
        .exclude(created_by=F("worker"))
        .select_related("case")
    )
    rows = [
        _notice(NoticeKind.CASE_OFFERED, one, one.to_worker_id, one.offered_at) for one in offers
    ]
    rows += [_notice(NoticeKind.ALLOCATED, one, one.worker_id, one.created_at) for one in put_on]
    for row in rows:
        if row.kind == NoticeKind.ALLOCATED and row.at < now - READ_AFTER:
            row.read_at, row.read_by_id = row.at + timedelta(hours=5), row.user_id
    Notice.objects.bulk_create(rows, ignore_conflicts=True)


def _notice(kind: NoticeKind, record: Transfer | Allocation, user: int, at: datetime) -> Notice:
    return Notice(
        user_id=user,
        kind=kind,
        authority_id=record.case.authority_id,
        family_id=record.case.family_id,
        case=record.case,
        source=record._meta.model_name,
        source_id=record.pk,
        at=at,
    )
