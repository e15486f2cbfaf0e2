"""A plan with the family of each case that has begun: goals, ratings, actions, reviews."""

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from cases.codes.plans import Agreement, ApprovalAnswer, GoalEnd, ReviewDecision, TookPart
from cases.models import (
    Goal,
    GoalRating,
    Plan,
    PlanAction,
    PlanAgreement,
    PlanApproval,
    PlanReview,
    PlanVersion,
    ReviewPart,
    Task,
)
from cases.services.goals import SOURCE
from cases.strand import strand_named
from programme.demo import plan_words as words
from programme.demo.case_rows import CaseFile
from programme.demo.chance import Chance
from programme.demo.people import Human
from programme.demo.world import written

_WEEKS_BETWEEN_REVIEWS = 6
_MOST_REVIEWS = 3
_OLD_ENOUGH_TO_SAY = 6


@dataclass
class _Writing:
    """One plan while it is being written."""

    case: CaseFile
    chance: Chance
    starts: date
    row: dict[str, Any] = field(default_factory=dict)
    goals: list[tuple[dict[str, Any], Human]] = field(default_factory=list)
    actions: list[dict[str, Any]] = field(default_factory=list)
    agreements: list[dict[str, Any]] = field(default_factory=list)

    @property
    def worker(self) -> int:
        return self.case.key_worker.user_id

    @property
    def people(self) -> list[Human]:
        """The child it is about and the grown-ups at home, who say what they think of it."""
        return [*self.case.subjects[:1], *self.case.household.adults[:2]]

    @property
    def owner(self) -> Human:
        """Whose goal the child's is: their own, or a parent's for somebody small."""
        child = self.case.subjects[0]
        adults = self.case.household.adults
        is_small = child.is_unborn or child.age_on(self.starts) < _OLD_ENOUGH_TO_SAY
        return adults[0] if is_small and adults else child

    def add(self, model, day: date, /, **values: Any) -> dict[str, Any]:
        stamp = written(self.worker, self.case.world.moment(day))
        return self.case.world.book.add(model, **values, **stamp)


def add_plan(case: CaseFile) -> None:
    """By chance of its own, so that nothing else in the made-up programme changes with it."""
    began, strand = case.row["started_on"], strand_named(case.strand)
    if began is None or not case.subjects or not case.key or case.strand in ("pa", "surgeries"):
        return
    last = case.row["closed_on"] or case.world.today
    starts = began + timedelta(days=14)
    if starts >= last:
        return
    plan = _Writing(case, Chance(f"plan {case.referral['received_at']}"), starts)
    held = [starts + timedelta(weeks=_WEEKS_BETWEEN_REVIEWS * n) for n in (1, 2, 3)]
    held = [day for day in held if day < last]
    _begin(plan, reviews=held)
    for goal in plan.chance.some(words.GOALS[case.strand], 1, 2):
        _goal(plan, goal, [starts, *held], last)
    _agree(plan)
    for place, day in enumerate(held):
        _review(plan, place, day)
    _share(plan, needs_approval=strand.plans_need_approval)


def _begin(plan: _Writing, *, reviews: list[date]) -> None:
    closed = plan.case.row["closed_on"]
    latest = reviews[-1] if reviews else plan.starts
    plan.row = plan.add(
        Plan,
        plan.starts,
        case_id=plan.case.row["id"],
        family_words=plan.chance.choice(words.FAMILY_WORDS),
        working_well=plan.chance.choice(words.WORKING_WELL),
        worries=plan.chance.choice(words.WORRIES),
        starts=plan.starts,
        next_review_on=None if closed else latest + timedelta(weeks=_WEEKS_BETWEEN_REVIEWS),
        ended_on=closed,
        ended_reason="The work with the family ended." if closed else "",
    )


def _goal(plan: _Writing, wanted: words.Wanted, rated_on: list[date], last: date) -> None:
    owner, chance = plan.owner, plan.chance
    score = chance.randint(1, 4)
    by_when = plan.starts + timedelta(weeks=16)
    scores = [score]
    for _ in rated_on[1:]:
        scores.append(min(10, max(0, scores[-1] + chance.randint(-1, 3))))
    is_reached = scores[-1] >= words.REACHED_FROM and len(rated_on) > 1
    goal = plan.add(
        Goal,
        plan.starts,
        plan_id=plan.row["id"],
        person_id=owner.id,
        words=wanted.words,
        different=wanted.different,
        by_when=by_when,
        ending=GoalEnd.REACHED if is_reached else "",
        ended_on=rated_on[-1] if is_reached else None,
    )
    plan.goals.append((goal, owner))
    for on, given in zip(rated_on, scores, strict=True):
        plan.add(GoalRating, on, goal_id=goal["id"], on=on, score=given, person_id=owner.id)
    _action(plan, goal, wanted.family_does, person=owner, last=last)
    _action(plan, goal, wanted.worker_does, person=None, last=last)


