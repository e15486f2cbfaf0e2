"""Rules of the DfE children in need census and of the SSDA903 return, cited by number."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from cases.codes import StatusKind, end_reasons
from cases.statutory_rules import (
    Child,
    Status,
    activity_problems,
    age_on,
    birth_problems,
    disability_problems,
    is_school_age,
    needs_problems,
    school_age_ends,
    school_age_starts,
    status_problems,
    status_queries,
    upn_problems,
)

TODAY = date(2026, 6, 30)
CHILD = Child(date_of_birth=date(2014, 5, 6))
CIN = Status("cin", date(2026, 3, 2))
CP = Status("cp", date(2026, 4, 1), conference_date=date(2026, 4, 1), initial_category="NEG")
EARLY_HELP = Status("early_help", date(2025, 9, 1))
LOOKED_AFTER = Status("cla", date(2026, 5, 5))


def wrong(status, **given_facts):
    facts = {"child": CHILD, "today": TODAY, **given_facts}
    return status_problems(status, **facts)


@pytest.mark.parametrize("status", [CIN, CP, EARLY_HELP, LOOKED_AFTER], ids=lambda s: s.kind)
def test_status_in_order_has_no_problems(status):
    assert wrong(status) == {}


def test_problems_are_what_a_form_can_raise():
    problems = wrong(replace(CIN, starts=None, ends=date(2026, 4, 1)))
    assert ValidationError(problems).message_dict == problems
    assert set(problems) == {"starts", "end_reason"}


# Dates


def test_status_cannot_be_in_the_future_or_end_before_it_starts():
    assert "future" in wrong(replace(CIN, starts=TODAY + timedelta(days=1)))["starts"][0]
    ended = replace(CIN, ends=TODAY + timedelta(days=1), end_reason="RC7")
    assert "future" in wrong(ended)["ends"][0]
    backwards = replace(CIN, ends=date(2026, 3, 1), end_reason="RC7")
    assert wrong(backwards) == {"ends": ["The end date cannot be before the start, 2 March 2026."]}


@pytest.mark.parametrize(
    ("child", "starts", "allowed"),
    [
        (Child(expected_date=date(2026, 9, 1)), date(2026, 6, 1), True),
        (Child(expected_date=date(2026, 9, 1)), date(2025, 11, 25), True),
        (Child(expected_date=date(2026, 9, 1)), date(2025, 11, 24), False),
        (Child(date_of_birth=date(2026, 5, 1)), date(2026, 1, 5), True),
        (Child(date_of_birth=date(2026, 5, 1)), date(2025, 7, 24), False),
        (Child(), date(1990, 1, 1), True),
    ],
)
def test_child_in_need_may_start_40_weeks_before_birth(child, starts, allowed):
    """8606: at most 280 days before the birth or expected birth."""
    problems = wrong(Status("cin", starts), child=child)
    assert (problems == {}) is allowed
    if not allowed:
        assert "40 weeks" in problems["starts"][0]


def test_looked_after_waits_for_birth():
    unborn = Child(expected_date=date(2026, 7, 20))
    assert "unborn" in wrong(LOOKED_AFTER, child=unborn)["starts"][0]
    born = Child(date_of_birth=date(2026, 5, 6))
    assert "6 May 2026" in wrong(LOOKED_AFTER, child=born)["starts"][0]
    assert wrong(LOOKED_AFTER, child=Child(date_of_birth=date(2026, 5, 5))) == {}


def test_nothing_starts_or_ends_after_death():
    """4008, 8915, 8920, 8555Q."""
    child = replace(CHILD, death_date=date(2026, 3, 1))
    assert "1 March 2026" in wrong(CIN, child=child)["starts"][0]
    ended = Status("cin", date(2026, 1, 5), date(2026, 3, 2), "RC2")
    assert list(wrong(ended, child=child)) == ["ends"]
    assert wrong(replace(ended, ends=date(2026, 3, 1)), child=child) == {}


@pytest.mark.parametrize(("status", "allowed"), [(CP, False), (LOOKED_AFTER, False), (CIN, True)])
def test_protection_and_care_stop_at_18(status, allowed):
    adult = Child(date_of_birth=date(2008, 3, 1))
    assert (wrong(status, child=adult) == {}) is allowed


# Ends and reasons


@pytest.mark.parametrize(
    ("status", "field"),
    [
        (replace(CIN, ends=date(2026, 4, 1)), "end_reason"),  # 8805
        (replace(CIN, end_reason="RC7"), "ends"),  # 8810
        (replace(CIN, ends=date(2026, 4, 1), end_reason="zz"), "end_reason"),  # 8640
        (replace(EARLY_HELP, ends=date(2026, 4, 1), end_reason="RC1"), "end_reason"),
        (replace(CIN, ends=date(2026, 4, 1), end_reason="needs_met"), "end_reason"),
        (replace(LOOKED_AFTER, ends=date(2026, 6, 1), end_reason="X1"), "end_reason"),
    ],
)
def test_end_date_and_a_fitting_reason_come_together(status, field):
    assert list(wrong(status)) == [field]


@pytest.mark.parametrize("kind", StatusKind, ids=str)
def test_every_reason_offered_is_accepted(kind):
    status = replace({"cin": CIN, "cp": CP, "early_help": EARLY_HELP, "cla": LOOKED_AFTER}[kind])
    died = replace(CHILD, death_date=TODAY)
    for reason, _ in end_reasons(kind):
        ended = replace(status, ends=date(2026, 6, 10), end_reason=reason)
        assert wrong(ended, child=died, had_assessment=True) == {}, reason


@pytest.mark.parametrize("status", [replace(CIN, end_reason="RC2"), replace(CP, end_reason="died")])
def test_closing_as_died_needs_a_date_of_death(status):
    """8585Q."""
    ended = replace(status, ends=date(2026, 5, 1))
    assert "date of death" in wrong(ended)["end_reason"][0]


@pytest.mark.parametrize("reason", ["RC8", "RC9"])
def test_closed_after_assessment_needs_one_and_no_later_plan(reason):
    """8825 and 2990."""
    ended = replace(CIN, ends=date(2026, 5, 1), end_reason=reason)
    assert wrong(ended, had_assessment=True) == {}
    assert wrong(ended) == {}
    assert "needs an assessment" in wrong(ended, had_assessment=False)["end_reason"][0]
    planned = replace(CP, ends=date(2026, 4, 30), end_reason="to_cin")
    messages = wrong(ended, had_assessment=True, others=[planned])["end_reason"]
    assert "1 April 2026" in messages[0]
    earlier = replace(
        planned, starts=date(2025, 4, 1), conference_date=date(2025, 4, 1), ends=date(2026, 1, 9)
    )
    assert wrong(ended, had_assessment=True, others=[earlier]) == {}


# Child protection


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"conference_date": None}, "conference_date", "Enter the date"),
        ({"conference_date": date(2026, 3, 31)}, "starts", "day of the initial conference"),  # 2885
        (
            {"starts": date(2026, 4, 4), "conference_date": date(2026, 4, 4)},
            "conference_date",
            "is a Saturday",
        ),  # 8875
        ({"initial_category": ""}, "initial_category", "category"),  # 8905
        ({"latest_category": "XXX"}, "latest_category", "category"),  # 8910
        ({"ends": date(2026, 4, 1), "end_reason": "no_plan"}, "ends", "same day"),  # 8840
    ],
)
def test_protection_plan_follows_its_conference(changes, field, words):
    problems = wrong(replace(CP, **changes))
    assert list(problems) == [field]
    assert words in problems[field][0]


# Together


def test_one_open_status_of_a_kind():
    """4004, 8935."""
    again = replace(CIN, starts=date(2026, 5, 1))
    problems = wrong(again, others=[CIN])
    [message] = problems["starts"]
    assert message.startswith(
        "This child already has a child in need plan that is open, since 2 March 2026."
    )


@pytest.mark.parametrize(
    ("starts", "allowed"),
    [
        (date(2026, 3, 20), False),
        (date(2026, 4, 1), False),  # the day the other ended counts as both
        (date(2026, 4, 2), True),
    ],
)
def test_plans_of_one_kind_do_not_overlap(starts, allowed):
    """4014, 8940."""
    ended = replace(CIN, ends=date(2026, 4, 1), end_reason="RC7")
    assert (wrong(Status("cin", starts), others=[ended]) == {}) is allowed


@pytest.mark.parametrize(
    ("ends", "allowed"),
    [
        (None, False),
        (date(2026, 4, 2), False),
        (date(2026, 4, 1), True),  # stepped up on the day
        (date(2026, 3, 25), True),
    ],
)
def test_child_in_need_and_protection_are_never_open_on_one_day(ends, allowed):
    """4001, 4016, 4017."""
    need = replace(CIN, ends=ends, end_reason="RC7" if ends else "")
    assert (wrong(CP, others=[need]) == {}) is allowed
    assert (wrong(need, others=[CP]) == {}) is allowed


def test_looked_after_may_go_with_either():
    assert wrong(LOOKED_AFTER, others=[CIN]) == {}
    assert wrong(LOOKED_AFTER, others=[CP]) == {}
    assert wrong(CIN, others=[EARLY_HELP]) == {}


def test_status_being_edited_is_not_compared_with_itself():
    stored = replace(CIN, pk=7)
    assert wrong(replace(stored, starts=date(2026, 3, 9)), others=[stored]) == {}
    assert wrong(CIN, others=[CIN]) == {}


DAYS = st.dates(date(2025, 1, 1), TODAY)
SPELLS = st.tuples(DAYS, st.none() | DAYS).filter(lambda days: days[1] is None or days[1] > days[0])


@given(SPELLS, SPELLS, st.sampled_from([("cin", "cin"), ("cin", "cp"), ("cp", "cin")]))
def test_overlap_is_the_same_seen_from_either_side(one, other, kinds):
    def status(kind, days):
        held = days[0] if kind == "cp" else None
        return Status(kind, days[0], days[1], "RC7" if days[1] else "", held, "NEG" if held else "")

    def clash(first, second):
        with_other = wrong(first, others=[second]).get("starts", [])
        return len(with_other) > len(wrong(first).get("starts", []))

    a, b = status(kinds[0], one), status(kinds[1], other)
    assert clash(a, b) == clash(b, a)


def test_queries_ask_without_refusing():
    """4012Q, and a status left open after a death."""
    same_day = replace(CIN, ends=CIN.starts, end_reason="RC7")
    assert wrong(same_day) == {}
    assert "same day" in status_queries(same_day, child=CHILD)["ends"][0]
    died = replace(CHILD, death_date=date(2026, 4, 1))
    assert "1 April 2026" in status_queries(CIN, child=died)["ends"][0]
    assert status_queries(CIN, child=CHILD) == {}


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
