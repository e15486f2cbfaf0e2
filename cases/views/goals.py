"""Goals of a plan, their ratings, and what is done towards them."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.access import Action
from accounts.gates import needs
from accounts.govuk.notices import tell, warn
from accounts.once import once
from cases.forms.plans import ActionForm, EndGoalForm, GoalForm, RatingForm
from cases.models import Goal, Plan, PlanAction
from cases.services.goals import add_action, add_goal, end_goal, rate_goal, set_action_done
from cases.services.refusals import Refused
from cases.views.opened_case import attempt
from cases.views.pages import posted
from cases.views.plans import added, edited, opened_plan, plan_draft, plan_form_page


def _changeable(request, plan_pk: int) -> Plan:
    plan = opened_plan(request, plan_pk, Action.RECORD)
    if not plan.is_under_way:
        raise PermissionDenied
    return plan


def _goal(request, pk: int) -> Goal:
    goal = get_object_or_404(Goal.objects.for_user(request.user), pk=pk)
    goal.plan = _changeable(request, goal.plan_id)
    return goal


def _to(goal: Goal) -> HttpResponse:
    return redirect(f"{goal.plan.get_absolute_url()}#goal-{goal.pk}")


@needs(Action.RECORD)
@once
def goal_add(request, pk):
    plan = _changeable(request, pk)
    draft = plan_draft(request, plan, plan, "goal", "Adding a goal", version=0)
    form = GoalForm(posted(request), user=request.user, instance=Goal(plan=plan), case=plan.case)
    if form.is_valid() and added(
        form,
        lambda: add_goal(goal=form.instance, score=form.cleaned_data["score"], by=request.user),
    ):
        draft.done()
        tell(request, "Goal added.")
        return _to(form.instance)
    return plan_form_page(request, plan, form, title="Add a goal", draft=draft)


@needs(Action.RECORD)
@once
def goal_edit(request, pk):
    goal = _goal(request, pk)
    return edited(
        request, goal.plan, goal, GoalForm, title="Change a goal", saved="Goal saved.", about="goal"
    )


@needs(Action.RECORD)
@once
def goal_rate(request, pk):
    goal = _goal(request, pk)
    owner = f"p{goal.person_id}" if goal.person_id else f"w{goal.worker_id}"
    form = RatingForm(
        posted(request), case=goal.plan.case, user=request.user, initial={"who": owner}
    )
    if form.is_valid():
        data = form.cleaned_data
        who = form.fields["who"].who(data["who"])
        rated = {"score": int(data["score"]), "on": data["on"], **who}
        if added(form, lambda: rate_goal(goal=goal, by=request.user, **rated)):
            tell(request, "Rating saved.")
            return _to(goal)
    return plan_form_page(request, goal.plan, form, title="Rate a goal", intro=goal.different)


@needs(Action.RECORD)
@once
def goal_end(request, pk):
    goal = _goal(request, pk)
    draft = plan_draft(request, goal.plan, goal, "goal-end", "Ending a goal")
    form = EndGoalForm(posted(request))
    if form.is_valid():
        data = {name: form.cleaned_data[name] for name in ("ending", "reason", "on")}
        if attempt(form, end_goal, goal=goal, by=request.user, **data):
            draft.done()
            tell(request, "Goal ended.")
            return _to(goal)
    return plan_form_page(
        request,
        goal.plan,
        form,
        title="Reached or dropped",
        intro=goal.different,
        draft=draft,
    )


@needs(Action.RECORD)
@once
def action_add(request, pk):
    goal = _goal(request, pk)
    draft = plan_draft(request, goal.plan, goal, "action", "Adding an action", version=0)
    form = ActionForm(
        posted(request),
        user=request.user,
        instance=PlanAction(goal=goal),
        case=goal.plan.case,
    )
    if form.is_valid() and added(form, lambda: add_action(action=form.instance, by=request.user)):
        draft.done()
        tell(request, "Action added.")
        return _to(goal)
    return plan_form_page(
        request, goal.plan, form, title="Add an action", intro=goal.different, draft=draft
    )


@needs(Action.RECORD)
@require_POST
@once
def action_done(request, pk):
    rows = PlanAction.objects.for_user(request.user).select_related("goal")
    action = get_object_or_404(rows, pk=pk)
    action.goal.plan = opened_plan(request, action.goal.plan_id, Action.RECORD)
    try:
        set_action_done(action=action, done=request.POST.get("done") == "yes", by=request.user)
    except Refused as refusal:
        warn(request, str(refusal))
    return _to(action.goal)
