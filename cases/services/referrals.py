"""Taking a referral and deciding it: accept, decline, or send it on to another strand."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import Authority, Team
from cases.codes import CaseStage, WhatReferrerWasTold
from cases.models import Case, Family, Referral
from cases.services.beginning import Details, begin_case, held_family, taking_part_in
from cases.services.members import Member, record_members
from cases.services.recorded import counted_together
from cases.services.records import add_record
from cases.services.refusals import Refused, wrong_stage
from cases.services.stages import change, locked, move
from cases.strand import strand_named
from cases.working_days import local_date

Decision = Referral.Decision
Told = WhatReferrerWasTold


@transaction.atomic
@counted_together()
def take_referral(
    *,
    by,
    authority: Authority,
    strand: str,
    details: Details,
    members: Iterable[Member],
    family: Family | None = None,
    family_name: str = "",
    received_at: datetime | None = None,
) -> Referral:
    """Record a referral for a known family or a new one, with everyone named in it, or nothing."""
    members = list(members)
    _refuse_elsewhere(authority, family, members)
    if family is None:
        family = add_record(Family(authority=authority, name=family_name), by=by)
    else:
        # Two who name the same person for it come one after the other.
        family = held_family(family.pk)
    taking_part = record_members(family=family, members=members, by=by)
    return begin_case(
        family=family,
        strand=strand,
        details=details,
        taking_part=taking_part,
        received_at=received_at,
        by=by,
    )


def _refuse_elsewhere(authority: Authority, family: Family | None, members: list[Member]) -> None:
    """A right to refer in one authority is none in the other, for whoever works in both."""
    known = [family, *(member.person for member in members)]
    if any(one is not None and one.authority_id != authority.pk for one in known):
        raise Refused(
            f"Somebody named here is on record in another authority than {authority}. "
            "Begin a referral there, or write them down as new here."
        )


@transaction.atomic
@counted_together()
def accept(
    *,
    case: Case,
    by,
    team: Team | None = None,
    note: str = "",
    told: str = Told.NOT_YET,
    told_note: str = "",
) -> Case:
    case = locked(case)
    fields = {"team": team} if team else {}
    move(case, to=CaseStage.ACCEPTED, by=by, reason=note, **fields)
    _decide(case, decision=Decision.ACCEPTED, by=by, note=note, **_heard(told, told_note))
    return case


@transaction.atomic
@counted_together()
def decline(
    *,
    case: Case,
    reason: str,
    by,
    note: str = "",
    told: str = Told.NOT_YET,
    told_note: str = "",
) -> Case:
    case = locked(case)
    move(case, to=CaseStage.DECLINED, by=by, reason=note)
    heard = _heard(told, told_note)
    _decide(case, decision=Decision.DECLINED, by=by, note=note, decline_reason=reason, **heard)
    return case


@transaction.atomic
@counted_together()
def redirect_to_strand(
    *,
    case: Case,
    strand: str,
    by,
    note: str = "",
    told: str = Told.NOT_YET,
    told_note: str = "",
) -> Case:
    """Send the referral on. The other strand gets it as it was made; the referrer's clock runs on."""
    held_family(case.family_id)
    case = locked(case)
    if strand == case.strand:
        raise Refused("Choose a different strand.", field="strand")
    referral = _undecided(case)
    other = begin_case(
        family=case.family,
        strand=strand,
        details=Details.copied_from(referral),
        taking_part=taking_part_in(case),
        received_at=_received_by(strand, referral),
        by=by,
        reason=f"Sent on by {strand_named(case.strand)}",
    ).case
    move(case, to=CaseStage.REDIRECTED, by=by, reason=note)
    heard = _heard(told, told_note)
    _decide(case, decision=Decision.REDIRECTED, by=by, note=note, redirected_to=other, **heard)
    return other


@transaction.atomic
def record_what_referrer_was_told(
    *, referral: Referral, told: str, by, seen_version: int | None, note: str = ""
) -> Referral:
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    if referral.version != seen_version:
        heard = ": ".join(filter(None, (referral.get_told_display(), referral.told_note)))
        raise Refused(
            f"{referral.updated_by or 'Someone'} changed this referral after you opened the page. "
            f"It says now: “{heard}”. Save again to put yours in its place."
        )
    when = None if told == Told.NOT_YET else timezone.now()
    change(referral, by=by, told=told, told_note=note, told_at=when)
    return referral


def _heard(told: str, note: str) -> dict:
    """Deciding does not unsay what the referrer was told before."""
    if told == Told.NOT_YET:
        return {}
    return {"told": told, "told_note": note, "told_at": timezone.now()}


def _received_by(strand: str, referral: Referral) -> datetime:
    """As first received; or now, where the other strand was still at work with the family then."""
    closed_since = Case.objects.filter(
        family=referral.case.family_id,
        strand=strand,
        closed_on__gt=local_date(referral.received_at),
    )
    return timezone.now() if closed_since.exists() else referral.received_at


def _undecided(case: Case) -> Referral:
    referral = case.referrals.select_for_update(of=("self",)).filter(decision="").first()
    if referral is None:
        raise wrong_stage(case, wanted="decided")
    return referral


def _decide(case: Case, *, decision: str, by, note: str, **fields) -> None:
    change(
        _undecided(case),
        by=by,
        decision=decision,
        decided_at=timezone.now(),
        decided_by=by,
        decision_note=note,
        **fields,
    )
