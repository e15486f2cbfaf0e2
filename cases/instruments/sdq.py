"""SDQ, scores only: four scales of difficulties, one of strengths, and impact.

The wording may not be put into a computer system without its owners' permission.
"""

from decimal import Decimal

from cases.codes import Informant
from cases.instruments.definition import (
    Answers,
    Band,
    Instrument,
    Level,
    Number,
    Scored,
    band_table,
    level_in,
)

SELF, PARENT, TEACHER = Informant.SELF, Informant.PARENT, Informant.TEACHER
LEVELS = (
    Level("average", "Close to average", "green"),
    Level("raised", "Slightly raised", "yellow"),
    Level("high", "High", "orange"),
    Level("very_high", "Very high", "red"),
)
DIFFICULTIES = ("emotional", "conduct", "hyperactivity", "peer")
SCALES = (
    ("total", "Total difficulties"),
    ("emotional", "Emotional problems"),
    ("conduct", "Conduct problems"),
    ("hyperactivity", "Hyperactivity"),
    ("peer", "Problems with other children"),
    ("prosocial", "Kind and helpful behaviour (high is good)"),
    ("impact", "Impact on daily life"),
)
# The lowest and highest score of each band, from close to average to very high.
_RANGES = {
    ("total", PARENT): ((0, 13), (14, 16), (17, 19), (20, 40)),
    ("total", TEACHER): ((0, 11), (12, 15), (16, 18), (19, 40)),
    ("total", SELF): ((0, 14), (15, 17), (18, 19), (20, 40)),
    ("emotional", PARENT): ((0, 3), (4, 4), (5, 6), (7, 10)),
    ("emotional", TEACHER): ((0, 3), (4, 4), (5, 5), (6, 10)),
    ("emotional", SELF): ((0, 4), (5, 5), (6, 6), (7, 10)),
    ("conduct", PARENT): ((0, 2), (3, 3), (4, 5), (6, 10)),
    ("conduct", TEACHER): ((0, 2), (3, 3), (4, 4), (5, 10)),
    ("conduct", SELF): ((0, 3), (4, 4), (5, 5), (6, 10)),
    ("hyperactivity", PARENT): ((0, 5), (6, 7), (8, 8), (9, 10)),
    ("hyperactivity", TEACHER): ((0, 5), (6, 7), (8, 8), (9, 10)),
    ("hyperactivity", SELF): ((0, 5), (6, 6), (7, 7), (8, 10)),
    ("peer", PARENT): ((0, 2), (3, 3), (4, 4), (5, 10)),
    ("peer", TEACHER): ((0, 2), (3, 4), (5, 5), (6, 10)),
    ("peer", SELF): ((0, 2), (3, 3), (4, 4), (5, 10)),
    ("prosocial", PARENT): ((8, 10), (7, 7), (6, 6), (0, 5)),
    ("prosocial", TEACHER): ((6, 10), (5, 5), (4, 4), (0, 3)),
    ("prosocial", SELF): ((7, 10), (6, 6), (5, 5), (0, 4)),
    ("impact", PARENT): ((0, 0), (1, 1), (2, 2), (3, 10)),
    ("impact", TEACHER): ((0, 0), (1, 1), (2, 2), (3, 6)),
    ("impact", SELF): ((0, 0), (1, 1), (2, 2), (3, 10)),
}
BANDS = {key: band_table(LEVELS, *ranges) for key, ranges in _RANGES.items()}


def bands_of(scale: str, informant: str) -> tuple[Band, ...]:
    return BANDS[scale, Informant(informant)]


def score(answers: Answers, informant: str) -> Scored:
    scores = {slug: answers[slug] for slug, _ in SCALES[1:] if answers.get(slug) is not None}
    if any(slug not in scores for slug in DIFFICULTIES):
        return Scored(total=None, scores=scores, note="All four scales of difficulties are needed.")
    total = sum(scores[slug] for slug in DIFFICULTIES)
    level = level_in(bands_of("total", informant), total)
    return Scored(total=Decimal(total), scores={"total": total, **scores}, level=level)


_NAMES = dict(SCALES)
SDQ = Instrument(
    slug="sdq",
    version=1,
    name="SDQ: Strengths and Difficulties Questionnaire (scores only)",
    short_name="SDQ",
    measures="A child’s feelings and behaviour",
    licence="© Robert Goodman; youthinmind. Only scores are kept here: the questions may not be "
    "put into a computer system without permission.",
    source="Goodman R (1997). The Strengths and Difficulties Questionnaire: a research note. "
    "Journal of Child Psychology and Psychiatry 38: 581–586. Four bands: sdqinfo.org.",
    instruction="Score the paper form, then enter the score of each scale. The total is added up "
    "from the first four.",
    entries=(
        *(Number(slug, _NAMES[slug], 10) for slug in (*DIFFICULTIES, "prosocial")),
        Number(
            "impact",
            _NAMES["impact"],
            10,
            required=False,
            highest_for={TEACHER: 6},
            hint="From the second page. Leave empty if it was not used. A teacher’s goes to 6.",
        ),
    ),
    score=score,
    lowest=0,
    highest=40,
    informants=(PARENT, TEACHER, SELF),
    levels=LEVELS,
    score_labels=SCALES,
    bands_of=bands_of,
    # The bands are those for 4 to 17; the form for younger children has others.
    ages={PARENT: (4, 17), TEACHER: (4, 17), SELF: (11, 17)},
)
