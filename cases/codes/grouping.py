"""Long code lists shown under headings.

A list that is too long to read at once has a `groups()` class method: pairs of a heading and the
members under it. Everything else is shown flat. Forms ask `grouped_choices` and need not know which.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import TextChoices

Groups = tuple[tuple[str, tuple[TextChoices, ...]], ...]
Choice = tuple[str, str]


def grouped_choices(
    codes: type[TextChoices], *, leave_out: Iterable[str] = (), with_code: bool = False
) -> list[Any]:
    """Choices for a select or radios: under headings where the list has them.

    `leave_out` drops codes that must not be offered for new records; a heading left with
    nothing under it goes too. `with_code` shows the national code before the words, for the
    people who know the codes by heart.
    """
    skip = {str(code) for code in leave_out}
    groups = getattr(codes, "groups", None)
    if groups is None:
        return [_choice(code, with_code) for code in codes if code.value not in skip]
    headed = (
        (heading, [_choice(code, with_code) for code in members if code.value not in skip])
        for heading, members in groups()
    )
    return [(heading, members) for heading, members in headed if members]


def _choice(code: TextChoices, with_code: bool) -> Choice:
    label = f"{code.value}: {code.label}" if with_code else str(code.label)
    return (code.value, label)
