"""Who works on a case. At most one key worker on any day; the one before ends the day before."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import Team
from cases.codes import AllocationRole, NoticeKind
from cases.models import Allocation, Case
from cases.services.notices import notify
from cases.services.recorded import counted_together, remove
from cases.services.records import add_record
from cases.services.refusals import Refused, WrongDate
from cases.services.stages import change, locked, require_under_way
from cases.services.transfer_endings import withdraw_waiting


@transaction.atomic
@counted_together()
def allocate(*, case: Case, worker, role: str, by, starts: date | None = None) -> Allocation:
    case = locked(case)
    require_under_way(case, wanted="allocated")
    starts = starts or timezone.localdate()
    _within_case(case, starts)
    if role == AllocationRole.KEY_WORKER:
        withdraw_waiting(case=case, by=by, note="A key worker was allocated instead.")
    return place(case=case, worker=worker, role=role, starts=starts, by=by)


@transaction.atomic
@counted_together()
def end_allocation(*, allocation: Allocation, ends: date, by) -> Allocation:
    case = locked(allocation.case)
    allocation = Allocation.objects.select_for_update(of=("self",)).get(pk=allocation.pk)
    if allocation.ends and allocation.ends < timezone.localdate():
        raise Refused("This worker’s part in the case has already ended.")
    if ends < allocation.starts:
        raise WrongDate(
            f"The last day must be {date_format(allocation.starts)} or later.", field="ends"
        )
    if ends > timezone.localdate():
        raise WrongDate("The last day must be today or in the past.", field="ends")
    if allocation.role == AllocationRole.KEY_WORKER:
        withdraw_waiting(case=case, by=by, note="The key worker’s part in the case ended.")
    change(allocation, by=by, ends=ends)
    return allocation


def place(*, case: Case, worker, role: str, starts: date, by) -> Allocation:
    """Put a worker on a case this transaction holds."""
    mine = case.allocations.filter(worker=worker, role=role)
    if mine.filter(Q(ends__isnull=True) | Q(ends__gte=starts)).exists():
        raise Refused(f"{worker} already has this role on the case.", field="worker")
    if role == AllocationRole.KEY_WORKER:
        _make_way(case, starts, by)
        team = team_of(worker, case)
        if team is not None and team.pk != case.team_id:
            change(case, by=by, team=team)
    allocation = Allocation(case=case, worker=worker, role=role, starts=starts)
    add_record(allocation, by=by)
    notify(NoticeKind.ALLOCATED, workers=[worker.pk], about=allocation, case=case, by=by)
    return allocation


def team_of(worker, case: Case) -> Team | None:
    """The worker's own team in the case's strand, when that is one team."""
    held = (
        Team.objects.filter(
            memberships__user=worker, authority=case.authority_id, strand=case.strand
        )
        .filter(
            Q(memberships__ends__isnull=True) | Q(memberships__ends__gte=timezone.localdate()),
            memberships__starts__lte=timezone.localdate(),
        )
        .distinct()[:2]
    )
    return held[0] if len(held) == 1 else None


def _make_way(case: Case, starts: date, by) -> None:
    """End the key worker before, the day before. Someone replaced on their first day held no day."""
    rows = case.allocations.select_for_update(of=("self",)).select_related("worker")
    for before in rows.filter(role=AllocationRole.KEY_WORKER).exclude(ends__lt=starts):
        if before.starts > starts or (before.starts == starts and starts != timezone.localdate()):
            raise WrongDate(
                f"{before.worker} was key worker from {date_format(before.starts)}. "
                "The new key worker must start after that day.",
                field="starts",
            )
        if before.starts == starts:
            # Dates include both days, so a part of less than a day cannot be written down as one.
            # The history tables keep the row.
            remove(before)
        else:
            change(before, by=by, ends=starts - timedelta(days=1))


def _within_case(case: Case, starts: date) -> None:
    if starts < case.referred_on:
        raise WrongDate(
            f"The start must not be before the referral on {date_format(case.referred_on)}.",
            field="starts",
        )
    if starts > timezone.localdate():
        raise WrongDate("The start must be today or in the past.", field="starts")
