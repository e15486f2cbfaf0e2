"""Starting, closing and reopening the work on a case."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from cases.codes import CaseOutcome, CaseStage
from cases.models import Case, Referral
from cases.services.beginning import Details, begin_case, held_family, taking_part_in
from cases.services.recorded import counted_together
from cases.services.refusals import WrongDate, wrong_stage
from cases.services.stages import change, locked, may_become, move
from cases.services.transfer_endings import withdraw_waiting
from cases.working_days import local_date


@transaction.atomic
@counted_together()
def start_work(*, case: Case, on: date, by) -> Case:
    """The first contact with the family after the referral was accepted."""
    case = locked(case)
    if not may_become(case, CaseStage.ACTIVE):
        raise wrong_stage(case, wanted="started")
    _not_before_referral(case, on, "The work cannot have started", field="on")
    return move(case, to=CaseStage.ACTIVE, by=by, started_on=on)


@transaction.atomic
@counted_together()
def close_case(
    *,
    case: Case,
    outcome: str,
    by,
    step_down: str = "",
    summary: str = "",
    on: date | None = None,
) -> Case:
    """End the work: every worker's part ends with it, and a hand-over nobody answered is taken back."""
    case = locked(case)
    if not may_become(case, CaseStage.CLOSED):
        raise wrong_stage(case, wanted="closed")
    on = on or timezone.localdate()
    _not_before_referral(case, on, "The case cannot have closed", field="on")
    if case.started_on and on < case.started_on:
        raise WrongDate(
            f"The case cannot have closed before the work started on "
            f"{date_format(case.started_on)}.",
            field="on",
        )
    _end_allocations(case, on, by)
    withdraw_waiting(case=case, by=by, note="The case was closed.")
    return move(
        case,
        to=CaseStage.CLOSED,
        by=by,
        reason=_closing_words(outcome, summary),
        closed_on=on,
        outcome=outcome,
        step_down=step_down,
        closing_summary=summary,
    )


@transaction.atomic
@counted_together()
def reopen_case(
    *, case: Case, details: Details, by, received_at: datetime | None = None
) -> Referral:
    """The same case once more, on a new referral that counts as a re-referral."""
    held_family(case.family_id)
    case = locked(case)
    if not may_become(case, CaseStage.REFERRED):
        raise wrong_stage(case, wanted="reopened")
    return begin_case(
        family=case.family,
        strand=case.strand,
        details=details,
        taking_part=taking_part_in(case),
        received_at=received_at,
        by=by,
    )


def _closing_words(outcome: str, summary: str) -> str:
    """Kept with the step, because reopening clears the case's own closing fields."""
    return "\n\n".join(part for part in (str(CaseOutcome(outcome).label), summary) if part)


def _not_before_referral(case: Case, on: date, what: str, *, field: str) -> None:
    latest = case.referrals.order_by("-received_at", "-pk").first()
    referred = local_date(latest.received_at) if latest else case.referred_on
    if on < referred:
        raise WrongDate(f"{what} before the referral on {date_format(referred)}.", field=field)
    if on > timezone.localdate():
        raise WrongDate(f"{what} on a day still to come.", field=field)


def _end_allocations(case: Case, on: date, by) -> None:
    rows = case.allocations.select_for_update(of=("self",)).select_related("worker")
    for allocation in rows.filter(Q(ends__isnull=True) | Q(ends__gt=on)):
        if allocation.starts > on:
            raise WrongDate(
                f"{allocation.worker} joined the case on {date_format(allocation.starts)}. "
                "It cannot have closed before that.",
                field="on",
            )
        change(allocation, by=by, ends=on)
