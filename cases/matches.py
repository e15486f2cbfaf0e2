"""A volunteer's match: who they are with, and whom to ask. Nothing else of the case is theirs to see."""

from dataclasses import dataclass

from django.db.models import Prefetch

from accounts.access import Action, may
from cases.ages import age_words
from cases.codes import OPEN_STAGES, VOLUNTEER_ROLES, AllocationRole, ParticipantRole
from cases.models import Allocation, CaseParticipant
from cases.visibility import hidden_people, open_to


@dataclass(frozen=True, slots=True)
class Match:
    children: str
    role: str
    ask: str
    phone: str


def matches_of(user) -> list[Match]:
    """The volunteer's own cases: first names and ages of the children, and the worker to ask."""
    if not may(user, Action.SEE_MATCH):
        return []
    children = (
        CaseParticipant.objects.filter(role=ParticipantRole.SUBJECT_CHILD, person__merged_into=None)
        .exclude(hidden_people(user, "person_id"))
        .select_related("person")
        .order_by("person__date_of_birth", "pk")
    )
    keys = (
        Allocation.objects.current().filter(role=AllocationRole.KEY_WORKER).select_related("worker")
    )
    rows = (
        Allocation.objects.current()
        .filter(worker=user, role__in=VOLUNTEER_ROLES, case__stage__in=OPEN_STAGES)
        .filter(open_to(user, "case__family_id", "case__family__restricted"))
        .select_related("case__team")
        .prefetch_related(
            Prefetch("case__parts", queryset=children, to_attr="children"),
            Prefetch("case__allocations", queryset=keys, to_attr="key_workers"),
        )
        .order_by("starts", "pk")
    )
    return [_match(row) for row in rows]


def _match(allocation: Allocation) -> Match:
    case = allocation.case
    key = case.key_workers[0].worker if case.key_workers else None
    return Match(
        children=", ".join(
            f"{part.person.short_name}, {age_words(part.person)}" for part in case.children
        )
        or "A family",
        role=allocation.get_role_display(),
        ask=key.name if key else "",
        phone=case.team.telephone if case.team else "",
    )
