"""What the Record page offers for one family: whom, which cases, which colleagues."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone

from accounts.access import Action, reach
from accounts.models import User
from cases.ages import age_words, is_child
from cases.codes import NoteKind
from cases.deadlines.registry import rules
from cases.due import when_due
from cases.identity import current_people
from cases.models import Allocation, Case, CaseNote, CaseParticipant, Deadline, Family, Person
from cases.visibility import within


@dataclass(frozen=True, slots=True)
class Recordable:
    """One member of the family, as the form offers them."""

    person: Person
    age: str
    is_child: bool
    is_likely: bool
    counts_towards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offered:
    family: Family
    people: tuple[Recordable, ...]
    cases: tuple[Case, ...]
    likely_cases: frozenset[int]
    colleagues: tuple[User, ...]
    kind: str


def recordable_cases(user):
    """Open cases on which this user may record."""
    return Case.objects.for_user(user).open_().filter(within(reach(user, Action.RECORD)))


def offered_for(family: Family, *, user, case_id: int | None = None) -> Offered:
    """`case_id`: the case whose page the user came from; otherwise their own, otherwise all."""
    cases = tuple(recordable_cases(user).filter(family=family).order_by("referred_on", "pk"))
    ids = [case.pk for case in cases]
    allocations = list(
        Allocation.objects.for_user(user)
        .current()
        .filter(case__in=ids)
        .select_related("worker")
        .order_by("worker__name", "pk")
    )
    mine = {one.case_id for one in allocations if one.worker_id in user.stands_in_for}
    likely = frozenset({case_id} if case_id in ids else mine or ids)
    colleagues = {one.worker_id: one.worker for one in allocations if one.worker_id != user.pk}
    return Offered(
        family=family,
        people=_people(family, user, likely),
        cases=cases,
        likely_cases=likely,
        colleagues=tuple(colleagues.values()),
        kind=last_kind_of(user),
    )


def _people(family: Family, user, likely: frozenset[int]) -> tuple[Recordable, ...]:
    today = timezone.localdate()
    clocks = clocks_met_by_seeing(family, user)
    parts = CaseParticipant.objects.for_user(user).filter(case__in=likely)
    in_case = set(parts.values_list("person_id", flat=True))
    found = []
    for person in current_people(family, user):
        child = is_child(person, today)
        found.append(
            Recordable(
                person,
                age_words(person),
                child,
                is_likely=child and person.pk in in_case,
                counts_towards=tuple(clocks[person.pk]),
            )
        )
    return tuple(sorted(found, key=lambda one: not one.is_child))


def clocks_met_by_seeing(family: Family, user) -> dict[int, list[str]]:
    """By person, the clocks that run until they are seen: “Visit: child in need, due tomorrow”."""
    names = {rule.slug: rule.name for rule in rules() if rule.met_by_seeing}
    rows = Deadline.objects.for_user(user).running().filter(family=family, rule__in=names)
    found: dict[int, list[str]] = defaultdict(list)
    for row in rows.order_by("due_at", "pk"):
        found[row.person_id].append(f"{names[row.rule]}, {when_due(row.due_at)}")
    return found


def last_kind_of(user) -> str:
    """What this user recorded last is what they will most likely record next."""
    rows = CaseNote.objects.for_user(user).filter(created_by=user).order_by("-created_at", "-pk")
    return rows.values_list("kind", flat=True).first() or NoteKind.VISIT
