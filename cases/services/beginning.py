"""How a case begins: a strand's first case with a family, or the same case opened once more."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.utils import timezone

from accounts.models import Team
from cases.codes import CaseStage, WhatReferrerWasTold
from cases.deadlines.settings import decision_due
from cases.models import Case, CaseNote, CaseParticipant, Family, Referral
from cases.services.recorded import all_recorded
from cases.services.records import add_record
from cases.services.refusals import AlreadyOpen, WrongDate
from cases.services.stages import locked, move, note_step
from cases.working_days import local_date

REASON_REOPENED = "Referred again"


@dataclass(frozen=True, slots=True)
class Details:
    """What a referral says: everything that is carried over when it goes on to another strand."""

    source: str
    primary_need: str
    reason: str
    presenting_needs: list[str] = field(default_factory=list)
    referrer_name: str = ""
    referrer_organisation: str = ""
    referrer_contact: str = ""
    family_agrees: bool | None = None
    told: str = WhatReferrerWasTold.NOT_YET
    told_note: str = ""

    @classmethod
    def copied_from(cls, referral: Referral, **changed) -> "Details":
        kept = {
            name: getattr(referral, name) for name in cls.__slots__ if not name.startswith("told")
        }
        return cls(**{**kept, **changed})


@dataclass(frozen=True, slots=True)
class Taking:
    """A person's part in the case."""

    person_id: int
    role: str


def begin_case(
    *,
    family: Family,
    strand: str,
    details: Details,
    taking_part: Iterable[Taking],
    by,
    received_at: datetime | None = None,
    stepped_from: Case | None = None,
    reason: str = "",
) -> Referral:
    """Open the strand's case with this family, or reopen the one it had, with a new referral.

    Runs inside the caller's transaction. The family's row is held, so that two people who refer
    it at one moment come one after the other.
    """
    received_at = received_at or timezone.now()
    if received_at > timezone.now():
        raise WrongDate("The referral must have been received now or earlier.", field="received")
    family = held_family(family.pk)
    cases = Case.objects.filter(family=family, strand=strand).order_by("-pk")
    if running := cases.open_().first():
        raise AlreadyOpen(running)
    earlier = cases.first()
    if earlier is None:
        case = _new_case(family, strand, received_at, stepped_from, by, reason)
    else:
        case = _same_case_again(earlier, received_at, stepped_from, by, reason)
    _take_part(case, taking_part, by)
    return _referral(case, details, received_at, is_rereferral=earlier is not None, by=by)


def held_family(family_id: int) -> Family:
    """Taken before any of the family's cases, in every service that takes both."""
    return Family.objects.select_for_update(of=("self",)).get(pk=family_id)


def _new_case(family, strand, received_at, stepped_from, by, reason) -> Case:
    case = add_record(
        Case(
            authority_id=family.authority_id,
            family=family,
            strand=strand,
            team=sole_team(family.authority_id, strand),
            referred_on=local_date(received_at),
            stepped_from=stepped_from,
        ),
        by=by,
    )
    note_step(case, came_from="", by=by, reason=reason)
    return case


def _same_case_again(earlier, received_at, stepped_from, by, reason) -> Case:
    case = locked(earlier)
    if case.closed_on and local_date(received_at) < case.closed_on:
        raise WrongDate(
            "The new referral must not have been received before the case was closed.",
            field="received",
        )
    fields = {"stepped_from": stepped_from} if stepped_from else {}
    return move(
        case,
        to=CaseStage.REFERRED,
        by=by,
        reason=reason or REASON_REOPENED,
        started_on=None,
        closed_on=None,
        outcome="",
        step_down="",
        closing_summary="",
        **fields,
    )


def _take_part(case: Case, taking_part: Iterable[Taking], by) -> None:
    before = {part.person_id for part in case.parts.all()}
    joining: dict[int, str] = {}
    for taking in taking_part:
        if taking.person_id not in before:
            joining.setdefault(taking.person_id, taking.role)
    for person_id, role in joining.items():
        add_record(CaseParticipant(case=case, person_id=person_id, role=role), by=by)
    if before and joining:
        # A note is shown in the cases of whoever is in it: they are in this one from now on.
        notes = CaseNote.objects.of_case(case).filter(people__person__in=joining).distinct()
        all_recorded(list(notes.prefetch_related("cases__parts", "people")))


def _referral(case, details: Details, received_at, *, is_rereferral, by) -> Referral:
    told = details.told != WhatReferrerWasTold.NOT_YET
    return add_record(
        Referral(
            case=case,
            received_at=received_at,
            decision_due=decision_due(received_at, case.authority_id),
            is_rereferral=is_rereferral,
            told_at=timezone.now() if told else None,
            **asdict(details),
        ),
        by=by,
    )


def sole_team(authority_id: int, strand: str) -> Team | None:
    """The strand's team in this authority, when there is only one."""
    teams = Team.objects.filter(authority=authority_id, strand=strand)[:2]
    return teams[0] if len(teams) == 1 else None


def taking_part_in(case: Case) -> list[Taking]:
    return [Taking(person_id=part.person_id, role=part.role) for part in case.parts.all()]
