"""When a clock runs out. Days end at midnight in London; hours are counted by the unchanging clock."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from cases.codes import ClockUnit
from cases.working_days import END_OF_DAY, LONDON, due_after, due_after_hours, local_date


def limit(start: datetime, amount: int, unit: str) -> datetime:
    """The last moment at which the clock is met in time. The day it starts is day 0."""
    if unit == ClockUnit.HOURS:
        return due_after_hours(start, amount)
    if unit == ClockUnit.WORKING_DAYS:
        return due_after(start, amount)
    day = local_date(start)
    if unit == ClockUnit.MONTHS:
        return end_of(months_later(day, amount))
    return end_of(day + timedelta(weeks=amount) if unit == ClockUnit.WEEKS else _days(day, amount))


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last day: 30 November and 3 months is 28 February."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def end_of(day: date) -> datetime:
    return datetime.combine(day, END_OF_DAY, tzinfo=LONDON)


def beginning_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=LONDON)


def _days(day: date, amount: int) -> date:
    return day + timedelta(days=amount)
