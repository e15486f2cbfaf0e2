"""Adding answers up, and what to do about answers left out."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from cases.instruments.definition import Answers, Question


def answered(answers: Answers, questions: Iterable[Question]) -> list[int]:
    return [answers[q.slug] for q in questions if answers.get(q.slug) is not None]


def summed(answers: Answers, questions: tuple[Question, ...], *, missing_allowed: int = 0):
    """The sum, each missing answer counted as the mean of the others; None when too many are."""
    given = answered(answers, questions)
    missing = len(questions) - len(given)
    if missing > missing_allowed or not given:
        return None
    return rounded(Decimal(sum(given)) * len(questions) / len(given))


def rounded(value: Decimal) -> Decimal:
    """To the nearest whole number, halves upwards."""
    return value.quantize(Decimal(1), rounding=ROUND_HALF_UP)


def missing_words(answers: Answers, questions: tuple[Question, ...], *, missing_allowed: int):
    missing = len(questions) - len(answered(answers, questions))
    if not missing:
        return ""
    count = f"{missing} question{'' if missing == 1 else 's'} left out"
    if missing > missing_allowed:
        return f"{count}: too many to give a score."
    counted = "It is" if missing == 1 else "They are"
    return f"{count}. {counted} counted as the average of the others."


def number(value: Decimal) -> str:
    """A score without noughts after the point."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
