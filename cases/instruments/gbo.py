"""Goal-based outcomes: up to three goals of the person's own, each rated 0 to 10."""

from decimal import Decimal

from cases.codes import Informant
from cases.instruments.definition import Answers, Instrument, Problems, Question, Scored, Words

RATINGS = tuple(
    (value, {0: "0: not met at all", 5: "5: half way", 10: "10: fully met"}.get(value, str(value)))
    for value in range(11)
)
GOALS = ("goal1", "goal2", "goal3")
ENTRIES = tuple(
    entry
    for number, slug in enumerate(GOALS, start=1)
    for entry in (
        Words(f"{slug}_words", f"Goal {number}", "" if number == 1 else "Leave empty if none"),
        Question(slug, f"How close to goal {number} today?", RATINGS),
    )
)


def problems(answers: Answers, informant: str) -> Problems:
    found: Problems = {}
    for number, slug in enumerate(GOALS, start=1):
        words, rating = answers.get(f"{slug}_words"), answers.get(slug)
        if words and rating is None:
            found[slug] = [f"Rate goal {number}"]
        elif rating is not None and not words:
            found[f"{slug}_words"] = [f"Say what goal {number} is"]
    if not found and not any(answers.get(f"{slug}_words") for slug in GOALS):
        found["goal1_words"] = ["Enter at least one goal"]
    return found


def ratings(answers: Answers) -> dict[str, int]:
    """By the goal's own words, so that a goal is followed even where its place changes."""
    return {
        answers[f"{slug}_words"].strip().casefold(): answers[slug]
        for slug in GOALS
        if answers.get(f"{slug}_words") and answers.get(slug) is not None
    }


def score(answers: Answers, informant: str) -> Scored:
    given = [answers[slug] for slug in GOALS if answers.get(slug) is not None]
    if not given:
        return Scored(total=None, scores={})
    mean = (Decimal(sum(given)) / len(given)).quantize(Decimal("0.01"))
    return Scored(total=mean, scores={})


GBO = Instrument(
    slug="gbo",
    version=1,
    name="GBO: goal-based outcomes",
    short_name="GBO",
    measures="How near people are to what they want to be different",
    licence="Free to use. Goal-based outcomes were developed by Duncan Law.",
    source="Law D, Jacob J (2015). Goals and goal based outcomes (GBOs): some useful information, "
    "third edition. CAMHS Press.",
    instruction="Up to three goals in their own words, each rated from 0, not met at all, to 10, "
    "fully met. The score is the average.",
    entries=ENTRIES,
    score=score,
    lowest=0,
    highest=10,
    informants=(Informant.SELF, Informant.PARENT),
    higher_is_worse=False,
    problems=problems,
    reliable_change=Decimal("2.45"),
)
