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
    status_problems,
    status_queries,
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
