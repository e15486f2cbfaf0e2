"""Plans that wait for a manager, as My day shows them."""

from django.db.models import Exists, OuterRef, Q

from accounts.access import Action, reach
from cases.codes import AllocationRole
from cases.models import Allocation, Case, PlanApproval
from cases.visibility import within

MOST_APPROVALS = 20


def approvals_for(user) -> list[PlanApproval]:
    """In the manager's own teams, the longest waiting first. Nobody is asked about their own."""
    where = reach(user, Action.APPROVE)
    if not where:
        return []
    teams = [grant.team_id for grant in user.grants if grant.allows(Action.APPROVE)]
    cases = Case.objects.for_user(user).filter(within(where))
    own_work = Allocation.objects.current().filter(
        case=OuterRef("plan__case"), worker=user, role=AllocationRole.KEY_WORKER
    )
    waiting = PlanApproval.objects.for_user(user).waiting()
    return list(
        waiting.filter(plan__case__in=cases, plan__ended_on=None)
        .filter(Q(plan__case__team=None) | Q(plan__case__team__in=teams))
        .exclude(asked_by=user)
        .exclude(plan__created_by=user)
        .exclude(Exists(own_work))
        .select_related("plan__case__family", "asked_by")
        .order_by("asked_at", "pk")[:MOST_APPROVALS]
    )
