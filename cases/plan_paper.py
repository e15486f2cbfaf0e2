"""A plan as a document for the family: theirs to keep, to sign and to hold us to."""

from collections.abc import Iterator
from datetime import datetime

from cases.ages import day_words
from cases.models import PlanVersion
from cases.paper import (
    Block,
    Document,
    Facts,
    Heading,
    Listing,
    Paragraph,
    Signatures,
    Table,
)
from cases.plan_for_family import FamilyGoal, FamilyPlan, plan_for_family


def plan_document(version: PlanVersion, *, user, printed_at: datetime) -> Document:
    """Addressed to the family. People its reader may not see are not named in it."""
    family = plan_for_family(version, user)
    return Document(
        title="Our plan",
        blocks=tuple(_blocks(version, family)),
        printed_by=user.name,
        printed_at=printed_at,
    )


def _blocks(version: PlanVersion, plan: FamilyPlan) -> Iterator[Block]:
    case = version.plan.case
    yield Facts(
        (
            ("For", str(case.family)),
            ("Together with", case.strand_name),
            ("Given to you", f"{day_words(version.shared_at)} (version {version.number})"),
        )
    )
    for heading, words in (
        ("What you told us you want to be different", plan.family_words),
        ("What is going well", plan.working_well),
        ("What people are worried about", plan.worries),
    ):
        if words:
            yield Heading(heading)
            yield Paragraph(words)
    for number, goal in enumerate(plan.goals, start=1):
        yield from _goal(number, goal)
    if plan.said:
        yield Heading("What each of you said about this plan")
        for name, answer, words in plan.said:
            yield Paragraph(f"{name}: {answer}." + (f" “{words}”" if words else ""))
    if plan.next_review_on:
        yield Heading("When we look at it again")
        yield Paragraph(f"We will look at this plan together by {day_words(plan.next_review_on)}.")
    if plan.said:
        yield Signatures(tuple(name for name, _, _ in plan.said))


def _goal(number: int, goal: FamilyGoal) -> Iterator[Block]:
    yield Heading(f"Goal {number}: {goal.different}")
    if goal.words:
        yield Paragraph(f"In {goal.owner}’s words: “{goal.words}”")
    yield Paragraph(f"{goal.owner}’s goal. {goal.ended or f'By {day_words(goal.by_when)}'}.")
    if goal.actions:
        yield Listing(
            tuple(
                f"{one.who} will: {one.what} (by {day_words(one.by_when)})" for one in goal.actions
            )
        )
    if goal.ratings:
        yield Paragraph("How close we are, from 0 (not at all) to 10 (we are there):")
        yield Table(
            ("When", "Who", "0 to 10"),
            tuple((day_words(on), who, str(score)) for on, who, score in goal.ratings),
        )
