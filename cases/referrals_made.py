"""What became of the referrals a user made: theirs alone, and never more than they were told."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator

from cases.clocks import decision_clock
from cases.codes import DeclineReason
from cases.intake import children_as_typed
from cases.models import Intake, Referral
from cases.strand import strand_named

PAGE_SIZE = 25
LATEST = 5


@dataclass(frozen=True, slots=True)
class Made:
    reference: str
    about: str
    strand: str
    sent_at: datetime
    outcome: str
    colour: str
    detail: str


def referrals_made_by(user, number: str | None) -> Page:
    """One page of them, newest first."""
    page = Paginator(_made_by(user), PAGE_SIZE).get_page(number)
    page.object_list = _as_told(user, page.object_list)
    return page


def latest_made_by(user) -> list[Made]:
    return _as_told(user, _made_by(user)[:LATEST])


def _made_by(user):
    return (
        Referral.objects.logged_by(user)
        .select_related("case", "redirected_to")
        .prefetch_related("redirected_to__referrals")
        .order_by("-created_at", "-pk")
    )


def _as_told(user, referrals) -> list[Made]:
    """Names come only from what this user typed: a record may since have been changed for safety."""
    referrals = list(referrals)
    typed = {
        intake.referral_id: intake
        for intake in Intake.objects.for_user(user)
        .filter(referral__in=referrals)
        .select_related("user")
    }
    return [_made(referral, typed.get(referral.pk)) for referral in referrals]


def unfinished_of(user) -> list[Intake]:
    return list(Intake.objects.for_user(user).unfinished().order_by("-updated_at", "-pk")[:10])


def _made(referral: Referral, intake: Intake | None) -> Made:
    outcome, colour, detail = _outcome(referral)
    return Made(
        reference=referral.case.reference,
        about=", ".join(children_as_typed(intake)) if intake else "",
        strand=referral.case.strand_name,
        sent_at=referral.created_at,
        outcome=outcome,
        colour=colour,
        detail=detail,
    )


def _outcome(referral: Referral) -> tuple[str, str, str]:
    if referral.decision == Referral.Decision.ACCEPTED:
        return "Accepted", "green", ""
    if referral.decision == Referral.Decision.DECLINED:
        return "Not accepted", "grey", str(DeclineReason(referral.decline_reason).label)
    if referral.decision == Referral.Decision.REDIRECTED:
        return "Sent on", "blue", _sent_on(referral)
    return "Waiting", "yellow", decision_clock(referral.decision_due).words


def _sent_on(referral: Referral) -> str:
    """Where it went, and what was decided there."""
    name = strand_named(referral.redirected_to.strand)
    there = [r for r in referral.redirected_to.referrals.all() if r.pk > referral.pk]
    answers = {
        Referral.Decision.ACCEPTED: "who accepted it",
        Referral.Decision.DECLINED: "who did not accept it",
        Referral.Decision.REDIRECTED: "who sent it on",
    }
    first = min(there, key=lambda r: r.pk, default=None)
    answer = answers.get(first.decision, "who will decide") if first else "who will decide"
    return f"To {name}, {answer}"
