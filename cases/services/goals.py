"""Goals of a plan: adding, rating, ending them, and what is done towards them."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from cases.models import Goal, GoalRating, PlanAction, Task
from cases.services.facts import add_fact
from cases.services.plans import held
from cases.services.records import save_changes
from cases.services.refusals import Refused
from cases.services.tasks import add_task, complete_task, reopen_task

SOURCE = "plan-action"


@transaction.atomic
def add_goal(*, goal: Goal, score: int | None, by) -> Goal:
    """With the first rating of whoever owns it, when there is one."""
    held(goal.plan)
    goal = add_fact(goal, by=by)
    if score is not None:
        who = {"person": goal.person, "worker": goal.worker}
        rate_goal(goal=goal, score=score, on=timezone.localdate(), by=by, **who)
    return goal


@transaction.atomic
def rate_goal(*, goal, score, on, by, person=None, worker=None, review=None) -> GoalRating:
    """A second rating of one person on one day corrects the first."""
    held(goal.plan)
    same = GoalRating.objects.filter(goal=goal, on=on, person=person, worker=worker)
    found = same.select_for_update(of=("self",)).first()
    if found is None:
        rating = GoalRating(
            goal=goal, on=on, score=score, person=person, worker=worker, review=review
        )
        return add_fact(rating, by=by)
    found.score, found.review = score, review or found.review
    return save_changes(found, by=by, seen_version=found.version, fields=["score", "review"])


@transaction.atomic
def end_goal(*, goal: Goal, ending: str, on: date, reason: str, by) -> Goal:
    held(goal.plan)
    goal = _held_goal(goal)
    if goal.ending:
        raise Refused(f"This goal was {goal.get_ending_display().lower()} already.")
    goal.ending, goal.ended_on, goal.ended_reason = ending, on, reason
    fields = ["ending", "ended_on", "ended_reason"]
    return save_changes(goal, by=by, seen_version=goal.version, fields=fields)


@transaction.atomic
def add_action(*, action: PlanAction, by) -> PlanAction:
    """What a worker will do is a task of theirs too, and is done where either is ticked."""
    plan = held(action.goal.plan)
    if _held_goal(action.goal).ending:
        raise Refused("This goal has ended.")
    action = add_fact(action, by=by)
    if action.worker_id:
        add_task(
            title=action.what,
            due_on=action.by_when,
            assigned_to=action.worker,
            by=by,
            case=plan.case,
            source=SOURCE,
            source_id=action.pk,
        )
    return action


@transaction.atomic
def set_action_done(*, action: PlanAction, done: bool, by) -> None:
    held(action.goal.plan)
    task = Task.objects.filter(source=SOURCE, source_id=action.pk).first()
    if task is not None:
        (complete_task if done else reopen_task)(task=task, by=by)
        return
    action = PlanAction.objects.select_for_update(of=("self",)).get(pk=action.pk)
    if (action.done_on is not None) == done:
        return
    action.done_on = timezone.localdate() if done else None
    save_changes(action, by=by, seen_version=action.version, fields=["done_on"])


def _held_goal(goal: Goal) -> Goal:
    return Goal.objects.select_for_update(of=("self",)).get(pk=goal.pk)
