"""AUDIT, all ten questions, and AUDIT-C, its first three: drinking."""

from decimal import Decimal

from cases.codes import Informant
from cases.instruments.definition import (
    Answers,
    Instrument,
    Level,
    Problems,
    Question,
    Scored,
    band_table,
    level_in,
)

DRINKING = (
    (0, "Never"),
    (1, "Monthly or less"),
    (2, "2 to 4 times a month"),
    (3, "2 to 3 times a week"),
    (4, "4 or more times a week"),
)
DRINKS = ((0, "1 or 2"), (1, "3 or 4"), (2, "5 or 6"), (3, "7, 8 or 9"), (4, "10 or more"))
HOW_OFTEN = (
    (0, "Never"),
    (1, "Less than monthly"),
    (2, "Monthly"),
    (3, "Weekly"),
    (4, "Daily or almost daily"),
)
EVER = ((0, "No"), (2, "Yes, but not in the last year"), (4, "Yes, during the last year"))

QUESTIONS = (
    Question("q1", "How often do you have a drink containing alcohol?", DRINKING),
    Question(
        "q2",
        "How many drinks containing alcohol do you have on a typical day when you are drinking?",
        DRINKS,
    ),
    Question("q3", "How often do you have six or more drinks on one occasion?", HOW_OFTEN),
    Question(
        "q4",
        "How often during the last year have you found that you were not able to stop drinking "
        "once you had started?",
        HOW_OFTEN,
    ),
    Question(
        "q5",
        "How often during the last year have you failed to do what was normally expected from you "
        "because of drinking?",
        HOW_OFTEN,
    ),
    Question(
        "q6",
        "How often during the last year have you needed a first drink in the morning to get "
        "yourself going after a heavy drinking session?",
        HOW_OFTEN,
    ),
    Question(
        "q7",
        "How often during the last year have you had a feeling of guilt or remorse after drinking?",
        HOW_OFTEN,
    ),
    Question(
        "q8",
        "How often during the last year have you been unable to remember what happened the night "
        "before because you had been drinking?",
        HOW_OFTEN,
    ),
    Question("q9", "Have you or someone else been injured as a result of your drinking?", EVER),
    Question(
        "q10",
        "Has a relative or friend or a doctor or another health worker been concerned about your "
        "drinking or suggested you cut down?",
        EVER,
    ),
)
CONSUMPTION = QUESTIONS[:3]
LEVELS = (
    Level("lower", "Lower risk", "green"),
    Level("increasing", "Increasing risk", "yellow"),
    Level("higher", "Higher risk", "orange"),
    Level("dependence", "Possible dependence", "red"),
)
BANDS = band_table(LEVELS, (0, 7), (8, 15), (16, 19), (20, 40))
C_LEVELS = (
    Level("lower", "Lower risk", "green"),
    Level("go_on", "Go on to all ten questions", "yellow"),
)
C_BANDS = band_table(C_LEVELS, (0, 4), (5, 12))
_LICENCE = "World Health Organization. Free to use and copy, with the source named; not to be sold."


def may_skip(answers: Answers) -> frozenset[str]:
    """What need not be asked: after “never”, all but the last two; after two noughts, the same."""
    if answers.get("q1") == 0:
        return frozenset(f"q{number}" for number in range(2, 9))
    if answers.get("q2") == 0 and answers.get("q3") == 0:
        return frozenset(f"q{number}" for number in range(4, 9))
    return frozenset()


def _problems(questions: tuple[Question, ...]):
    def problems(answers: Answers, informant: str) -> Problems:
        skipped = may_skip(answers)
        found: Problems = {
            question.slug: ["Answer this question"]
            for question in questions
            if answers.get(question.slug) is None and question.slug not in skipped
        }
        if answers.get("q1") == 0:
            for slug in [f"q{number}" for number in range(2, 9)]:
                if answers.get(slug):
                    found[slug] = ["This cannot be so for someone who never drinks (question 1)"]
        return found

    return problems


def _score(questions: tuple[Question, ...], bands):
    def score(answers: Answers, informant: str) -> Scored:
        skipped = may_skip(answers)
        left_out = [q for q in questions if answers.get(q.slug) is None and q.slug not in skipped]
        if left_out:
            return Scored(total=None, scores={}, note="Not all questions are answered yet.")
        total = Decimal(sum(answers.get(question.slug) or 0 for question in questions))
        return Scored(total=total, scores={}, level=level_in(bands, total))

    return score


AUDIT_C = Instrument(
    slug="audit_c",
    version=1,
    name="AUDIT-C: three questions on drinking",
    short_name="AUDIT-C",
    measures="Whether drinking needs a closer look",
    licence=_LICENCE,
    source="Bush K and others (1998). The AUDIT alcohol consumption questions (AUDIT-C). Archives "
    "of Internal Medicine 158: 1789–1795.",
    instruction="A drink is one standard drink, such as half a pint of beer or a small glass of "
    "wine. After “Never” the other questions may be left out.",
    entries=CONSUMPTION,
    score=_score(CONSUMPTION, C_BANDS),
    lowest=0,
    highest=12,
    informants=(Informant.SELF,),
    levels=C_LEVELS,
    cutoff=5,
    cutoff_words="5 or more: ask all ten questions",
    problems=_problems(CONSUMPTION),
)
AUDIT = Instrument(
    slug="audit",
    version=1,
    name="AUDIT: Alcohol Use Disorders Identification Test",
    short_name="AUDIT",
    measures="Harm from drinking over the last year",
    licence=_LICENCE,
    source="Babor TF, Higgins-Biddle JC, Saunders JB, Monteiro MG (2001). AUDIT: guidelines for "
    "use in primary care, second edition. World Health Organization.",
    instruction="A drink is one standard drink, such as half a pint of beer or a small glass of "
    "wine. After “Never” to question 1, or noughts for 2 and 3, go on with question 9.",
    entries=QUESTIONS,
    score=_score(QUESTIONS, BANDS),
    lowest=0,
    highest=40,
    informants=(Informant.SELF,),
    levels=LEVELS,
    cutoff=8,
    cutoff_words="8 or more: increasing risk",
    problems=_problems(QUESTIONS),
)
