"""Who could take a case on, and how much each already carries across all strands."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch

from accounts.access import ALLOWED, Action
from accounts.models import Membership, User
from cases.codes import OPEN_STAGES, VOLUNTEER_ROLES, AllocationRole
from cases.models import Allocation, Case, FamilyAccess
from cases.strand import strand_named

CASEWORKERS = tuple(role for role, actions in ALLOWED.items() if Action.RECORD in actions)
VOLUNTEERS = tuple(role for role, actions in ALLOWED.items() if Action.SEE_MATCH in actions)


@dataclass(frozen=True, slots=True)
class Load:
    """Open cases of one worker. Numbers only: some may be of families the reader may not see."""

    key: int = 0
    other: int = 0
    by_strand: tuple[tuple[str, int], ...] = ()

    @property
    def total(self) -> int:
        return self.key + self.other

    @property
    def words(self) -> str:
        if not self.total:
            return "No open cases"
        strands = ", ".join(f"{name} {n}" for name, n in self.by_strand)
        parts = [f"{self.key} as key worker"] if self.key else []
        parts += [f"{self.other} in another role"] if self.other else []
        cases = f"{self.total} open case{'' if self.total == 1 else 's'}"
        return f"{cases} ({strands}): {', '.join(parts)}"


@dataclass(frozen=True, slots=True)
class Candidate:
    worker: User
    teams: tuple[str, ...]
    load: Load

    @property
    def hint(self) -> str:
        return ". ".join([", ".join(self.teams), self.load.words])


def eligible_workers(case: Case, role: str):
    """Who may have this role on this case. A key worker is of the strand; others of any team here.

    Someone who may not see the family is never offered it.
    """
    held = Membership.objects.current().filter(
        user=OuterRef("pk"), team__authority=case.authority_id
    )
    if role == AllocationRole.KEY_WORKER:
        held = held.filter(role__in=CASEWORKERS, team__strand=case.strand)
    elif role in VOLUNTEER_ROLES:
        held = held.filter(role__in=CASEWORKERS + VOLUNTEERS)
    else:
        held = held.filter(role__in=CASEWORKERS)
    named = FamilyAccess.objects.current().filter(user=OuterRef("pk"), family=case.family_id)
    workers = User.objects.filter(Exists(held), is_active=True).exclude(
        Exists(named.filter(kind=FamilyAccess.Kind.DENY))
    )
    if case.family.restricted:
        workers = workers.filter(Exists(named.filter(kind=FamilyAccess.Kind.ALLOW)))
    return workers


def candidates(workers, case: Case) -> list[Candidate]:
    """Least laden first. Three queries, however many workers and cases there are."""
    here = Membership.objects.current().filter(team__authority=case.authority_id)
    people = list(
        workers.prefetch_related(
            Prefetch("memberships", queryset=here.select_related("team"), to_attr="here")
        )
    )
    loads = loads_of([person.pk for person in people])
    found = [
        Candidate(
            worker=person,
            teams=tuple(sorted({membership.team.name for membership in person.here})),
            load=loads[person.pk],
        )
        for person in people
    ]
    return sorted(found, key=lambda c: (c.load.key, c.load.total, c.worker.name, c.worker.pk))


def loads_of(worker_ids) -> dict[int, Load]:
    rows = (
        Allocation.objects.current()
        .filter(worker__in=list(worker_ids), case__stage__in=OPEN_STAGES)
        .values_list("worker", "case__strand", "role")
        .annotate(n=Count("case", distinct=True))
    )
    tallies: dict[int, list[tuple[str, str, int]]] = defaultdict(list)
    for worker, strand, role, n in rows:
        tallies[worker].append((strand, role, n))
    return defaultdict(Load, {worker: _load(tally) for worker, tally in tallies.items()})


def _load(tally: list[tuple[str, str, int]]) -> Load:
    by_strand: dict[str, int] = defaultdict(int)
    key = 0
    for strand, role, n in tally:
        by_strand[strand_named(strand).name] += n
        key += n if role == AllocationRole.KEY_WORKER else 0
    total = sum(by_strand.values())
    return Load(key=key, other=total - key, by_strand=tuple(sorted(by_strand.items())))
