"""PHQ-9: depression over the last two weeks."""

from decimal import Decimal

from cases.codes import AlertKind, Informant
from cases.instruments.definition import (
    Answers,
    Instrument,
    Level,
    Question,
    Risk,
    Scored,
    band_table,
    level_in,
)
from cases.instruments.summing import missing_words, summed

HOW_OFTEN = (
    (0, "Not at all"),
    (1, "Several days"),
    (2, "More than half the days"),
    (3, "Nearly every day"),
)
TEXTS = (
    "Little interest or pleasure in doing things",
    "Feeling down, depressed, or hopeless",
    "Trouble falling or staying asleep, or sleeping too much",
    "Feeling tired or having little energy",
    "Poor appetite or overeating",
    "Feeling bad about yourself – or that you are a failure or have let yourself or your family down",
    "Trouble concentrating on things, such as reading the newspaper or watching television",
    (
        "Moving or speaking so slowly that other people could have noticed? Or the opposite – being "
        "so fidgety or restless that you have been moving around a lot more than usual"
    ),
    "Thoughts that you would be better off dead or of hurting yourself in some way",
)
QUESTIONS = tuple(
    Question(f"q{number}", text, HOW_OFTEN) for number, text in enumerate(TEXTS, start=1)
)
SELF_HARM_ITEM = QUESTIONS[8]
LEVELS = (
    Level("minimal", "Minimal", "green"),
    Level("mild", "Mild", "blue"),
    Level("moderate", "Moderate", "yellow"),
    Level("moderately_severe", "Moderately severe", "orange"),
    Level("severe", "Severe", "red"),
)
BANDS = band_table(LEVELS, (0, 4), (5, 9), (10, 14), (15, 19), (20, 27))
MISSING_ALLOWED = 2


def score(answers: Answers, informant: str) -> Scored:
    total = summed(answers, QUESTIONS, missing_allowed=MISSING_ALLOWED)
    note = missing_words(answers, QUESTIONS, missing_allowed=MISSING_ALLOWED)
    return Scored(total=total, scores={}, level=level_in(BANDS, total), note=note)


def risks(answers: Answers) -> tuple[Risk, ...]:
    answer = answers.get(SELF_HARM_ITEM.slug)
    if not answer:
        return ()
    said = SELF_HARM_ITEM.words_for(answer).lower()
    return (
        Risk(
            slug="phq9_item9",
            alert=AlertKind.SELF_HARM,
            task="Speak today about thoughts of death or self-harm (PHQ-9, last question)",
            text="Answered the last question of the PHQ-9, on thoughts of being better off dead or "
            f"of self-harm, with “{said}”. Read the measure.",
        ),
    )


PHQ9 = Instrument(
    slug="phq9",
    version=1,
    name="PHQ-9: Patient Health Questionnaire",
    short_name="PHQ-9",
    measures="Depression in adults over the last two weeks",
    licence="Developed by Drs Spitzer, Williams, Kroenke and colleagues with a grant from Pfizer. "
    "No permission is needed to copy, translate, display or distribute it.",
    source="Kroenke K, Spitzer RL, Williams JBW (2001). The PHQ-9: validity of a brief depression "
    "severity measure. Journal of General Internal Medicine 16: 606–613.",
    instruction="Over the last 2 weeks, how often have you been bothered by any of the following "
    "problems?",
    entries=QUESTIONS,
    score=score,
    lowest=0,
    highest=27,
    informants=(Informant.SELF,),
    levels=LEVELS,
    cutoff=10,
    cutoff_words="10 or more: depression that would usually be treated",
    reliable_change=Decimal(6),
    missing_allowed=MISSING_ALLOWED,
    risks=risks,
)
