"""What waits for one user: decisions, hand-overs, their own cases and those of people they cover."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.utils import timezone

from accounts.access import Action, reach
from accounts.models import Cover
from cases.changes_since import changes_since_opened
from cases.clocks import Clock, days_in_words, decision_clock
from cases.codes import OPEN_STAGES, AllocationRole, CaseStage, ParticipantRole
from cases.last_seen import last_seen_in
from cases.models import Allocation, Case, CaseParticipant, Person, Referral
from cases.visibility import within

MOST_DECISIONS = 10
MOST_CASES = 60


@dataclass(frozen=True, slots=True)
class Waiting:
    """A referral for the user to decide."""

    case: Case
    clock: Clock
    children: str


@dataclass(frozen=True, slots=True)
class Decisions:
    waiting: tuple[Waiting, ...]
    total: int


@dataclass(frozen=True, slots=True)
class MyCase:
    """A case the user, or someone they cover for, works on."""

    allocation: Allocation
    children: str
    for_whom: str
    last_seen: str = ""
    changes: str = ""

    @property
    def case(self) -> Case:
        return self.allocation.case

    @property
    def stands(self) -> str:
        case = self.case
        if case.stage == CaseStage.ACTIVE and case.started_on:
            days = (timezone.localdate() - case.started_on).days
            return f"Day {days + 1} of the work" if days else "Started today"
        if case.stage == CaseStage.ACCEPTED:
            days = (timezone.localdate() - self.allocation.starts).days
            return f"Not started yet: allocated {days_in_words(days)}{' ago' if days else ''}"
        return str(case.get_stage_display())


@dataclass(frozen=True, slots=True)
class MyCases:
    cases: tuple[MyCase, ...] = ()
    has_more: bool = False


def decisions_for(user) -> Decisions:
    """Referrals in the strands where this user decides, the latest clock first."""
    where = reach(user, Action.DECIDE)
    if not where:
        return Decisions((), 0)
    due = Referral.objects.undecided().filter(case=OuterRef("pk")).values("decision_due")[:1]
    cases = (
        Case.objects.for_user(user)
        .awaiting_decision()
        .filter(within(where))
        .annotate(decision_due=Subquery(due))
    )
    rows = list(
        cases.select_related("family")
        .prefetch_related(children_of_cases(user))
        .order_by("decision_due", "pk")[: MOST_DECISIONS + 1]
    )
    waiting = tuple(
        Waiting(case, decision_clock(case.decision_due), names_of_children(case))
        for case in rows[:MOST_DECISIONS]
    )
    total = len(rows) if len(rows) <= MOST_DECISIONS else cases.count()
    return Decisions(waiting, total)


def cases_of(user, *, workers=None) -> MyCases:
    """Where the user has a part, whatever the part; then those of the people they cover for.

    A manager asks for the cases of other `workers`, and gets those the manager may open.
    """
    workers = user.stands_in_for if workers is None else workers
    rows = (
        Allocation.objects.for_user(user)
        .current()
        .filter(worker__in=workers, case__stage__in=OPEN_STAGES)
        .select_related("case__family", "worker")
        .prefetch_related(children_of_cases(user, "case__parts"))
        .order_by("case__started_on", "case_id", "pk")[: MOST_CASES + 1]
    )
    cases = {row.case_id: row.case for row in rows}
    parts = [part for case in cases.values() for part in case.children]
    seen = last_seen_in(parts, user)
    children: dict[int, list[Person]] = defaultdict(list)
    for part in parts:
        children[part.case_id].append(part.person)
    changes = changes_since_opened(list(cases.values()), children=children, user=user)
    found = [
        MyCase(
            allocation=row,
            children=names_of_children(row.case),
            for_whom="" if row.worker_id == user.pk else str(row.worker),
            last_seen=seen[row.case_id].words if row.case_id in seen else "",
            changes=changes.get(row.case_id, ""),
        )
        for row in rows
    ]
    shown = sorted(found[:MOST_CASES], key=lambda mine: (mine.for_whom, _key_first(mine)))
    return MyCases(tuple(shown), has_more=len(found) > MOST_CASES)


def covers_given(user) -> QuerySet[Cover]:
    return Cover.objects.current().filter(deputy=user).select_related("absent").order_by("ends")


def _key_first(mine: MyCase) -> bool:
    return mine.allocation.role != AllocationRole.KEY_WORKER


def children_of_cases(user, path: str = "parts") -> Prefetch:
    rows = (
        CaseParticipant.objects.filter(
            role=ParticipantRole.SUBJECT_CHILD, person__in=Person.objects.for_user(user)
        )
        .select_related("person")
        .order_by("person__date_of_birth", "pk")
    )
    return Prefetch(path, queryset=rows, to_attr="children")


def names_of_children(case: Case) -> str:
    return ", ".join(part.person.short_name for part in case.children)
