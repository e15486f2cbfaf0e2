"""The questions an authority starts with."""

from typing import NamedTuple

from cases.codes.audit import Scale


class Asked(NamedTuple):
    """One question of a form. `key` stays the same for as long as it is the same question."""

    key: str
    section: str
    text: str
    guidance: str
    scale: str


_CHILD, _PLAN, _WORK = "The child", "The plan and the family", "How the work is led"

FIRST_QUESTIONS: tuple[Asked, ...] = (
    Asked(
        "voice",
        _CHILD,
        "Is the child’s voice heard?",
        "Their own words, wishes and feelings stand in the record and change what is done.",
        Scale.ONE_TO_FOUR,
    ),
    Asked(
        "seen-alone",
        _CHILD,
        "Was the child seen alone?",
        "In the last six weeks, or the record says why not.",
        Scale.YES_NO,
    ),
    Asked(
        "analysis",
        _CHILD,
        "Does the analysis say what it means for the child?",
        "More than a list of events: risks, strengths, and what would happen without help.",
        Scale.ONE_TO_FOUR,
    ),
    Asked(
        "plan",
        _PLAN,
        "Is the plan specific?",
        "Who does what by when, and how the family will know that it worked.",
        Scale.ONE_TO_FOUR,
    ),
    Asked(
        "family",
        _PLAN,
        "Did the family take part?",
        "Parents and others who matter, fathers too, helped to make the plan.",
        Scale.ONE_TO_FOUR,
    ),
    Asked(
        "oversight",
        _WORK,
        "Is there management oversight?",
        "Decisions and reasons from supervision are on the record, and were followed up.",
        Scale.ONE_TO_FOUR,
    ),
    Asked(
        "timely",
        _WORK,
        "Was the work done in time?",
        "Visits, reviews and records kept to their dates.",
        Scale.ONE_TO_FOUR,
    ),
)
