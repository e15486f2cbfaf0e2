"""Dates of birth as people type them, and the slips people make in them."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

EARLIEST_YEAR = 1900

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june",
            "jul july", "aug august", "sep sept september", "oct october", "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?P<y>(?:19|20)[0-9]{2}|'?[0-9]{2})"
_GAP = r"[\s,]+"

# In the order tried; the first that fits a stretch of the text takes it.
_PATTERNS = [
    re.compile(pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        r"(?<!\d)(?P<y>(?:19|20)\d{2})\s?[-/.]\s?(?P<m>\d{1,2})\s?[-/.]\s?(?P<d>\d{1,2})(?!\d)",
        rf"(?<!\d)(?P<d>\d{{1,2}})\s?[-/.]\s?(?P<m>\d{{1,2}})\s?[-/.]\s?{_YEAR}(?!\d)",
        rf"(?<!\d)(?P<d>\d{{1,2}})\s(?P<m>\d{{1,2}})\s{_YEAR}(?!\d)",
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s./-]*(?:of\s+)?(?P<m>{_MONTH})\.?[\s,./-]*{_YEAR}(?!\d)",
        rf"\b(?P<m>{_MONTH})\.?{_GAP}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?{_GAP}{_YEAR}(?!\d)",
        r"(?<![\w])(?P<y>(?:19|20)\d{2})(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)(?![\w])",
        r"(?<![\w])(?P<d>[0-3]\d)(?P<m>[01]\d)(?P<y>(?:19|20)\d{2})(?![\w])",
        r"(?<![\w])(?P<d>[0-3]\d)(?P<m>[01]\d)(?P<y>\d{2})(?![\w])",
    )
]
_MONTH_YEAR = re.compile(
    rf"\b(?P<m>{_MONTH})\.?{_GAP}(?P<y>(?:19|20)\d{{2}})(?!\d)", re.IGNORECASE | re.ASCII
)
_AGE = re.compile(
    r"\b(?:aged?\s+(?P<a>\d{1,3})(?:\s*(?:years?|yrs?)(?:\s+old)?)?"
    r"|(?P<b>\d{1,3})\s*(?:years?\s+old|yrs?\s+old|years?|yrs?|yo|y/o))(?!\w)",
    re.IGNORECASE | re.ASCII,
)
_YEAR_ALONE = re.compile(r"(?<![\w/.-])(?P<y>(?:19|20)\d{2})(?![\w/-])", re.ASCII)


@dataclass(frozen=True)
class Span:
    """A first and last day of birth, and how well a birth in between fits what was typed."""

    first: date
    last: date
    how: str


@dataclass(frozen=True)
class Typed:
    """A date as typed: the days it may stand for, best first, each with how it was reached."""

    days: tuple[tuple[date, str], ...]


def take_dates(text: str, *, today: date) -> tuple[list[Typed], list[Span], str]:
    """Dates and spans found in the text, and the text without them.

    Only the first date counts: a person is born once. Digits written together may be a number as
    well as a date, so the caller reads them as both.
    """
    for pattern in _PATTERNS:
        if (match := pattern.search(text)) and (typed := _read(match, today)):
            return [typed], [], f"{text[: match.start()]} {text[match.end() :]}"
    for pattern, read in ((_MONTH_YEAR, _month), (_AGE, _age), (_YEAR_ALONE, _year)):
        if (match := pattern.search(text)) and (spans := read(match, today)):
            return [], spans, f"{text[: match.start()]} {text[match.end() :]}"
    return [], [], text


def _read(match: re.Match, today: date) -> Typed | None:
    year, month, day = match["y"].lstrip("'"), match["m"], match["d"]
    month_number = MONTHS.get(month.lower()) or int(month)
    days = list(slips(int(day), month_number, _full_year(year, today)))
    return Typed(tuple(days)) if days else None


def _full_year(text: str, today: date) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    # A child due next year is still of this century.
    return 2000 + year if year <= today.year % 100 + 1 else 1900 + year


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if found.year >= EARLIEST_YEAR else None


def slips(day: int, month: int, year: int):
    """The day itself, then the days it may have been meant for, each once with its slip."""
    exact, swapped = _day(year, month, day), _day(year, day, month)
    if exact is None and swapped is not None:
        exact, swapped = swapped, None
    near = chain(
        [(exact, "exact"), (swapped, "swapped")],
        ((_day(year + step, month, day), "year") for step in (-1, 1)),
        ((exact + timedelta(step), "day") for step in (-1, 1) if exact),
        ((_day(year, month + step, day), "month") for step in (-1, 1)),
        ((found, "digit") for found in _one_digit_off(day, month, year)),
    )
    seen: set[date] = set()
    for found, how in near:
        if found is not None and found not in seen:
            seen.add(found)
            yield found, how


def _one_digit_off(day: int, month: int, year: int):
    digits = f"{day:02d}{month:02d}{year:04d}"
    for place in range(len(digits)):
        for digit in "0123456789":
            other = digits[:place] + digit + digits[place + 1 :]
            if other != digits:
                yield _day(int(other[4:]), int(other[2:4]), int(other[:2]))


def _month(match: re.Match, today: date) -> list[Span]:
    first = date(int(match["y"]), MONTHS[match["m"].lower()], 1)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return [Span(first, after - timedelta(1), "month"), *_around(first.year)]


def _year(match: re.Match, today: date) -> list[Span]:
    year = int(match["y"])
    return [Span(date(year, 1, 1), date(year, 12, 31), "year"), *_around(year)]


def _around(year: int) -> list[Span]:
    return [Span(date(year - 1, 1, 1), date(year + 1, 12, 31), "near")]


def _age(match: re.Match, today: date) -> list[Span]:
    return age_spans(int(match["a"] or match["b"]), today=today)


def age_spans(age: int, *, today: date) -> list[Span]:
    """Born so as to be this old today; or a year older or younger."""
    if age > today.year - EARLIEST_YEAR - 2:
        return []
    after = _years_before(today, age + 1) + timedelta(1)
    until = _years_before(today, age)
    return [
        Span(after, until, "age"),
        Span(_years_before(after, 1), _years_before(until, -1), "near"),
    ]


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
