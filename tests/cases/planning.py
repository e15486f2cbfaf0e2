"""Plans, goals and reviews to test with."""

from datetime import timedelta

from django.utils import timezone

from cases.models import Goal, Plan, PlanReview


def make_plan(case, *, by=None, **fields) -> Plan:
    today = timezone.localdate()
    fields.setdefault("starts", today - timedelta(days=30))
    fields.setdefault("next_review_on", today + timedelta(days=12))
    fields.setdefault("family_words", "We want calm mornings.")
    return Plan.objects.create(case=case, created_by=by, updated_by=by, **fields)


def make_goal(plan, person, **fields) -> Goal:
    fields.setdefault("different", "Ava goes to school every day")
    fields.setdefault("by_when", timezone.localdate() + timedelta(days=30))
    return Goal.objects.create(plan=plan, person=person, **fields)


def make_plan_review(plan, **fields) -> PlanReview:
    fields.setdefault("held_on", plan.next_review_on)
    fields.setdefault("next_review_on", fields["held_on"] + timedelta(days=42))
    return PlanReview.objects.create(
        plan=plan, due_on=plan.next_review_on, changed="A little", decision="continue", **fields
    )


def make_whole_plan(case, person, *, by=None) -> Plan:
    """A plan with one of everything on it, all this person's."""
    plan = make_plan(case, by=by)
    goal = make_goal(plan, person)
    review = make_plan_review(plan)
    plan.agreements.create(person=person, answer="agreed", words="I want to try")
    goal.ratings.create(person=person, score=3, on=plan.starts)
    goal.actions.create(person=person, what="Pack the bag at night", by_when=goal.by_when)
    review.people.create(person=person, took_part="in_person", words="It is better")
    return plan
