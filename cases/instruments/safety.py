"""One question: how safe is it, from 0 to 10?"""

from decimal import Decimal

from cases.codes import Informant
from cases.instruments.definition import Answers, Instrument, Problems, Question, Scored

RATINGS = tuple(
    (value, {0: "0: not safe at all", 10: "10: safe enough to end the work"}.get(value, str(value)))
    for value in range(11)
)
QUESTION = Question("safety", "How safe are things for the children today?", RATINGS)


def problems(answers: Answers, informant: str) -> Problems:
    return {} if answers.get("safety") is not None else {"safety": ["Choose a number"]}


def score(answers: Answers, informant: str) -> Scored:
    given = answers.get("safety")
    return Scored(total=None if given is None else Decimal(given), scores={})


SAFETY = Instrument(
    slug="safety",
    version=1,
    name="Safety scale 0 to 10",
    short_name="Safety scale",
    measures="How safe each person thinks things are",
    licence="A plain scaling question; nobody’s property.",
    source="Our own wording. Ask each person; compare a person only with themselves.",
    entries=(QUESTION,),
    score=score,
    lowest=0,
    highest=10,
    informants=(Informant.SELF, Informant.PARENT, Informant.WORKER, Informant.TEACHER),
    higher_is_worse=False,
    problems=problems,
)
