"""Working days in England: Monday to Friday, less bank holidays.

Bank holidays come from the GOV.UK list packaged with `govuk-bank-holidays`, so nothing is fetched.
Outside the years of that list they are worked out from the standing rules, which give the same
answer as the list in every ordinary year; a one-off holiday not yet announced cannot be known, and
a clock running into such a year is right to within that day until the package is updated.

The day something happens is day 0. Dates are London dates whatever zone a time came in.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from govuk_bank_holidays.bank_holidays import BankHolidays

LONDON = ZoneInfo("Europe/London")
END_OF_DAY = time(23, 59, 59)
_SATURDAY = 5


def bank_holidays(year: int) -> frozenset[date]:
    """Bank holidays in England that fall in the year."""
    packaged = _packaged()
    return packaged[year] if year in packaged else _by_rule(year)


def last_listed_year() -> int:
    """The last year whose bank holidays are the published list rather than worked out."""
    return max(_packaged())


def is_bank_holiday(day: date) -> bool:
    return day in bank_holidays(day.year)


def is_working_day(day: date) -> bool:
    return day.weekday() < _SATURDAY and not is_bank_holiday(day)


def next_working_day(day: date) -> date:
    """The day itself when it is a working day, otherwise the first one after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def add_working_days(start: date, n: int) -> date:
    """The nth working day after `start`, or before it when `n` is negative.

    `start` need not be a working day: the first working day after a Saturday is Monday. With
    n = 0 the answer is `start` itself, working day or not.
    """
    start = _plain_date(start)
    step = timedelta(days=1 if n > 0 else -1)
    day, left = start, abs(n)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """How many working days after `start` up to and including `end`; negative when end is first.

    The inverse of `add_working_days`: from Friday to the Monday after it is 1.
    """
    start, end = _plain_date(start), _plain_date(end)
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def local_date(moment: datetime) -> date:
    """The date it was in London."""
    return _aware(moment).astimezone(LONDON).date()


def due_after(start: datetime, working_days: int = 1, *, by: time = END_OF_DAY) -> datetime:
    """When something is due: `by` that time of day, London time, on the nth working day after.

    One working day from any time on Friday is the end of Monday; from Saturday also. The default
    gives the whole of the last day, so that the time of arrival never decides lateness.
    """
    day = add_working_days(local_date(start), working_days)
    return datetime.combine(day, by, tzinfo=LONDON)


def due_after_hours(start: datetime, hours: float) -> datetime:
    """So many hours later by the clock that never changes: 72 hours are 72 hours in March too."""
    return (_aware(start).astimezone(UTC) + timedelta(hours=hours)).astimezone(LONDON)


def _plain_date(day: date) -> date:
    if isinstance(day, datetime):
        raise TypeError("give a date: use local_date() to take one from a time")
    return day


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("give a time with its time zone")
    return moment


@cache
def _packaged() -> dict[int, frozenset[date]]:
    listed = BankHolidays(use_cached_holidays=True).get_holidays(
        division=BankHolidays.ENGLAND_AND_WALES
    )
    years: dict[int, set[date]] = {}
    for holiday in listed:
        years.setdefault(holiday["date"].year, set()).add(holiday["date"])
    return {year: frozenset(days) for year, days in years.items()}


@lru_cache(maxsize=400)
def _by_rule(year: int) -> frozenset[date]:
    easter = _easter_sunday(year)
    return frozenset(
        {
            _weekday_from(date(year, 1, 1)),
            easter - timedelta(days=2),
            easter + timedelta(days=1),
            _monday_from(date(year, 5, 1)),
            _monday_from(date(year, 5, 25)),
            _monday_from(date(year, 8, 25)),
            *_christmas(year),
        }
    )


def _christmas(year: int) -> tuple[date, date]:
    """Christmas and Boxing Day, or the weekdays given in place of those on a weekend."""
    christmas = date(year, 12, 25)
    substitutes = {4: (0, 3), 5: (2, 3), 6: (2, 1)}
    first, second = substitutes.get(christmas.weekday(), (0, 1))
    return christmas + timedelta(days=first), christmas + timedelta(days=second)


def _weekday_from(day: date) -> date:
    return day if day.weekday() < _SATURDAY else day + timedelta(days=7 - day.weekday())


def _monday_from(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _easter_sunday(year: int) -> date:
    """The Gregorian rule of Meeus, Jones and Butcher."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon = (
        19 * golden + century - leap_centuries - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    leaps, year_rest = divmod(rest, 4)
    weekday = (32 + 2 * century_rest + 2 * leaps - moon - year_rest) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
