"""Plans with the family: when one began and ended, what came of reviews and goals."""

from collections.abc import Iterator

from django.utils import timezone

from cases.chronology.registry import Line, about_case, reads
from cases.codes import EntryKind, Significance
from cases.models import Goal, Plan, PlanReview, PlanVersion


@reads(Plan, with_related=("case",), page="cases:plan")
def plan(one: Plan) -> Iterator[Line]:
    about = {"kind": EntryKind.PLAN, "significance": Significance.NOTABLE, **about_case(one.case)}
    name = one.case.strand_name
    yield Line(
        on=one.starts,
        part="starts",
        title=f"{name}: a plan began",
        text=one.family_words,
        by_id=one.created_by_id,
        **about,
    )
    if one.ended_on:
        yield Line(
            on=one.ended_on,
            part="ends",
            title=f"{name}: the plan ended",
            text=one.ended_reason,
            **about,
        )


@reads(PlanVersion, with_related=("plan__case",))
def version(one: PlanVersion) -> Iterator[Line]:
    case = one.plan.case
    yield Line(
        on=timezone.localdate(one.shared_at),
        at=one.shared_at,
        kind=EntryKind.PLAN,
        title=f"{case.strand_name}: the family was given the plan",
        by_id=one.shared_by_id,
        **about_case(case),
    )


@reads(PlanReview, with_related=("plan__case",))
def review(one: PlanReview) -> Iterator[Line]:
    case = one.plan.case
    yield Line(
        on=one.held_on,
        kind=EntryKind.PLAN,
        title=f"{case.strand_name}: the plan was reviewed",
        text=one.changed,
        significance=Significance.NOTABLE,
        by_id=one.created_by_id,
        **about_case(case),
    )


@reads(Goal, with_related=("plan__case",))
def goal(one: Goal) -> Iterator[Line]:
    """How it ended. What it was for is in the plan until then."""
    if one.ended_on:
        yield Line(
            on=one.ended_on,
            kind=EntryKind.PLAN,
            title=f"{one.plan.case.strand_name}: a goal was {one.get_ending_display().lower()}",
            text=one.different,
            **about_case(one.plan.case),
        )
