"""SERAF, scores only: the risk of sexual exploitation, from counts of three sections."""

from decimal import Decimal

from cases.codes import Informant
from cases.instruments.definition import (
    Answers,
    Instrument,
    Level,
    Number,
    Scored,
    band_table,
    level_in,
)

LEVELS = (
    Level("not_at_risk", "1: not at risk", "green"),
    Level("mild", "2: mild risk", "yellow"),
    Level("moderate", "3: moderate risk", "orange"),
    Level("significant", "4: significant risk", "red"),
)
# Nothing in the sections can take the sum beyond this.
MOST_TICKS = 15
HIGHEST = 2 * MOST_TICKS + 6 * MOST_TICKS
BANDS = band_table(LEVELS, (0, 5), (6, 10), (11, 15), (16, HIGHEST))
WEIGHTS = {"vulnerabilities": 1, "moderate": 1, "significant_now": 5, "significant_earlier": 1}


def score(answers: Answers, informant: str) -> Scored:
    if any(answers.get(slug) is None for slug in WEIGHTS):
        return Scored(total=None, scores={})
    total = sum(weight * answers[slug] for slug, weight in WEIGHTS.items())
    counts = {slug: answers[slug] for slug in WEIGHTS}
    return Scored(total=Decimal(total), scores=counts, level=level_in(BANDS, total))


_TEXTS = (
    ("vulnerabilities", "Vulnerabilities ticked", "1 point each"),
    ("moderate", "Moderate risk indicators ticked", "Now or in the last 6 months. 1 point each"),
    (
        "significant_now",
        "Significant risk indicators present now or in the last 6 months",
        "5 points each",
    ),
    (
        "significant_earlier",
        "Significant risk indicators present 6 to 12 months ago",
        "1 point each, also for one that is still present",
    ),
)
SERAF = Instrument(
    slug="seraf",
    version=1,
    name="SERAF: sexual exploitation risk assessment (scores only)",
    short_name="SERAF",
    measures="A young person’s risk of sexual exploitation. Score it again every 3 months",
    licence="© Barnardo’s, all rights reserved. Only the counts of each section are kept here.",
    source="Scoring guidance of the Hampshire Safeguarding Children Board, 2015.",
    instruction="Count the ticks on the paper form. The score informs your judgement and does not "
    "replace it.",
    entries=tuple(Number(slug, text, MOST_TICKS, hint=hint) for slug, text, hint in _TEXTS),
    score=score,
    lowest=0,
    highest=HIGHEST,
    informants=(Informant.WORKER,),
    levels=LEVELS,
    score_labels=tuple((slug, text) for slug, text, _ in _TEXTS),
)
