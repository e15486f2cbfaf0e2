"""Reviewing a plan with the family."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect

from accounts.access import Action
from accounts.gates import needs
from accounts.govuk.notices import tell
from accounts.once import once
from cases.codes.plans import ReviewDecision
from cases.forms.plan_reviews import ReviewForm
from cases.models import Goal, Plan, PlanReview
from cases.plan_people import family_of, names_for
from cases.services.plan_reviews import review_plan
from cases.views.pages import posted
from cases.views.plans import added, opened_plan, plan_draft, plan_form_page


@needs(Action.RECORD)
@once
def plan_review(request, pk):
    plan = opened_plan(request, pk, Action.RECORD)
    if not plan.is_under_way:
        raise PermissionDenied
    draft = plan_draft(request, plan, plan, "review", "Reviewing a plan", version=0)
    form = ReviewForm(
        posted(request),
        user=request.user,
        instance=PlanReview(plan=plan, due_on=plan.next_review_on),
        goals=_goals(plan, request.user),
        family=family_of(plan.case, request.user),
    )
    if form.is_valid() and added(form, lambda: _save(form, request.user)):
        draft.done()
        ended = form.instance.decision == ReviewDecision.END
        tell(request, "Review saved. The plan has ended." if ended else "Review saved.")
        return redirect(plan)
    return plan_form_page(
        request, plan, form, title="Review the plan", button="Save the review", draft=draft
    )


def _save(form: ReviewForm, by) -> PlanReview:
    return review_plan(review=form.instance, parts=form.parts, scores=form.scores, by=by)


def _goals(plan: Plan, user) -> list[tuple[Goal, str]]:
    goals = list(Goal.objects.for_user(user).filter(plan=plan, ending="").order_by("pk"))
    names = names_for(
        user, people=[g.person_id for g in goals], workers=[g.worker_id for g in goals]
    )
    return [(goal, names(goal.person_id, goal.worker_id)) for goal in goals]