def _action(plan: _Writing, goal, what: str, *, person: Human | None, last: date) -> None:
    """What a worker will do is a task of theirs too."""
    by_when = plan.starts + timedelta(weeks=plan.chance.randint(2, 8))
    # What was due long ago was done, nearly always.
    is_done = by_when < last and plan.chance.once_in(0.93)
    action = plan.add(
        PlanAction,
        plan.starts,
        goal_id=goal["id"],
        what=what,
        person_id=person.id if person else None,
        worker_id=None if person else plan.worker,
        by_when=by_when,
        done_on=by_when if is_done and person else None,
    )
    plan.actions.append(action)
    if person is None:
        case = plan.case.row
        plan.add(
            Task,
            plan.starts,
            authority_id=case["authority_id"],
            family_id=case["family_id"],
            case_id=case["id"],
            title=what,
            due_on=by_when,
            assigned_to_id=plan.worker,
            done_at=plan.case.world.moment(by_when) if is_done or case["closed_on"] else None,
            done_by_id=plan.worker if is_done or case["closed_on"] else None,
            source=SOURCE,
            source_id=action["id"],
        )


def _agree(plan: _Writing) -> None:
    for person in plan.people:
        is_small = person.is_unborn or person.age_on(plan.starts) < _OLD_ENOUGH_TO_SAY
        if is_small:
            answer = Agreement.NOT_ASKED
        else:
            answer = plan.chance.of({Agreement.AGREED: 7, Agreement.IN_PART: 2,
                                     Agreement.NOT_AGREED: 1})  # fmt: skip
        row = plan.add(
            PlanAgreement,
            plan.starts,
            plan_id=plan.row["id"],
            person_id=person.id,
            answer=answer,
            not_asked_reason="Too young to be asked" if is_small else "",
            words=plan.chance.choice(words.SAID[answer]),
            on=plan.starts,
        )
        plan.agreements.append(row)


def _review(plan: _Writing, place: int, day: date) -> None:
    review = plan.add(
        PlanReview,
        day,
        plan_id=plan.row["id"],
        due_on=plan.starts + timedelta(weeks=_WEEKS_BETWEEN_REVIEWS * (place + 1)),
        held_on=day,
        changed=plan.chance.choice(words.CHANGED),
        decision=ReviewDecision.CONTINUE,
        next_review_on=day + timedelta(weeks=_WEEKS_BETWEEN_REVIEWS),
    )
    for person in plan.people:
        part = plan.chance.of({TookPart.IN_PERSON: 6, TookPart.REMOTELY: 2, TookPart.NOT_THERE: 2})
        if person.is_unborn:
            part = TookPart.NOT_THERE
        plan.add(
            ReviewPart,
            day,
            review_id=review["id"],
            person_id=person.id,
            took_part=part,
        )


def _share(plan: _Writing, *, needs_approval: bool) -> None:
    """Given to the family a few days after it began; where a manager reads it first, most are."""
    content = json.dumps(_content(plan))
    world, chance = plan.case.world, plan.chance
    shared_on = min(plan.starts + timedelta(days=5), world.today)
    if needs_approval:
        waits = plan.case.row["closed_on"] is None and chance.once_in(0.12)
        manager = world.staff.manager(plan.case.authority, plan.case.strand).user_id
        if manager == plan.worker:
            return
        answered = (
            {}
            if waits
            else {
                "answer": ApprovalAnswer.APPROVED,
                "answered_at": world.moment(shared_on),
                "answered_by_id": manager,
                "content": content,
            }
        )
        world.book.add(
            PlanApproval,
            plan_id=plan.row["id"],
            asked_at=world.moment(plan.starts + timedelta(days=1)),
            asked_by_id=plan.worker,
            **answered,
        )
        if waits:
            return
    world.book.add(
        PlanVersion,
        plan_id=plan.row["id"],
        number=1,
        content=content,
        shared_at=world.moment(shared_on),
        shared_by_id=plan.worker,
    )


def _content(plan: _Writing) -> dict[str, Any]:
    """As `cases.plan_content` reads it, with the goals as they stood when it was new."""
    row = plan.row
    return {
        "family_words": row["family_words"],
        "working_well": row["working_well"],
        "worries": row["worries"],
        "starts": plan.starts.isoformat(),
        "next_review_on": (plan.starts + timedelta(weeks=_WEEKS_BETWEEN_REVIEWS)).isoformat(),
        "agreements": [
            {
                "person": one["person_id"],
                "answer": one["answer"],
                "not_asked_reason": one["not_asked_reason"],
                "words": one["words"],
                "on": one["on"].isoformat(),
            }
            for one in plan.agreements
        ],
        "goals": [
            {
                "goal": goal["id"],
                "person": goal["person_id"],
                "worker": None,
                "words": goal["words"],
                "different": goal["different"],
                "by_when": goal["by_when"].isoformat(),
                "ending": "",
                "ended_reason": "",
                "actions": [
                    {
                        "what": one["what"],
                        "person": one["person_id"],
                        "worker": one["worker_id"],
                        "by_when": one["by_when"].isoformat(),
                    }
                    for one in plan.actions
                    if one["goal_id"] == goal["id"]
                ],
            }
            for goal, _ in plan.goals
        ],
    }
