"""Reviewing a plan: what changed, who took part, the new ratings, and when it is looked at again."""

from django.db import transaction

from cases.codes.plans import ReviewDecision
from cases.models import Goal, PlanReview, ReviewPart
from cases.services.facts import add_fact
from cases.services.goals import rate_goal
from cases.services.plans import held
from cases.services.recorded import counted_together
from cases.services.records import save_changes


@transaction.atomic
@counted_together()
def review_plan(
    *, review: PlanReview, parts: list[ReviewPart], scores: list[tuple[Goal, int]], by
) -> PlanReview:
    """Sets the plan's next review, or ends the plan. Each score is the goal's owner's own."""
    plan = held(review.plan)
    review.due_on = plan.next_review_on
    review = add_fact(review, by=by)
    for part in parts:
        part.review = review
        add_fact(part, by=by)
    for goal, score in scores:
        who = {"person": goal.person, "worker": goal.worker}
        rate_goal(goal=goal, score=score, on=review.held_on, review=review, by=by, **who)
    plan.next_review_on = review.next_review_on
    fields = ["next_review_on"]
    if review.decision == ReviewDecision.END:
        plan.ended_on, plan.ended_reason = review.held_on, review.reason
        fields += ["ended_on", "ended_reason"]
    save_changes(plan, by=by, seen_version=plan.version, fields=fields)
    return review
