"""The questions an authority starts with."""

from cases.codes.audit import Scale

FIRST_QUESTIONS: tuple[tuple[str, str, str, Scale], ...] = (
    (
        "voice",
        "Is the child’s voice heard?",
        "Their own words, wishes and feelings stand in the record and change what is done.",
        Scale.ONE_TO_FOUR,
    ),
    (
        "seen-alone",
        "Was the child seen alone?",
        "In the last six weeks, or the record says why not.",
        Scale.YES_NO,
    ),
    (
        "analysis",
        "Does the analysis say what it means for the child?",
        "More than a list of events: risks, strengths, and what would happen without help.",
        Scale.ONE_TO_FOUR,
    ),
    (
        "plan",
        "Is the plan specific?",
        "Who does what by when, and how the family will know that it worked.",
        Scale.ONE_TO_FOUR,
    ),
    (
        "family",
        "Did the family take part?",
        "Parents and others who matter, fathers too, helped to make the plan.",
        Scale.ONE_TO_FOUR,
    ),
    (
        "oversight",
        "Is there management oversight?",
        "Decisions and reasons from supervision are on the record, and were followed up.",
        Scale.ONE_TO_FOUR,
    ),
    (
        "timely",
        "Was the work done in time?",
        "Visits, reviews and records kept to their dates.",
        Scale.ONE_TO_FOUR,
    ),
)
