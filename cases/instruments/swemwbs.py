"""SWEMWBS, scores only: the sum of seven answers becomes a metric score by a published table."""

from decimal import Decimal

from cases.codes import Informant
from cases.instruments.definition import Answers, Instrument, Number, Scored

# Metric scores for sums of 7 to 35, in order.
_METRIC = (
    "7.00", "9.51", "11.25", "12.40", "13.33", "14.08", "14.75", "15.32", "15.84", "16.36",
    "16.88", "17.43", "17.98", "18.59", "19.25", "19.98", "20.73", "21.54", "22.35", "23.21",
    "24.11", "25.03", "26.02", "27.03", "28.13", "29.31", "30.70", "32.55", "35.00",
)  # fmt: skip
METRIC = {raw: Decimal(metric) for raw, metric in zip(range(7, 36), _METRIC, strict=True)}


def score(answers: Answers, informant: str) -> Scored:
    raw = answers.get("raw")
    if raw not in METRIC:
        return Scored(total=None, scores={})
    return Scored(total=METRIC[raw], scores={"raw": raw})


SWEMWBS = Instrument(
    slug="swemwbs",
    version=1,
    name="SWEMWBS: short mental wellbeing scale (scores only)",
    short_name="SWEMWBS",
    measures="Mental wellbeing over the last two weeks, from age 13",
    licence="© NHS Health Scotland, University of Warwick and University of Edinburgh, 2008, all "
    "rights reserved. Only scores are kept here: using the questions needs a registration.",
    source="Stewart-Brown S and others (2009). Internal construct validity of the WEMWBS: a Rasch "
    "analysis. Health and Quality of Life Outcomes 7: 15.",
    instruction="Add the seven answers of the paper form (1 to 5 each). The sum is turned into the "
    "metric score, which is what may be compared.",
    entries=(Number("raw", "Sum of the seven answers", 35, 7, hint="From 7 to 35"),),
    score=score,
    lowest=7,
    highest=35,
    informants=(Informant.SELF,),
    higher_is_worse=False,
    score_labels=(("raw", "Sum of the answers"),),
    ages={Informant.SELF: (13, 150)},
)
