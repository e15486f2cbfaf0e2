"""The clocks of the work itself: reviews of plans, and the points at which engagement is rated."""

from collections.abc import Iterator

from cases.codes import DeadlineEnd
from cases.deadlines.facts import FamilyFacts
from cases.deadlines.limits import beginning_of, end_of
from cases.deadlines.rule import ClockRule, Level, Met, Per, Run
from cases.engagement import falls_on
from cases.strand import strand_named


def _plan_reviews(facts: FamilyFacts) -> Iterator[Run]:
    """One run from the start to the first review, one from each review to the next."""
    for plan in facts.plans:
        starts = beginning_of(plan.starts)
        for review in facts.plan_reviews[plan.pk]:
            held = beginning_of(review.held_on)
            yield _review(plan, starts, review.due_on, meets=(Met(held, "review", review.pk),))
            starts = held
        if plan.next_review_on:
            case_closed = plan.case.closed_on and end_of(plan.case.closed_on)
            yield _review(plan, starts, plan.next_review_on, until=case_closed or None)


def _review(plan, starts, due_on, **how) -> Run:
    return Run(
        family_id=plan.case.family_id,
        case_id=plan.case_id,
        started_by="plan",
        started_by_id=plan.pk,
        starts=starts,
        due=end_of(due_on),
        why_ended=DeadlineEnd.CASE_ENDED,
        **how,
    )


def _engagement(facts: FamilyFacts) -> Iterator[Run]:
    """Every fixed point of the strand whose day is known; one that is rated early is met early."""
    for case in facts.cases:
        for point in strand_named(case.strand).engagement_points:
            day = falls_on(point, case, facts.sessions[case.pk])
            if case.started_on is None or day is None:
                continue
            rated = [
                rating
                for rating in facts.ratings[case.pk]
                if rating.point == point.slug and not rating.is_second
            ]
            yield Run(
                family_id=case.family_id,
                case_id=case.pk,
                started_by=f"point-{point.slug}",
                started_by_id=case.pk,
                starts=beginning_of(case.started_on),
                due=end_of(day),
                meets=tuple(Met(beginning_of(r.rated_on), "engagement", r.pk) for r in rated),
            )


WORK_RULES: tuple[ClockRule, ...] = (
    ClockRule(
        slug="plan-review",
        name="Review the plan",
        starts="the plan, and each review",
        met_by="the review is held",
        per=Per.CASE,
        level=Level.LOCAL,
        source="The date agreed with the family",
        runs=_plan_reviews,
        watches=frozenset({"plan", "planreview", "case"}),
    ),
    ClockRule(
        slug="engagement-point",
        name="Rate engagement",
        starts="the work starts",
        met_by="engagement is rated",
        per=Per.CASE,
        level=Level.LOCAL,
        source="The programme’s fixed points, as each strand has them",
        runs=_engagement,
        watches=frozenset({"engagementrating", "case", "casenote"}),
    ),
)
