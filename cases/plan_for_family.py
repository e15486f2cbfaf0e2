"""A shared version of a plan as the family reads it: plain words, one goal to a block."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from cases.codes.plans import Agreement, GoalEnd
from cases.models import GoalRating, PlanVersion
from cases.plan_people import Names, names_for


@dataclass(frozen=True, slots=True)
class FamilyAction:
    who: str
    what: str
    by_when: date


@dataclass(frozen=True, slots=True)
class FamilyGoal:
    owner: str
    words: str
    different: str
    by_when: date
    ended: str
    actions: list[FamilyAction]
    ratings: list[tuple[date, str, int]]  # on which day, who, how close from 0 to 10


@dataclass(frozen=True, slots=True)
class FamilyPlan:
    family_words: str
    working_well: str
    worries: str
    goals: list[FamilyGoal]
    said: list[tuple[str, str, str]]
    next_review_on: date | None


def plan_for_family(version: PlanVersion, user) -> FamilyPlan:
    content = version.content
    ratings = _ratings(version)
    names = _names(content, ratings, user)
    review = content["next_review_on"]
    return FamilyPlan(
        family_words=content["family_words"],
        working_well=content["working_well"],
        worries=content["worries"],
        goals=[_goal(goal, ratings, names) for goal in content["goals"]],
        said=[_said(one, names) for one in content["agreements"]],
        next_review_on=date.fromisoformat(review) if review else None,
    )


def _ratings(version: PlanVersion) -> list[GoalRating]:
    """Those there were when the family was given this version."""
    # unscoped: of a plan whose version the reader has open.
    rows = GoalRating.objects.filter(
        goal__plan=version.plan_id, on__lte=timezone.localdate(version.shared_at)
    )
    return list(rows.order_by("on", "pk"))


def _names(content: dict, ratings: list[GoalRating], user) -> Names:
    actions = [action for goal in content["goals"] for action in goal["actions"]]
    rows = [*content["goals"], *actions]
    people = [one["person"] for one in (*rows, *content["agreements"])]
    workers = [one["worker"] for one in rows]
    return names_for(
        user,
        people=[*people, *(one.person_id for one in ratings)],
        workers=[*workers, *(one.worker_id for one in ratings)],
    )


def _goal(goal: dict, ratings: list[GoalRating], names: Names) -> FamilyGoal:
    ended = GoalEnd(goal["ending"]).label if goal["ending"] else ""
    return FamilyGoal(
        owner=names(goal["person"], goal["worker"]),
        words=goal["words"],
        different=goal["different"],
        by_when=date.fromisoformat(goal["by_when"]),
        ended=": ".join(part for part in (ended, goal["ended_reason"]) if part),
        actions=[
            FamilyAction(
                names(one["person"], one["worker"]),
                one["what"],
                date.fromisoformat(one["by_when"]),
            )
            for one in goal["actions"]
        ],
        ratings=[
            (one.on, names(one.person_id, one.worker_id), one.score)
            for one in ratings
            if one.goal_id == goal["goal"]
        ],
    )


def _said(one: dict, names: Names) -> tuple[str, str, str]:
    answer = Agreement(one["answer"]).label
    if one["not_asked_reason"]:
        answer = f"{answer}: {one['not_asked_reason']}"
    return names(one["person"]), answer, one["words"]
