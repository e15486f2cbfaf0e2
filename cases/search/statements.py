"""Puts the statements of search together: shared parts, and the rule of who may be found."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from django.db.models.expressions import RawSQL

from cases.models import Person
from cases.search import weights
from cases.search.query import one_letter_off, other_forms

WORDS_SQL = Path(__file__).parent / "sql" / "words.sql"
WORDS_PER_TIER = 120
_ID = "id_in_question"


def statement(path: Path, user) -> tuple[str, dict]:
    """The statement in this file for this user, and the values that its rule of access needs.

    Who may be found is not written again here: it is the SQL of `Person.objects.findable_by`.
    """
    findable, values = _findable(user)
    sql = _text(path).replace("MATCHED_WORDS", _text(WORDS_SQL))
    for mark, column in (("FINDABLE_KEPT", "r.id"), ("FINDABLE_SOURCE", "r.source")):
        sql = sql.replace(mark, findable.replace(_ID, column))
    return sql, values


@cache
def _text(path: Path) -> str:
    """Without the comments, which may hold marks and per cent signs."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("--"))


def _findable(user) -> tuple[str, dict]:
    """SQL of the findable person with the id in question, and its values by name."""
    people = Person.objects.findable_by(user).filter(pk=RawSQL(_ID, [])).values("pk")  # noqa: S611
    sql, positional = people.query.sql_with_params()
    names = [f"findable_{place}" for place in range(len(positional))]
    marks = iter(names)
    named = re.sub("%s", lambda _: f"%({next(marks)})s", sql)
    return named, dict(zip(names, positional, strict=True))


def word_values(words: Sequence[str], joined: Iterable[tuple[int, str]], *, prefixes: bool) -> dict:
    """The values of words.sql: the words typed, and the other ways each may be written."""
    forms: list[tuple[int, str, str]] = []
    for n, word in enumerate(words):
        forms += [(n, form, "form") for form in other_forms(word)]
        forms += [(n, slip, "slip") for slip in one_letter_off(word)]
    forms += [(n, word, "joined") for n, word in joined]
    return {
        "n": list(range(len(words))),
        "word": list(words),
        "form_n": [n for n, _, _ in forms],
        "form_word": [word for _, word, _ in forms],
        "form_tier": [tier for _, _, tier in forms],
        "form_weight": [weights.FORMS[tier] for _, _, tier in forms],
        "prefixes": prefixes,
        "words_per_tier": WORDS_PER_TIER,
        **weights.WORDS,
    }
