"""Care and missing episodes: rules of the SSDA903 return, cited by number."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.statutory_rules import (
    Child,
    Episode,
    Missing,
    care_entries,
    episode_problems,
    episode_queries,
    is_care_entry,
    missing_problems,
    often_missing,
    periods_of_care,
    return_interview_due,
)
from cases.working_days import LONDON

TODAY = date(2026, 6, 30)
NOW = datetime(2026, 6, 30, 12, tzinfo=UTC)
CHILD = Child(date_of_birth=date(2012, 5, 6))
FIRST = Episode(date(2025, 3, 3), "S", "V2", "U6", date(2025, 9, 1), "X1")
SECOND = Episode(date(2025, 9, 1), "P", "V2", "K2", date(2026, 1, 5), "X1")
THIRD = Episode(date(2026, 1, 5), "L", "C1", "K2")
HOME = replace(FIRST, reason_ceased="E4A")


def wrong(episode, *others, child=CHILD):
    return episode_problems(episode, child=child, today=TODAY, others=others)


def test_chain_in_order_has_no_problems():
    chain = [FIRST, SECOND, THIRD]
    for episode in chain:
        assert wrong(episode, *chain) == {}


def test_first_episode_is_started_to_be_looked_after():
    """357."""
    assert "first episode" in wrong(THIRD)["reason_started"][0]


@pytest.mark.parametrize(
    ("episode", "previous", "field", "words"),
    [
        (replace(SECOND, reason_started="S"), FIRST, "reason_started", "already looked after"),
        (replace(SECOND, starts=date(2025, 9, 2)), FIRST, "starts", "1 September 2025"),  # 433
        (replace(SECOND, starts=date(2025, 8, 31)), FIRST, "starts", "ended on"),  # 501
        (SECOND, replace(FIRST, ends=None, reason_ceased=""), "starts", "has not ended"),  # 142
        (SECOND, HOME, "reason_started", "stopped being looked after"),  # 432
        (replace(SECOND, reason_started="S"), HOME, "starts", "ended on this day"),  # 431
        (
            replace(SECOND, starts=date(2025, 10, 1), reason_started="S"),
            replace(FIRST, reason_ceased="E2"),
            "starts",
            "no other can follow",
        ),  # 437
        (
            replace(SECOND, reason_started="L", placement="U6"),
            FIRST,
            "legal_status",
            "is the same",
        ),  # 434
        (replace(SECOND, reason_started="B"), FIRST, "legal_status", "is the same"),  # 436
        (replace(SECOND, legal_status="C1"), FIRST, "legal_status", "only the placement"),  # 435
        (
            replace(SECOND, reason_started="L", legal_status="C1"),
            FIRST,
            "placement",
            "only the legal status",
        ),  # 434
    ],
)
def test_episode_follows_on_from_the_one_before(episode, previous, field, words):
    problems = wrong(episode, previous)
    assert list(problems) == [field]
    assert words in problems[field][0]


def test_child_may_start_again_after_going_home():
    again = Episode(date(2025, 9, 2), "S", "C2", "U4")
    assert wrong(again, HOME) == {}


@pytest.mark.parametrize(
    ("episode", "field"),
    [
        (replace(FIRST, ends=None, reason_ceased=""), "ends"),  # 142
        (replace(FIRST, ends=date(2025, 9, 2)), "ends"),  # 501
        (replace(FIRST, ends=date(2025, 8, 31)), "ends"),  # 388
        (HOME, "reason_ceased"),  # 432
    ],
)
def test_episode_leads_to_the_one_after(episode, field):
    assert list(wrong(episode, SECOND)) == [field]


def test_period_cannot_end_and_start_on_one_day():
    """431, seen from the earlier episode."""
    following = replace(SECOND, reason_started="S")
    assert list(wrong(HOME, following)) == ["reason_ceased"]


def test_still_looked_after_with_nothing_following_is_asked_about():
    """388: at entry the next episode may not have been typed yet."""
    assert wrong(FIRST) == {}
    assert "Add the next episode" in episode_queries(FIRST)["reason_ceased"][0]
    assert episode_queries(FIRST, others=[SECOND]) == {}
    assert episode_queries(HOME) == {}


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"starts": None}, "starts", "Enter"),
        ({"starts": date(2026, 7, 1), "ends": None, "reason_ceased": ""}, "starts", "future"),
        ({"ends": date(2026, 7, 1)}, "ends", "future"),  # 385
        ({"ends": date(2025, 3, 2)}, "ends", "before the start"),  # 356
        ({"ends": date(2025, 3, 3)}, "ends", "24 hours"),  # 355
        ({"ends": None}, "ends", "Enter the date"),  # 148
        ({"reason_ceased": ""}, "reason_ceased", "Choose why"),  # 148
        ({"reason_started": "Q"}, "reason_started", "Choose why"),  # 143, and 357 with it
        ({"legal_status": "Q9"}, "legal_status", "Choose"),  # 144
        ({"placement": "Q9"}, "placement", "from the list"),  # 146
        ({"placement": "P2"}, "placement", "K3"),  # 146
        ({"placement": "Z1"}, "placement", "Z11"),  # 146
        ({"reason_ceased": "E99"}, "reason_ceased", "Choose why"),  # 149
    ],
)
def test_episode_says_what_is_wrong(changes, field, words):
    problems = wrong(replace(FIRST, **changes))
    assert list(problems) == [field]
    assert words in problems[field][0]


@pytest.mark.parametrize(
    ("child", "words"),
    [
        (Child(date_of_birth=date(2025, 3, 4)), "before the child was born"),  # 302
        (Child(expected_date=date(2026, 8, 1)), "unborn"),
        (Child(date_of_birth=date(2007, 3, 3)), "turned 18"),  # 352
        (replace(CHILD, death_date=date(2025, 1, 1)), "after the child died"),
    ],
)
def test_episode_fits_the_childs_life(child, words):
    assert words in wrong(replace(FIRST, ends=None, reason_ceased=""), child=child)["starts"][0]


def test_no_episode_before_the_children_act():
    """353."""
    old = Episode(date(1991, 10, 13), "S", "V2", "U6", date(1992, 1, 1), "E4A")
    grown = Child(date_of_birth=date(1985, 1, 1))
    assert list(wrong(old, child=grown)) == ["starts"]
    assert wrong(replace(old, starts=date(1991, 10, 14)), child=grown) == {}


@pytest.mark.parametrize(
    ("born", "changes", "field"),
    [
        (date(2009, 3, 4), {"placement": "K3"}, "placement"),  # 371
        (date(2009, 3, 3), {"placement": "K3"}, None),
        (date(2015, 3, 4), {"legal_status": "J1"}, "legal_status"),  # 358
        (date(2015, 3, 3), {"legal_status": "J1"}, None),
        (date(2009, 9, 2), {"reason_ceased": "E7"}, "reason_ceased"),  # 389
        (date(2009, 9, 1), {"reason_ceased": "E7"}, None),
        (date(2011, 9, 2), {"reason_ceased": "E5"}, "reason_ceased"),  # 387
        (date(2011, 9, 1), {"reason_ceased": "E6"}, None),
        (date(2007, 9, 2), {"reason_ceased": "E17"}, "reason_ceased"),  # 460
        (date(2007, 9, 1), {"reason_ceased": "E17"}, None),
        (date(2007, 9, 1), {"reason_ceased": "E45"}, "reason_ceased"),  # 407
        (date(2007, 9, 2), {"reason_ceased": "E48"}, None),
        (date(2007, 9, 1), {"reason_ceased": "E11", "placement": "A3"}, "reason_ceased"),  # 386
    ],
)
def test_codes_fit_the_childs_age(born, changes, field):
    problems = wrong(replace(FIRST, **changes), child=Child(date_of_birth=born))
    assert list(problems) == ([field] if field else [])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"legal_status": "D1"}, "legal_status"),  # 445
        ({"placement": "A5"}, "legal_status"),  # 408
        ({"placement": "A5", "legal_status": "E1"}, None),
        ({"reason_ceased": "E12"}, "reason_ceased"),  # 390
        ({"reason_ceased": "E12", "placement": "A4"}, None),
        ({"placement": "T0"}, "placement"),  # 380
        ({"legal_status": "V4", "placement": "U4"}, "placement"),  # 384
        ({"legal_status": "V4", "placement": "U6"}, None),
        ({"placement": "A6", "legal_status": "E1", "starts": date(2005, 12, 1)}, "legal_status"),
    ],
)
def test_codes_that_cannot_stand_together(changes, field):
    child = Child(date_of_birth=date(2004, 1, 1)) if "starts" in changes else CHILD
    problems = wrong(replace(FIRST, **changes), child=child)
    assert list(problems) == ([field] if field else [])


def test_temporary_stay_sits_inside_a_period_of_care():
    """380, 381, 382."""
    stay = Episode(date(2025, 9, 1), "P", "V2", "T0", date(2025, 9, 20), "X1")
    assert wrong(stay, FIRST) == {}
    assert "usual placement" in wrong(replace(stay, reason_ceased="E4A"), FIRST)["reason_ceased"][0]
    short_break = replace(FIRST, legal_status="V4")
    assert list(wrong(replace(stay, legal_status="V4"), short_break)) == ["placement"]


@pytest.mark.parametrize(
    ("changes", "most"),
    [
        ({"placement": "T1", "reason_started": "P"}, 42),  # 375
        ({"placement": "T3", "reason_started": "P"}, 21),  # 376
        ({"placement": "T4", "reason_started": "P"}, 7),  # 379
        ({"legal_status": "L1", "reason_started": "B"}, 3),  # 361
    ],
)
def test_stay_has_a_longest_time(changes, most):
    stay = replace(SECOND, **changes)
    assert wrong(replace(stay, ends=stay.starts + timedelta(days=most)), FIRST) == {}
    assert len(wrong(replace(stay, ends=stay.starts + timedelta(days=most + 1)), FIRST)) == 1
    assert len(wrong(replace(stay, ends=None, reason_ceased=""), FIRST)) == 1


def test_one_short_break_lasts_17_days_at_most():
    """365."""
    visit = Episode(date(2025, 3, 3), "S", "V3", "U6", date(2025, 3, 20), "E4A")
    assert wrong(visit) == {}
    assert "17 days" in wrong(replace(visit, ends=date(2025, 3, 21)))["legal_status"][0]


@pytest.mark.parametrize(
    ("reason", "legal_status", "entered"),
    [
        ("S", "V2", True),
        ("S", "C1", True),
        ("S", "V3", False),
        ("S", "V4", False),
        ("L", "C1", False),
        ("P", "V2", False),
    ],
)
def test_care_entry_is_reason_s_and_not_a_short_break(reason, legal_status, entered):
    """Published figures leave V3 and V4 out of children who started to be looked after."""
    assert is_care_entry(Episode(TODAY, reason, legal_status, "U6")) is entered


def test_care_entries_are_counted_between_days():
    again = Episode(date(2026, 2, 2), "S", "C2", "U4")
    episodes = [again, SECOND, HOME]
    assert care_entries(episodes) == [HOME, again]
    assert care_entries(episodes, first=date(2025, 3, 3), last=date(2025, 3, 3)) == [HOME]
    assert care_entries(episodes, first=date(2025, 3, 4)) == [again]


def test_periods_of_care_gather_episodes():
    again = Episode(date(2026, 5, 2), "S", "C2", "U4")
    assert periods_of_care([again, THIRD, FIRST, SECOND]) == [[FIRST, SECOND, THIRD], [again]]
    assert periods_of_care([]) == []


# Missing


def at(day, hour=12, month=6):
    return datetime(2026, month, day, hour, tzinfo=UTC)


GONE = Missing(at(10), at(12))


def wrong_missing(missing, *others, child=CHILD):
    return missing_problems(missing, child=child, now=NOW, others=others)


def test_missing_and_back_has_no_problems():
    assert wrong_missing(GONE) == {}
    assert wrong_missing(replace(GONE, interview_offered=True, interview_accepted=True)) == {}
    assert wrong_missing(replace(GONE, interview_offered=False)) == {}


@pytest.mark.parametrize(
    ("missing", "field", "words"),
    [
        (Missing(None), "missing_at", "Enter when"),  # 564
        (Missing(NOW + timedelta(minutes=1)), "missing_at", "future"),  # 570
        (Missing(at(10), NOW + timedelta(minutes=1)), "returned_at", "future"),
        (Missing(at(10), at(9)), "returned_at", "after they went"),  # 567
        (Missing(at(10), at(10)), "returned_at", "after they went"),
        (Missing(at(10), at(12), "Z"), "kind", "Choose whether"),  # 1006
        (Missing(at(10), interview_offered=True), "interview_offered", "came back"),
        (Missing(at(10), at(12), interview_accepted=True), "interview_accepted", "offered"),
        (
            Missing(at(10), at(12), interview_offered=False, interview_accepted=True),
            "interview_accepted",
            "offered",
        ),
    ],
)
def test_missing_says_what_is_wrong(missing, field, words):
    problems = wrong_missing(missing)
    assert list(problems) == [field]
    assert words in problems[field][0]


def test_missing_is_within_the_childs_life():
    """586."""
    newborn = Child(date_of_birth=date(2026, 6, 11))
    assert list(wrong_missing(GONE, child=newborn)) == ["missing_at"]
    died = replace(CHILD, death_date=date(2026, 6, 9))
    assert list(wrong_missing(GONE, child=died)) == ["missing_at"]


@pytest.mark.parametrize(
    ("other", "field", "words"),
    [
        (Missing(at(8)), "missing_at", "already recorded as missing since 8 June 2026"),
        (Missing(at(8), at(11)), "missing_at", "overlaps the time missing from 8 June 2026"),
        (Missing(at(11), at(20)), "missing_at", "overlaps"),
        (Missing(at(8), at(10)), None, None),
        (Missing(at(12), at(13)), None, None),
        (Missing(at(12)), None, None),
    ],
)
def test_missing_episodes_do_not_overlap(other, field, words):
    """574."""
    problems = wrong_missing(GONE, other)
    assert list(problems) == ([field] if field else [])
    if field:
        assert words in problems[field][0]


def test_open_missing_episode_must_end_before_the_next():
    """574."""
    problems = wrong_missing(Missing(at(8)), Missing(at(11), at(12)))
    assert "missing again on 11 June 2026" in problems["returned_at"][0]


def test_missing_episode_being_edited_is_not_compared_with_itself():
    stored = replace(GONE, pk=3)
    assert wrong_missing(replace(stored, returned_at=at(13)), stored) == {}


def test_return_interview_is_due_72_hours_after_return():
    """Statutory guidance on children who run away or go missing (2014)."""
    back = datetime(2026, 3, 27, 18, 0, tzinfo=LONDON)  # before the clocks go forward
    assert return_interview_due(back) == datetime(2026, 3, 30, 19, 0, tzinfo=LONDON)
    assert return_interview_due(None) is None


def test_three_times_missing_in_30_days_calls_for_a_meeting():
    once, twice, thrice = (
        Missing(at(1, month=5)),
        Missing(at(20, month=5)),
        Missing(at(31, month=5)),
    )
    assert often_missing([thrice, once, twice]) == [thrice]
    assert often_missing([once, twice]) == []
    assert often_missing([once, twice, Missing(at(1, month=6))]) == []
    assert often_missing([once, twice, replace(thrice, kind="A")]) == []
    away = often_missing([once, twice, replace(thrice, kind="A")], kinds=frozenset({"M", "A"}))
    assert [missing.kind for missing in away] == ["A"]


@given(st.lists(st.integers(0, 90), max_size=8, unique=True))
def test_often_missing_agrees_with_counting_each_window(days):
    start = at(1, month=1)
    episodes = [Missing(start + timedelta(days=day)) for day in days]
    flagged = {(missing.missing_at - start).days for missing in often_missing(episodes)}
    expected = {day for day in days if sum(day - 30 <= other <= day for other in days) >= 3}
    assert flagged == expected
