"""Who should know of something about a case, by id."""

from django.db.models import Q

from accounts.access import ALLOWED, Action
from accounts.models import Membership
from cases.codes import AllocationRole
from cases.models import Allocation, Case, Family

APPROVERS = tuple(role for role, actions in ALLOWED.items() if Action.APPROVE in actions)


def managers_of(case: Case) -> set[int]:
    """Of the case's team, or of the strand where it has none. Their deputies read with them."""
    team = (
        Q(team=case.team_id)
        if case.team_id
        else Q(team__authority=case.authority_id, team__strand=case.strand)
    )
    rows = Membership.objects.current().filter(team, role__in=APPROVERS, user__is_active=True)
    return set(rows.values_list("user_id", flat=True))


def key_workers_of(family: Family) -> set[int]:
    """Of its open cases."""
    rows = Allocation.objects.current().filter(
        role=AllocationRole.KEY_WORKER, case__in=family.cases.open_()
    )
    return set(rows.values_list("worker_id", flat=True))
