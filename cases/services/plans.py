"""Starting a plan, giving it to the family, and having a manager approve it."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from cases.codes import NoticeKind
from cases.codes.plans import ApprovalAnswer
from cases.models import Plan, PlanApproval, PlanVersion
from cases.plan_approvals import may_approve, part_of
from cases.plan_content import content_of, last_version, same_plan
from cases.services.facts import add_fact
from cases.services.notices import notify, settle
from cases.services.recorded import recorded
from cases.services.refusals import Refused
from cases.services.stages import locked, require_under_way
from cases.strand import strand_named
from cases.whom_to_tell import managers_of


@transaction.atomic
def start_plan(*, plan: Plan, by) -> Plan:
    require_under_way(locked(plan.case), wanted="given a plan")
    return add_fact(plan, by=by)


def held(plan: Plan) -> Plan:
    """The plan as it stands now, until the transaction ends; refused when it has been ended."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("case").get(pk=plan.pk)
    if not plan.is_under_way:
        raise Refused("This plan has ended.")
    return plan


def needs_approval(plan: Plan, content: dict, approvals: Iterable[PlanApproval]) -> bool:
    """Does a manager still have to read the plan as it stands, before the family gets it?

    `content` is the plan as it stands, `approvals` all that were asked for, the newest first.
    """
    if not strand_named(plan.case.strand).plans_need_approval:
        return False
    last = next((one for one in approvals if one.answer == ApprovalAnswer.APPROVED), None)
    return last is None or not same_plan(last.content, content)


def _waits(plan: Plan) -> bool:
    return needs_approval(plan, content_of(plan), plan.approvals.order_by("-pk"))


@transaction.atomic
def share_plan(*, plan: Plan, by) -> PlanVersion:
    """Keep the plan as it stands as a version of its own, to be given to the family."""
    plan = held(plan)
    if not plan.goals.exists():
        raise Refused("Add a goal before you share the plan.")
    if _waits(plan):
        raise Refused("A manager has to approve the plan before it is shared.")
    content, last = content_of(plan), last_version(plan)
    if last and last.content == content:
        raise Refused("Nothing has changed since it was last shared.")
    number = last.number + 1 if last else 1
    version = PlanVersion.objects.create(plan=plan, number=number, content=content, shared_by=by)
    recorded(version, is_new=True)
    return version


@transaction.atomic
def ask_for_approval(*, plan: Plan, by) -> PlanApproval:
    plan = held(plan)
    if not plan.goals.exists():
        raise Refused("Add a goal before you ask for approval.")
    if not _waits(plan):
        raise Refused("This plan does not wait for approval.")
    if plan.approvals.waiting().exists():
        raise Refused("This plan is waiting for approval already.")
    approval = PlanApproval.objects.create(plan=plan, asked_by=by)
    notify(
        NoticeKind.PLAN_WAITS,
        workers=managers_of(plan.case) - part_of(approval),
        about=approval,
        case=plan.case,
        by=by,
    )
    return approval


@transaction.atomic
def answer_approval(*, approval: PlanApproval, read: dict, answer: str, reason: str, by):
    """`read` is the plan as the manager had it before them."""
    plan = held(approval.plan)
    approval = PlanApproval.objects.select_for_update(of=("self",)).get(pk=approval.pk)
    approval.plan = plan
    if approval.answer:
        raise Refused("Somebody has answered this already.")
    if not may_approve(by, approval):
        raise Refused("Somebody else must approve this plan.")
    if answer == ApprovalAnswer.APPROVED and not same_plan(read, content_of(plan)):
        raise Refused("The plan has changed since you opened it. Read it again, then answer.")
    approval.answer, approval.reason = answer, reason
    approval.answered_at, approval.answered_by = timezone.now(), by
    approval.content = content_of(plan)
    approval.save(update_fields=["answer", "reason", "answered_at", "answered_by", "content"])
    settle(NoticeKind.PLAN_WAITS, about=approval, by=by)
    notify(
        NoticeKind.PLAN_APPROVED
        if answer == ApprovalAnswer.APPROVED
        else NoticeKind.PLAN_SENT_BACK,
        workers=[approval.asked_by_id, plan.created_by_id],
        about=approval,
        case=plan.case,
        by=by,
    )
    return approval
