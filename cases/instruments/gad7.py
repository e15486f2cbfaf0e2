"""GAD-7: anxiety over the last two weeks."""

from decimal import Decimal

from cases.codes import Informant
from cases.instruments.definition import (
    Answers,
    Instrument,
    Level,
    Question,
    Scored,
    band_table,
    level_in,
)
from cases.instruments.phq9 import HOW_OFTEN
from cases.instruments.summing import missing_words, summed

TEXTS = (
    "Feeling nervous, anxious or on edge",
    "Not being able to stop or control worrying",
    "Worrying too much about different things",
    "Trouble relaxing",
    "Being so restless that it is hard to sit still",
    "Becoming easily annoyed or irritable",
    "Feeling afraid as if something awful might happen",
)
QUESTIONS = tuple(
    Question(f"q{number}", text, HOW_OFTEN) for number, text in enumerate(TEXTS, start=1)
)
LEVELS = (
    Level("minimal", "Minimal", "green"),
    Level("mild", "Mild", "blue"),
    Level("moderate", "Moderate", "yellow"),
    Level("severe", "Severe", "red"),
)
BANDS = band_table(LEVELS, (0, 4), (5, 9), (10, 14), (15, 21))
MISSING_ALLOWED = 2


def score(answers: Answers, informant: str) -> Scored:
    total = summed(answers, QUESTIONS, missing_allowed=MISSING_ALLOWED)
    note = missing_words(answers, QUESTIONS, missing_allowed=MISSING_ALLOWED)
    return Scored(total=total, scores={}, level=level_in(BANDS, total), note=note)


GAD7 = Instrument(
    slug="gad7",
    version=1,
    name="GAD-7: Generalised Anxiety Disorder scale",
    short_name="GAD-7",
    measures="Anxiety in adults over the last two weeks",
    licence="Developed by Drs Spitzer, Williams, Kroenke and colleagues with a grant from Pfizer. "
    "No permission is needed to copy, translate, display or distribute it.",
    source="Spitzer RL, Kroenke K, Williams JBW, Löwe B (2006). A brief measure for assessing "
    "generalized anxiety disorder: the GAD-7. Archives of Internal Medicine 166: 1092–1097.",
    instruction="Over the last 2 weeks, how often have you been bothered by the following problems?",
    entries=QUESTIONS,
    score=score,
    lowest=0,
    highest=21,
    informants=(Informant.SELF,),
    levels=LEVELS,
    cutoff=8,
    cutoff_words="8 or more: anxiety that would usually be treated",
    reliable_change=Decimal(4),
    missing_allowed=MISSING_ALLOWED,
)
