"""Working days in England. Bank holidays: GOV.UK list. One working day: Working Together."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.working_days import (
    LONDON,
    _by_rule,
    _packaged,
    add_working_days,
    bank_holidays,
    due_after,
    due_after_hours,
    is_working_day,
    last_listed_year,
    local_date,
    next_working_day,
    working_days_between,
)

DAYS = st.dates(date(2010, 1, 1), date(2045, 12, 31))

# Years in which a day was moved or added by proclamation, which no rule can tell.
ONE_OFF_YEARS = {2012, 2020, 2022, 2023}


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        (date(2026, 5, 1), 1, date(2026, 5, 5)),  # Friday over the early May bank holiday
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # Maundy Thursday over Easter
        (date(2026, 6, 6), 1, date(2026, 6, 8)),  # from a Saturday
        (date(2026, 6, 7), 1, date(2026, 6, 8)),  # from a Sunday
        (date(2026, 6, 8), 5, date(2026, 6, 15)),
        (date(2025, 12, 24), 1, date(2025, 12, 29)),
        (date(2026, 12, 24), 2, date(2026, 12, 30)),  # 28 December stands in for Boxing Day
        (date(2026, 6, 8), 0, date(2026, 6, 8)),
        (date(2026, 6, 6), 0, date(2026, 6, 6)),
        (date(2026, 5, 5), -1, date(2026, 5, 1)),
    ],
)
def test_add_working_days_skips_weekends_and_bank_holidays(start, n, expected):
    assert add_working_days(start, n) == expected


def test_add_working_days_reaches_the_statutory_limits():
    """15 working days to the conference, 45 to the end of an assessment."""
    assert add_working_days(date(2026, 6, 1), 15) == date(2026, 6, 22)
    assert add_working_days(date(2026, 6, 1), 45) == date(2026, 8, 3)


@given(DAYS, st.integers(-60, 60))
def test_working_days_between_undoes_adding(start, n):
    start = next_working_day(start)
    assert working_days_between(start, add_working_days(start, n)) == n


@given(DAYS, st.integers(1, 60))
def test_add_working_days_lands_on_a_working_day_after_the_start(start, n):
    end = add_working_days(start, n)
    assert end > start
    assert is_working_day(end)


def test_add_working_days_refuses_a_time():
    with pytest.raises(TypeError, match="local_date"):
        add_working_days(datetime(2026, 6, 1, tzinfo=UTC), 1)


@pytest.mark.parametrize("year", sorted(set(_packaged()) - ONE_OFF_YEARS))
def test_rules_give_the_published_bank_holidays(year):
    assert _by_rule(year) == _packaged()[year]


def test_one_off_holidays_come_from_the_published_list():
    assert date(2022, 9, 19) in bank_holidays(2022)
    assert date(2023, 5, 8) in bank_holidays(2023)
    assert not is_working_day(date(2020, 5, 8))
    assert is_working_day(date(2020, 5, 4))


@pytest.mark.parametrize("year", [2005, 2010, 2011, 2035, 2050])
def test_years_outside_the_list_are_worked_out(year):
    assert year not in _packaged()
    assert len(bank_holidays(year)) == 8
    assert all(day.weekday() < 5 for day in bank_holidays(year))


def test_clock_running_past_the_list_does_not_stop():
    year = last_listed_year() + 1
    assert add_working_days(date(year, 12, 24), 1) > date(year, 12, 26)
    # Good Friday and Easter Monday of 2035 are 23 and 26 March.
    assert add_working_days(date(2035, 3, 22), 1) == date(2035, 3, 27)


def london(*parts):
    return datetime(*parts, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (london(2026, 6, 5, 9, 0), london(2026, 6, 8, 23, 59, 59)),
        (london(2026, 6, 5, 23, 30), london(2026, 6, 8, 23, 59, 59)),
        (london(2026, 6, 6, 12, 0), london(2026, 6, 8, 23, 59, 59)),
        (london(2026, 3, 27, 16, 0), london(2026, 3, 30, 23, 59, 59)),  # clocks go forward
        (london(2026, 10, 23, 16, 0), london(2026, 10, 26, 23, 59, 59)),  # clocks go back
    ],
)
def test_due_after_one_working_day_is_the_end_of_the_next(received, due):
    assert due_after(received) == due


def test_due_after_uses_the_london_day_in_summer():
    """23:30 UTC on a Thursday in June is already Friday in London."""
    received = datetime(2026, 6, 4, 23, 30, tzinfo=UTC)
    assert due_after(received) == london(2026, 6, 8, 23, 59, 59)
    assert local_date(received) == date(2026, 6, 5)


def test_due_after_has_the_offset_of_its_own_day():
    due = due_after(london(2026, 3, 27, 16, 0), by=time(17, 0))
    assert due.utcoffset() == timedelta(hours=1)
    assert due.astimezone(UTC) == datetime(2026, 3, 30, 16, 0, tzinfo=UTC)


def test_due_after_hours_counts_true_hours_over_a_clock_change():
    """72 hours over the night the clocks go forward end an hour later by the clock on the wall."""
    assert due_after_hours(london(2026, 3, 27, 12, 0), 72) == london(2026, 3, 30, 13, 0)
    assert due_after_hours(london(2026, 10, 23, 12, 0), 72) == london(2026, 10, 26, 11, 0)


def test_due_after_hours_keeps_the_two_times_of_a_repeated_hour_apart():
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 01:30, before the clocks go back
    second = first + timedelta(hours=1)  # 01:30 again
    assert first.astimezone(LONDON).time() == second.astimezone(LONDON).time()
    gap = due_after_hours(second, 72).astimezone(UTC) - due_after_hours(first, 72).astimezone(UTC)
    assert gap == timedelta(hours=1)


@given(
    st.datetimes(datetime(2015, 1, 1), datetime(2040, 1, 1)),  # noqa: DTZ001
    st.integers(-12, 14),
    st.integers(0, 20),
)
def test_due_after_does_not_depend_on_the_zone_a_time_came_in(moment, offset, days):
    moment = moment.replace(tzinfo=UTC)
    elsewhere = moment.astimezone(timezone(timedelta(hours=offset)))
    assert due_after(moment, days) == due_after(elsewhere, days)


@pytest.mark.parametrize("ask", [due_after, local_date, lambda moment: due_after_hours(moment, 1)])
def test_times_without_a_zone_are_refused(ask):
    with pytest.raises(ValueError, match="time zone"):
        ask(datetime(2026, 6, 1, 9, 0))  # noqa: DTZ001
