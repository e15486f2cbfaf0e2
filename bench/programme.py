"""Workers and managers with as much on their hands as anybody has, made in a scratch database."""

from datetime import date

from accounts.access import Role
from accounts.models import Membership, User
from bench.people import practitioner
from cases.codes import AllocationRole
from cases.deadlines.recompute import recompute
from cases.models import Allocation, Case

STRAND = "edge"


def worker_with(cases: int) -> User:
    """The practitioner, allocated as many open cases of one authority as asked for."""
    user = practitioner()
    authority = user.memberships.get().team.authority_id
    mine = Allocation.objects.filter(worker=user, ends=None, case__in=Case.objects.open_())
    missing = cases - mine.values("case").distinct().count()
    others = Case.objects.open_().filter(authority=authority, strand=STRAND, stage="active")
    give(user, others.exclude(pk__in=mine.values("case")).order_by("pk")[: max(0, missing)])
    return user


def manager_of(workers: int, *, cases_each: int) -> User:
    """A manager whose one team has as many workers as asked for, each with open cases."""
    email = "bench.manager@strands.example"
    if found := User.objects.filter(email=email).first():
        return found
    team = practitioner().memberships.get().team
    team.pk, team.name = None, "Benchmark team"
    team.save(force_insert=True)
    cases = list(
        Case.objects.open_()
        .filter(authority=team.authority_id, strand=STRAND, stage="active")
        .order_by("-pk")[: workers * cases_each]
    )
    for number in range(workers):
        user = User.objects.create_user(f"bench.{number}@strands.example", name=f"Bench {number}")
        _join(user, team, Role.PRACTITIONER)
        give(user, cases[number * cases_each : (number + 1) * cases_each])
    manager = User.objects.create_user(email, name="Bench Manager")
    _join(manager, team, Role.TEAM_MANAGER)
    return manager


def give(user: User, cases) -> None:
    cases = list(cases)
    Allocation.objects.bulk_create(
        Allocation(
            case=case, worker=user, role=AllocationRole.EDGE_WORKER, starts=date(2026, 11, 1)
        )
        for case in cases
    )
    recompute(family_ids={case.family_id for case in cases})


def _join(user: User, team, role: Role) -> None:
    Membership.objects.create(user=user, team=team, role=role, starts=date(2026, 1, 1))
