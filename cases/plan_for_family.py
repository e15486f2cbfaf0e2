"""A shared version of a plan as the family reads it: plain words, one goal to a block."""

from dataclasses import dataclass
from datetime import date

from cases.codes.plans import Agreement, GoalEnd
from cases.models import PlanVersion
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
    names = _names(content, user)
    review = content["next_review_on"]
    return FamilyPlan(
        family_words=content["family_words"],
        working_well=content["working_well"],
        worries=content["worries"],
        goals=[_goal(goal, names) for goal in content["goals"]],
        said=[_said(one, names) for one in content["agreements"]],
        next_review_on=date.fromisoformat(review) if review else None,
    )


def _names(content: dict, user) -> Names:
    actions = [action for goal in content["goals"] for action in goal["actions"]]
    rows = [*content["goals"], *actions]
    people = [one["person"] for one in (*rows, *content["agreements"])]
    return names_for(user, people=people, workers=[one["worker"] for one in rows])


def _goal(goal: dict, names: Names) -> FamilyGoal:
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
    )


def _said(one: dict, names: Names) -> tuple[str, str, str]:
    answer = Agreement(one["answer"]).label
    if one["not_asked_reason"]:
        answer = f"{answer}: {one['not_asked_reason']}"
    return names(one["person"]), answer, one["words"]
