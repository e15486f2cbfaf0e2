"""Who may approve a plan, and the plans that wait for a manager, as My day shows them."""

from django.db.models import OuterRef, Q, Subquery

from accounts.access import Action, may, reach
from cases.codes import AllocationRole
from cases.models import Allocation, Case, PlanApproval
from cases.models.plan import PlanApprovalQuerySet
from cases.visibility import within

MOST_APPROVALS = 20


def part_of(approval: PlanApproval) -> set[int | None]:
    """Who had a part in the plan and so may not approve it: author, sender, key worker."""
    return {approval.asked_by_id, approval.plan.created_by_id, _key_worker(approval)}


def _key_worker(approval: PlanApproval) -> int | None:
    if not hasattr(approval, "key_worker_id"):
        # unscoped: a number of somebody who works here, shown to nobody.
        approval = _with_key_worker(PlanApproval.objects.filter(pk=approval.pk)).get()
    return approval.key_worker_id


def _with_key_worker(approvals: PlanApprovalQuerySet) -> PlanApprovalQuerySet:
    current = Allocation.objects.current().filter(
        case=OuterRef("plan__case"), role=AllocationRole.KEY_WORKER
    )
    return approvals.annotate(key_worker_id=Subquery(current.values("worker")[:1]))


def may_approve(user, approval: PlanApproval) -> bool:
    """A manager of the strand who had no part in the plan."""
    case: Case = approval.plan.case
    allowed = may(user, Action.APPROVE, authority_id=case.authority_id, strand=case.strand)
    return allowed and user.pk not in part_of(approval)


def approvals_for(user) -> list[PlanApproval]:
    """In the manager's own teams, the longest waiting first."""
    where = reach(user, Action.APPROVE)
    if not where:
        return []
    teams = [grant.team_id for grant in user.grants if grant.allows(Action.APPROVE)]
    cases = Case.objects.for_user(user).filter(Q(team=None) | Q(team__in=teams), within(where))
    waiting = _with_key_worker(PlanApproval.objects.for_user(user).waiting())
    found = (
        waiting.filter(plan__case__in=cases, plan__ended_on=None)
        .select_related("plan__case__family", "asked_by")
        .order_by("asked_at", "pk")
    )
    return [one for one in found if user.pk not in part_of(one)][:MOST_APPROVALS]
