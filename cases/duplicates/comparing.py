"""Asks the database which records may be the person whose details are being typed."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import connection

from accounts.access import Action, reach
from cases.codes.contact import SECRET_BY_NATURE, UNIQUE_IDENTIFIERS
from cases.duplicates import points
from cases.names import without_particles, words
from cases.search.dates import slips
from cases.search.query import MAX_WORDS, clean, compact
from cases.search.statements import statement, word_values

SQL = Path(__file__).parent / "duplicates.sql"
AT_MOST = 2000
NO_NAME_YET = frozenset({"unborn", "baby"})


@dataclass(frozen=True)
class Details:
    """What has been typed of a person so far."""

    forename: str = ""
    surname: str = ""
    date_of_birth: date | None = None
    expected_date: date | None = None
    sex: str = ""
    postcode: str = ""
    # Pairs of a kind and a number; an empty kind is any.
    identifiers: tuple[tuple[str, str], ...] = ()

    @property
    def forenames(self) -> list[str]:
        return [w for w in words(clean(self.forename)) if w not in NO_NAME_YET][:MAX_WORDS]

    @property
    def surnames(self) -> list[str]:
        return without_particles(clean(self.surname))[:MAX_WORDS] if words(self.surname) else []

    @property
    def can_be_compared(self) -> bool:
        return bool(self.surnames or self.identifiers or (self.forenames and self.date_of_birth))


@dataclass(frozen=True)
class Compared:
    """One record and how it compares, in codes."""

    id: int
    source: int
    score: float
    twin: bool
    number: str | None
    day_how: str | None
    birth: float
    at_postcode: bool
    other_sex: bool
    other_number: bool
    same_forename: bool | None
    same_surname: bool
    words: list[dict]


def compare(user, details: Details, *, exclude: int | None = None):
    """The records most like these details, and the id of one closed to this user, if any."""
    authorities = reach(user, Action.FIND).all_authorities
    if not authorities or not details.can_be_compared:
        return [], None
    sql, access = statement(SQL, user)
    values = {
        "authorities": sorted(authorities),
        "exclude": exclude,
        "at_most": AT_MOST,
        "limit": points.MOST_SHOWN,
        "shown_from": points.SHOWN_FROM,
        "confirmed_from": points.CONFIRMED_FROM,
        **_name_values(details),
        **_birth_values(details),
        **_other_values(details),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, values | access)
        found = cursor.fetchall()
    rows = [Compared(*row[:12], words=json.loads(row[12] or "[]")) for row in found if not row[13]]
    return rows, next((row[0] for row in found if row[13]), None)


def _name_values(details: Details) -> dict:
    first, last = details.forenames, details.surnames
    typed = [*first, *last]
    shares = [1.0 if place == 0 else points.SECOND_FORENAME for place in range(len(first))]
    shares += [1.0 if len(last) == 1 else points.PART_OF_SURNAME] * len(last)
    tiers = list(points.NAME_POINTS)
    return {
        **word_values(typed, _joined(details, len(first)), prefixes=False),
        "part_n": list(range(len(typed))),
        "part_surname": [place >= len(first) for place in range(len(typed))],
        "part_share": shares,
        "tier": tiers,
        "first_points": [points.NAME_POINTS[tier][0] for tier in tiers],
        "last_points": [points.NAME_POINTS[tier][1] for tier in tiers],
        "other_share": points.OTHER_NAME,
        "swapped_share": points.SWAPPED,
        "has_forename": bool(first),
        "different_forename": points.DIFFERENT_FORENAME,
        "different_surname": points.DIFFERENT_SURNAME,
    }


def _joined(details: Details, start: int) -> Iterable[tuple[int, str]]:
    """Names of several words written as one."""
    for text, place, count in (
        (details.forename, 0, start),
        (details.surname, start, len(details.surnames)),
    ):
        every = words(clean(text))
        if count and len(every) > 1:
            yield place, "".join(every)


def _birth_values(details: Details) -> dict:
    born = details.date_of_birth
    days = list(slips(born.day, born.month, born.year)) if born else []
    return {
        "day": [day for day, _ in days],
        "day_how": [how for _, how in days],
        "day_points": [points.BIRTH_POINTS[how] for _, how in days],
        "born": born,
        "due": details.expected_date if born is None else None,
        "expecting": details.expected_date is not None or born is not None,
        "due_then": points.DUE_THEN,
        "due_within": points.DUE_WITHIN_DAYS,
        "different_birth": points.DIFFERENT_BIRTH,
        "different_estimate": points.DIFFERENT_ESTIMATE,
    }


def _other_values(details: Details) -> dict:
    numbers: Sequence[tuple[str, str]] = [
        (str(kind), compact(clean(value))) for kind, value in details.identifiers if value
    ]
    return {
        "number_kind": [kind for kind, _ in numbers],
        "number": [value for _, value in numbers],
        "unique_kinds": sorted(UNIQUE_IDENTIFIERS),
        "postcode": compact(clean(details.postcode)),
        "secret_kinds": sorted(SECRET_BY_NATURE),
        "sex": details.sex or "",
        "same_number": points.SAME_NUMBER,
        "number_alone": points.NUMBER_ALONE,
        "different_number": points.DIFFERENT_NUMBER,
        "same_postcode": points.SAME_POSTCODE,
        "different_sex": points.DIFFERENT_SEX,
    }
