"""The person and their schooling: rules of the DfE census by number; Education Act 1996."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.statutory_rules import (
    Child,
    activity_problems,
    age_on,
    birth_problems,
    disability_problems,
    is_school_age,
    needs_problems,
    school_age_ends,
    school_age_starts,
    upn_problems,
)

TODAY = date(2026, 6, 30)
CHILD = Child(date_of_birth=date(2014, 5, 6))


# The person


@pytest.mark.parametrize(
    ("person", "sex", "field"),
    [
        (Child(date_of_birth=TODAY + timedelta(days=1)), "U", "date_of_birth"),  # 8520
        (Child(date_of_birth=date(1899, 12, 31)), "F", "date_of_birth"),
        (Child(date(2014, 1, 1), death_date=date(2013, 1, 1)), "F", "death_date"),  # 8535Q
        (Child(death_date=TODAY + timedelta(days=1)), "F", "death_date"),
        (Child(expected_date=TODAY - timedelta(days=31)), "U", "expected_date"),  # 8530Q
        (Child(expected_date=TODAY + timedelta(days=281)), "U", "expected_date"),  # 8530Q
        (Child(expected_date=TODAY), "F", "sex"),  # 8750
    ],
)
def test_birth_and_death_are_possible(person, sex, field):
    assert list(birth_problems(person, today=TODAY, sex=sex)) == [field]


@pytest.mark.parametrize(
    ("person", "sex"),
    [
        (CHILD, "F"),
        (Child(), "U"),
        (Child(expected_date=TODAY - timedelta(days=30)), "U"),
        (Child(expected_date=TODAY + timedelta(days=280)), "U"),
        (Child(date_of_birth=TODAY, expected_date=date(2026, 5, 1)), "M"),
        (Child(date(2014, 1, 1), death_date=date(2014, 1, 1)), "M"),
    ],
)
def test_birth_and_death_in_order_have_no_problems(person, sex):
    assert birth_problems(person, today=TODAY, sex=sex) == {}


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        ([], None),
        (["NONE"], None),
        (["MOB", "AUT"], None),
        (["NONE", "AUT"], "cannot be chosen with"),  # 8790
        (["AUT", "AUT"], "“Autism” is chosen twice"),  # 8794
        (["XX"], "Choose from the list"),  # 8540
    ],
)
def test_no_disability_stands_alone(codes, words):
    messages = disability_problems(codes).get("disabilities", [])
    assert [words in message for message in messages] == ([True] if words else [])


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        ([], None),
        (["21"], None),
        (["3A", "16A"], None),
        (["21", "3A"], "cannot be chosen with"),  # 8869
        (["3A", "3A"], "chosen twice"),  # 8898
        (["18A"], "by another child or by an adult"),  # 8945Q
        (["19A"], "by another child or by an adult"),  # 8950Q
        (["25A"], "Choose from the list"),
    ],
)
def test_no_needs_found_stands_alone(codes, words):
    messages = needs_problems(codes).get("presenting_needs", [])
    assert [words in message for message in messages] == ([True] if words else [])


def test_withdrawn_needs_stay_on_older_records():
    assert needs_problems(["18A"], from_older_record=True) == {}


# School age


@pytest.mark.parametrize(
    ("born", "starts", "ends"),
    [
        (date(2014, 8, 31), date(2019, 8, 31), date(2030, 6, 28)),
        (date(2014, 9, 1), date(2019, 12, 31), date(2031, 6, 27)),
        (date(2014, 12, 31), date(2019, 12, 31), date(2031, 6, 27)),
        (date(2015, 1, 1), date(2020, 3, 31), date(2031, 6, 27)),
        (date(2015, 4, 1), date(2020, 8, 31), date(2031, 6, 27)),
        (date(2012, 2, 29), date(2017, 3, 31), date(2028, 6, 30)),
    ],
)
def test_school_age_runs_from_the_prescribed_day_to_the_last_friday_in_june(born, starts, ends):
    """Education Act 1996, section 8, and the orders under it."""
    assert school_age_starts(born) == starts
    assert school_age_ends(born) == ends
    assert ends.weekday() == 4
    assert is_school_age(born, starts)
    assert is_school_age(born, ends)
    assert not is_school_age(born, starts - timedelta(days=1))
    assert not is_school_age(born, ends + timedelta(days=1))


@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)))
def test_school_age_starts_soon_after_5_and_ends_around_16(born):
    assert age_on(born, school_age_starts(born)) == 5
    assert age_on(born, school_age_ends(born)) in (15, 16)


BORN_2014 = Child(date_of_birth=date(2014, 5, 6))
BORN_2009 = Child(date_of_birth=date(2009, 5, 6))  # leaves school 27 June 2025
BORN_2022 = Child(date_of_birth=date(2022, 5, 6))


@pytest.mark.parametrize(
    ("activity", "child", "words"),
    [
        ("SCH", BORN_2014, None),
        ("SHE", BORN_2014, None),
        ("0", BORN_2014, None),
        ("F2", BORN_2014, "school leaving age"),
        ("G5", BORN_2014, "school leaving age"),
        ("SYO", BORN_2014, "of school age since 31 August 2019"),
        ("F2", BORN_2009, None),
        ("G4", BORN_2009, None),
        ("SCH", BORN_2009, None),
        ("SPX", BORN_2009, "could leave school on 27 June 2025"),
        ("SME", BORN_2009, "list for 16 and over"),
        ("SYO", BORN_2022, None),
        ("SCH", BORN_2022, None),
        ("SME", BORN_2022, "not of school age until 31 August 2027"),
        ("F5", BORN_2022, "school leaving age"),
        ("SCH", Child(date_of_birth=date(2006, 1, 1)), "19 or over"),
        ("SCH", Child(date_of_birth=date(2025, 1, 1)), "under 2"),
        ("XX", BORN_2014, "Choose what"),
        ("F2", Child(), None),
    ],
)
def test_activity_fits_the_age(activity, child, words):
    """SSDA903 ACTIV codes are for young people past school age; the S codes are ours."""
    problems = activity_problems(activity, child=child, starts=date(2026, 3, 2), today=TODAY)
    messages = problems.get("activity", [])
    assert [words in message for message in messages] == ([True] if words else [])


def test_activity_needs_possible_dates():
    def ask(**dates):
        return list(activity_problems("SCH", child=BORN_2014, today=TODAY, **dates))

    assert ask(starts=None) == ["starts"]
    assert ask(starts=TODAY + timedelta(days=1)) == ["starts"]
    assert ask(starts=date(2026, 3, 2), ends=date(2026, 3, 1)) == ["ends"]
    assert ask(starts=date(2013, 3, 2)) == ["starts"]


@pytest.mark.parametrize(
    ("reason", "child", "facts", "words"),
    [
        ("", BORN_2014, {}, None),
        ("UN1", BORN_2022, {}, None),
        ("UN1", BORN_2014, {}, "of school age since 31 August 2019"),  # 8770Q
        ("UN4", BORN_2014, {}, None),
        ("UN7", BORN_2014, {}, None),
        ("UN7", BORN_2014, {"every_referral_ended_without_action": True}, None),
        (
            "UN7",
            BORN_2014,
            {"every_referral_ended_without_action": False},
            "every referral",
        ),  # 8772
        ("UN4", BORN_2014, {"has_upn": True}, "no reason is needed"),
        ("UN9", BORN_2014, {}, "Choose why"),
    ],
)
def test_reason_for_no_upn_fits_the_child(reason, child, facts, words):
    messages = upn_problems(reason, child=child, on=TODAY, **facts).get("upn_unknown", [])
    assert [words in message for message in messages] == ([True] if words else [])
