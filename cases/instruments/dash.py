"""DASH, count only: the risk of serious harm from domestic abuse."""

from decimal import Decimal

from cases.codes import AlertKind, Informant
from cases.instruments.definition import (
    Answers,
    Day,
    Instrument,
    Level,
    Number,
    Problems,
    Risk,
    Scored,
    Tick,
    band_table,
    level_in,
)

LEVELS = (
    Level("standard", "Standard risk", "blue"),
    Level("medium", "Medium risk", "yellow"),
    Level("high", "High risk", "red"),
)
HIGH_FROM = 14
# A form with no yes at all is standard risk too.
BANDS = band_table(LEVELS, (0, 9), (10, 13), (HIGH_FROM, 24))


def is_high(answers: Answers) -> bool:
    count = answers.get("count") or 0
    return count >= HIGH_FROM or bool(answers.get("judgement_high") or answers.get("escalation"))


def score(answers: Answers, informant: str) -> Scored:
    count = answers.get("count")
    if count is None:
        return Scored(total=None, scores={})
    level = "high" if is_high(answers) else level_in(BANDS, count)
    return Scored(total=Decimal(count), scores={"count": count}, level=level)


def problems(answers: Answers, informant: str) -> Problems:
    if answers.get("marac_referred_on") and not is_high(answers):
        return {
            "marac_referred_on": [
                "A referral to MARAC is for high risk: tick why it is high, or leave the date empty"
            ]
        }
    return {}


def risks(answers: Answers) -> tuple[Risk, ...]:
    if not is_high(answers):
        return ()
    count = answers.get("count") or 0
    if count >= HIGH_FROM:
        why = f"{count} of 24 answered yes"
    elif answers.get("judgement_high"):
        why = "by professional judgement"
    else:
        why = "because incidents are escalating"
    referred = bool(answers.get("marac_referred_on"))
    task = "Check the safety plan today" if referred else "Refer to MARAC and make a safety plan"
    return (
        Risk(
            slug="dash_high",
            alert=AlertKind.DOMESTIC_ABUSE,
            task=f"{task} (DASH: high risk)",
            text=f"High risk of serious harm on the DASH, {why}. Read the measure.",
        ),
    )


DASH = Instrument(
    slug="dash",
    version=1,
    name="DASH: domestic abuse risk checklist (count only)",
    short_name="DASH",
    measures="The risk of serious harm from domestic abuse",
    licence="© SafeLives. The checklist and its guidance are free from SafeLives; only the count "
    "is kept here.",
    source="SafeLives. Dash risk checklist for the identification of high risk cases of domestic "
    "abuse, stalking and honour-based violence.",
    instruction="Use the SafeLives form and guidance, then enter how many were answered yes.",
    entries=(
        Number("count", "How many of the 24 were answered yes", 24),
        Tick(
            "judgement_high",
            "High risk by professional judgement",
            "Whatever the count: what you know of the situation is enough.",
        ),
        Tick("escalation", "Escalation", "Such as repeated incidents in the last 12 months."),
        Day("marac_referred_on", "Referred to MARAC on", "Leave empty if not referred."),
    ),
    score=score,
    lowest=0,
    highest=24,
    informants=(Informant.WORKER,),
    levels=LEVELS,
    score_labels=(("count", "Answered yes"),),
    cutoff=HIGH_FROM,
    cutoff_words="14 or more: high risk, refer to MARAC",
    problems=problems,
    risks=risks,
)
