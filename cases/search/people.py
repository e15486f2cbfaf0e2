"""Runs one search in the database: `people.sql` with what was typed, who asks and the filters."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import connection
from django.utils import timezone

from accounts.access import Action, reach
from cases.codes import OPEN_STAGES, SECRET_BY_NATURE
from cases.search import weights
from cases.search.query import Query
from cases.search.statements import statement, word_values

SQL = Path(__file__).parent / "sql" / "people.sql"
AT_MOST = 4000
STRONG_LOOKED_AT = 50


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to. Empty means everyone."""

    who: str = ""
    strand: str = ""
    open_only: bool = False
    authority_id: int | None = None


@dataclass(frozen=True)
class Row:
    """One record found: what agreed, in codes."""

    id: int
    source: int
    score: float
    direct: str | None
    day_how: str | None
    date_weight: float | None
    postcode_weight: float | None
    words: list[dict]


def find(user, query: Query, filters: Filters, *, limit: int, offset: int = 0):
    """The rows of this page, best first, and the id of a record closed to this user, if any.

    One statement. Who may be found is asked of the candidates in order, only until the page is
    full, by the same rule as everywhere: `Person.objects.findable_by`.
    """
    authorities = reach(user, Action.FIND).all_authorities
    if filters.authority_id is not None:
        authorities &= {filters.authority_id}
    if not authorities or not query.can_be_searched:
        return [], None
    values: dict = {
        "authorities": sorted(authorities),
        "limit": limit,
        "offset": offset,
        "at_most": AT_MOST,
        "strong_looked_at": STRONG_LOOKED_AT,
        **_words(query),
        **_dates(query),
        **_numbers(query),
        **_filters(filters),
    }
    sql, more = statement(SQL, user)
    with connection.cursor() as cursor:
        cursor.execute(sql, values | more)
        found = cursor.fetchall()
    rows = [Row(*row[:7], words=json.loads(row[7] or "[]")) for row in found if not row[8]]
    return rows, next((row[0] for row in found if row[8]), None)


def _words(query: Query) -> dict:
    typed = len(query.words)
    pieces = typed + weights.date_counts(query) + bool(query.postcode) + bool(query.initials)
    return {
        **word_values(query.words, query.joined, prefixes=True),
        "words_typed": typed,
        # With three words or more, one may be missing from the record.
        "words_needed": max(1, typed - (typed > 2)),
        "pieces": pieces,
        "initials": list(query.initials),
        "least": weights.LEAST,
        "strong_name": weights.STRONG_NAME,
    }


def _dates(query: Query) -> dict:
    return {
        "day": [day for day, _ in query.days],
        "day_how": [how for _, how in query.days],
        "day_weight": [weights.DAYS[how] for _, how in query.days],
        "has_days": bool(query.days),
        "dated": query.is_dated,
        "span_first": [span.first for span in query.spans],
        "span_last": [span.last for span in query.spans],
        "span_weight": [weights.of_span(span) for span in query.spans],
        # Without a name, only the first span is looked in: the others would fill the list.
        "first_day": query.spans[0].first if query.spans else None,
        "last_day": query.spans[0].last if query.spans else None,
        "unknown_date": weights.UNKNOWN_DATE,
        "sure_day": weights.SURE_DAY,
        "date_counts": weights.date_counts(query),
    }


def _numbers(query: Query) -> dict:
    by_kind = {
        kind: [reference.number for reference in query.references if reference.kind == kind]
        for kind in ("person", "family", "case")
    }
    return {
        "numbers": list(query.numbers),
        "people": by_kind["person"],
        "families": by_kind["family"],
        "cases": by_kind["case"],
        "direct": weights.DIRECT,
        "postcode": query.postcode,
        "postcode_start": f"{query.postcode.replace(' ', '')}%",
        "secret_kinds": sorted(SECRET_BY_NATURE),
    }


def _filters(filters: Filters) -> dict:
    return {
        "children": filters.who == "children",
        "adults": filters.who == "adults",
        "adult_if_born_by": _eighteen_years_ago(timezone.localdate()),
        "strand": filters.strand,
        "open_only": filters.open_only,
        "open_stages": [str(stage) for stage in OPEN_STAGES],
    }


def _eighteen_years_ago(today: date) -> date:
    try:
        return today.replace(year=today.year - 18)
    except ValueError:  # 29 February
        return today.replace(year=today.year - 18, day=28)
