"""A plan as data: what is kept of it each time it is shared, and what a manager approves.

People stand in it by number, so that whoever reads an earlier version sees only the names of
people they may open.
"""

from cases.models import Plan, PlanVersion

# What can change without the plan becoming another plan.
NOT_THE_PLAN_ITSELF = ("agreements", "next_review_on")


def content_of(plan: Plan) -> dict:
    """In three queries, however long the plan."""
    agreements = plan.agreements.order_by("pk")
    goals = plan.goals.prefetch_related("actions").order_by("pk")
    return {
        "family_words": plan.family_words,
        "working_well": plan.working_well,
        "worries": plan.worries,
        "starts": plan.starts.isoformat(),
        "next_review_on": plan.next_review_on.isoformat() if plan.next_review_on else "",
        "agreements": [
            {
                "person": one.person_id,
                "answer": one.answer,
                "not_asked_reason": one.not_asked_reason,
                "words": one.words,
                "on": one.on.isoformat(),
            }
            for one in agreements
        ],
        "goals": [_goal(goal) for goal in goals],
    }


def _goal(goal) -> dict:
    return {
        "goal": goal.pk,
        "person": goal.person_id,
        "worker": goal.worker_id,
        "words": goal.words,
        "different": goal.different,
        "by_when": goal.by_when.isoformat(),
        "ending": goal.ending,
        "ended_reason": goal.ended_reason,
        "actions": [
            {
                "what": one.what,
                "person": one.person_id,
                "worker": one.worker_id,
                "by_when": one.by_when.isoformat(),
            }
            for one in sorted(goal.actions.all(), key=lambda one: one.pk)
        ],
    }


def same_plan(one: dict, other: dict) -> bool:
    """The same things to be done; who has agreed since, and the next review, make no difference."""
    return _itself(one) == _itself(other)


def _itself(content: dict) -> dict:
    return {key: value for key, value in content.items() if key not in NOT_THE_PLAN_ITSELF}


def last_version(plan: Plan) -> PlanVersion | None:
    return plan.versions.select_related("shared_by").order_by("-number").first()
