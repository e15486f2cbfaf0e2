"""One plan as its page tells it, in a fixed number of queries however long it is."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accounts.access import Action, may
from cases.codes import ParticipantRole
from cases.codes.plans import Agreement, GoalEnd
from cases.models import (
    Case,
    Goal,
    Person,
    Plan,
    PlanAction,
    PlanAgreement,
    PlanApproval,
    PlanReview,
    PlanVersion,
    ReviewPart,
    Task,
)
from cases.plan_approvals import may_approve
from cases.plan_content import content_of, same_plan
from cases.plan_people import Names, family_of, names_for
from cases.services.goals import SOURCE
from cases.services.plans import needs_approval
from cases.spark_line import SparkLine, spark_line

COLOURS = {
    Agreement.AGREED: "green",
    Agreement.IN_PART: "yellow",
    Agreement.NOT_AGREED: "red",
    Agreement.NOT_ASKED: "grey",
}


@dataclass(frozen=True, slots=True)
class ActionLine:
    action: PlanAction
    who: str
    done_on: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class Series:
    """One rater's ratings of one goal."""

    who: str
    latest: int
    line: SparkLine


@dataclass(frozen=True, slots=True)
class GoalBlock:
    goal: Goal
    owner: str
    series: list[Series]
    actions: list[ActionLine]

    @property
    def colour(self) -> str:
        return "green" if self.goal.ending == GoalEnd.REACHED else "grey"


@dataclass(frozen=True, slots=True)
class Asked:
    """One member of the family: what they said of the plan, or that nobody has asked yet."""

    person: Person | None
    name: str
    agreement: PlanAgreement | None

    @property
    def colour(self) -> str:
        return COLOURS.get(self.agreement.answer, "") if self.agreement else ""


@dataclass(frozen=True, slots=True)
class ReviewLine:
    review: PlanReview
    people: list[tuple[str, ReviewPart]]


@dataclass(frozen=True, slots=True)
class PlanPage:
    plan: Plan
    goals: list[GoalBlock]
    asked: list[Asked]
    reviews: list[ReviewLine]
    versions: list[PlanVersion]
    approval: PlanApproval | None
    changed_since_shared: bool
    may_share: bool
    may_ask: bool
    may_answer: bool
    may_change: bool
    review_is_late: bool


def plan_page(plan: Plan, user) -> PlanPage:
    case = plan.case
    goals = list(plan.goals.prefetch_related("ratings", "actions").order_by("pk"))
    agreements = list(plan.agreements.order_by("pk"))
    reviews = list(
        plan.reviews.select_related("created_by")
        .prefetch_related("people")
        .order_by("-held_on", "-pk")
    )
    versions = list(plan.versions.select_related("shared_by").order_by("-number"))
    approvals = list(plan.approvals.select_related("asked_by", "answered_by").order_by("-pk"))
    names = _names(user, goals, agreements, reviews)
    content = content_of(plan)
    needed = needs_approval(plan, content, approvals)
    approval = approvals[0] if approvals else None
    waiting = approval is not None and not approval.answer
    may_change = plan.is_under_way and may(
        user, Action.RECORD, authority_id=case.authority_id, strand=case.strand
    )
    last = versions[0] if versions else None
    return PlanPage(
        plan=plan,
        goals=_goals(goals, names),
        asked=_asked(case, agreements, names, user),
        reviews=[_review(review, names) for review in reviews],
        versions=versions,
        approval=approval,
        changed_since_shared=last is not None and not same_plan(last.content, content),
        may_share=bool(
            may_change and goals and not needed and (last is None or last.content != content)
        ),
        may_ask=bool(may_change and goals and needed and not waiting),
        may_answer=waiting and plan.is_under_way and may_approve(user, approval),
        may_change=may_change,
        review_is_late=plan.is_under_way and plan.next_review_on < timezone.localdate(),
    )


def _names(user, goals, agreements, reviews) -> Names:
    ratings = [rating for goal in goals for rating in goal.ratings.all()]
    actions = [action for goal in goals for action in goal.actions.all()]
    parts = [part for review in reviews for part in review.people.all()]
    people = [one.person_id for one in (*goals, *ratings, *actions, *agreements, *parts)]
    workers = [one.worker_id for one in (*goals, *ratings, *actions)]
    return names_for(user, people=people, workers=workers)


def _goals(goals: list[Goal], names: Names) -> list[GoalBlock]:
    ids = [action.pk for goal in goals for action in goal.actions.all() if action.worker_id]
    # unscoped: the tasks of this plan's own actions.
    rows = Task.objects.filter(source=SOURCE, source_id__in=ids)
    tasks = {task.source_id: task for task in rows}
    return [
        GoalBlock(
            goal=goal,
            owner=names(goal.person_id, goal.worker_id),
            series=_series(goal, names),
            actions=[
                _action(one, tasks.get(one.pk), names)
                for one in sorted(goal.actions.all(), key=lambda one: (one.by_when, one.pk))
            ],
        )
        for goal in goals
    ]


def _action(action: PlanAction, task: Task | None, names: Names) -> ActionLine:
    done_on = action.done_on
    if task is not None:
        done_on = timezone.localdate(task.done_at) if task.done_at else None
    return ActionLine(
        action=action,
        who=names(action.person_id, action.worker_id),
        done_on=done_on,
        is_late=done_on is None and action.by_when < timezone.localdate(),
    )


def _series(goal: Goal, names: Names) -> list[Series]:
    by_rater = defaultdict(list)
    for one in sorted(goal.ratings.all(), key=lambda one: (one.on, one.pk)):
        by_rater[one.person_id, one.worker_id].append(one)
    return [
        Series(who=names(*rater), latest=rows[-1].score, line=spark_line(rows))
        for rater, rows in by_rater.items()
    ]


def _asked(case: Case, agreements, names: Names, user) -> list[Asked]:
    """Whoever answered, then the parents and children of the case who have not been asked."""
    found = [Asked(None, names(one.person_id), one) for one in agreements]
    answered = {one.person_id for one in agreements}
    roles = dict(case.parts.values_list("person_id", "role"))
    waiting = [
        person
        for person in family_of(case, user)
        if person.pk not in answered and roles.get(person.pk) != ParticipantRole.OTHER
    ]
    return found + [Asked(person, person.short_name, None) for person in waiting]


def _review(review: PlanReview, names: Names) -> ReviewLine:
    people = [(names(part.person_id), part) for part in review.people.all()]
    return ReviewLine(review, people)
