"""How often a child is to be seen: met by visits at which they were, missed by those they were not."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from cases.codes import ClockUnit
from cases.deadlines.recompute import differences, recompute
from cases.models import (
    CareEpisode,
    ClockSetting,
    Deadline,
    EngagementRating,
    Plan,
    PlanReview,
    StatutoryStatus,
)
from cases.services.facts import add_fact, change_fact
from cases.services.notes import Part, amend_part, record_note
from tests import factories

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def case(worker):
    return factories.make_case(by=worker, referred_on=date(2025, 9, 1))


@pytest.fixture
def child(case):
    return case.participants.get()


def local(day: date, hour=12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=LONDON)


def seen(case, child, day: date, how="seen", kind="visit", reason=""):
    return record_note(
        family=case.family,
        cases=[case],
        kind=kind,
        happened_at=local(day),
        account="Talked.",
        people=[Part(child, seen=how, not_seen_reason=reason)],
        by=factories.make_user("Writer"),
    )


def status(child, worker, kind, starts, **fields):
    if kind == "cp":
        of_plan = {"initial_category": "NEG", "latest_category": "NEG", "conference_date": starts}
        fields = {**of_plan, **fields}
    return add_fact(StatutoryStatus(person=child, kind=kind, starts=starts, **fields), by=worker)


def runs(rule) -> list[tuple]:
    """Of each run: the day it started, the day it is due, the day it was met."""
    rows = Deadline.objects.filter(rule=rule).order_by("started_at")
    return [
        (
            timezone.localdate(row.started_at),
            timezone.localdate(row.due_at),
            row.met_at and timezone.localdate(row.met_at),
        )
        for row in rows
    ]


def test_child_protection_plan_asks_for_a_visit_within_ten_working_days(case, child, worker):
    status(child, worker, "cp", date(2026, 3, 23))
    # Over Easter: Good Friday 3 April and Easter Monday 6 April are not counted.
    assert runs("cp-visit") == [(date(2026, 3, 23), date(2026, 4, 8), None)]
    seen(case, child, date(2026, 4, 1))
    assert runs("cp-visit") == [
        (date(2026, 3, 23), date(2026, 4, 8), date(2026, 4, 1)),
        (date(2026, 4, 1), date(2026, 4, 17), None),
    ]


@pytest.mark.parametrize(
    ("how", "kind", "reason"),
    [("not_seen", "visit", "At school"), ("", "visit", ""), ("seen", "call", "")],
)
def test_visit_at_which_the_child_was_not_seen_meets_nothing(
    case, child, worker, how, kind, reason
):
    status(child, worker, "cp", date(2026, 3, 23))
    seen(case, child, date(2026, 4, 1), how, kind, reason)
    assert runs("cp-visit") == [(date(2026, 3, 23), date(2026, 4, 8), None)]


def test_seen_alone_has_a_clock_of_its_own(case, child, worker):
    status(child, worker, "cp", date(2026, 6, 1))
    seen(case, child, date(2026, 6, 8))
    assert [met for *_, met in runs("cp-seen-alone")] == [None]
    seen(case, child, date(2026, 6, 10), "seen_alone", kind="session")
    assert runs("cp-seen-alone")[0] == (date(2026, 6, 1), date(2026, 6, 29), date(2026, 6, 10))


def test_corrected_note_takes_the_visit_back(case, child, worker):
    status(child, worker, "cp", date(2026, 6, 1))
    part = seen(case, child, date(2026, 6, 8)).people.get()
    part.seen, part.not_seen_reason = "not_seen", "It was her sister"
    amend_part(
        part=part,
        reason="Wrong child",
        by=worker,
        seen_version=1,
        fields=["seen", "not_seen_reason"],
    )
    assert [met for *_, met in runs("cp-visit")] == [None]


def test_end_of_the_status_ends_the_clock(case, child, worker):
    one = status(child, worker, "cin", date(2026, 6, 1))
    one.ends, one.end_reason = date(2026, 6, 10), "RC8"
    change_fact(one, by=worker, seen_version=1, fields=["ends", "end_reason"])
    [row] = Deadline.objects.filter(rule="cin-visit")
    assert row.ended_reason == "not_needed"


def test_status_from_before_the_work_counts_from_the_work(case, child, worker):
    status(child, worker, "cin", date(2025, 1, 10))
    assert runs("cin-visit")[0][0] == case.referred_on


def test_authority_s_own_length_and_unit_count(case, child, worker, hampshire):
    ClockSetting.objects.create(
        authority=hampshire, rule="cp-visit", amount=4, unit=ClockUnit.WEEKS, created_by=worker
    )
    status(child, worker, "cp", date(2026, 6, 1))
    assert runs("cp-visit") == [(date(2026, 6, 1), date(2026, 6, 29), None)]


def episode(child, worker, starts, reason, ends=None):
    return add_fact(
        CareEpisode(
            person=child,
            starts=starts,
            reason_started=reason,
            legal_status="V2",
            placement="U6",
            ends=ends,
            reason_ceased="X1" if ends else "",
        ),
        by=worker,
    )


def test_every_placement_is_visited_in_its_first_week_and_then_every_six(case, child, worker):
    episode(child, worker, date(2026, 2, 2), "S", date(2026, 2, 20))
    seen(case, child, date(2026, 2, 5))
    episode(child, worker, date(2026, 2, 20), "P")
    assert runs("cla-first-visit") == [
        (date(2026, 2, 2), date(2026, 2, 9), date(2026, 2, 5)),
        (date(2026, 2, 20), date(2026, 2, 27), None),
    ]
    # One clock through the move; six weeks after the visit, over the change to summer time.
    assert runs("cla-visit") == [
        (date(2026, 2, 2), date(2026, 3, 16), date(2026, 2, 5)),
        (date(2026, 2, 5), date(2026, 3, 19), None),
    ]


def test_change_of_legal_status_alone_is_no_new_placement(case, child, worker):
    episode(child, worker, date(2026, 2, 2), "S", date(2026, 2, 20))
    episode(child, worker, date(2026, 2, 20), "L")
    assert len(runs("cla-first-visit")) == 1


def test_child_s_leap_day_visit_counts_like_any_other(case, child, worker):
    case.referred_on = date(2024, 1, 2)
    change_fact(case, by=worker, seen_version=case.version, fields=["referred_on"])
    status(child, worker, "cin", date(2024, 2, 1))
    seen(case, child, date(2024, 2, 29))
    assert runs("cin-visit")[-1] == (date(2024, 2, 29), date(2024, 3, 28), None)


def test_review_of_a_plan_chases_itself(case, worker):
    plan = add_fact(
        Plan(case=case, starts=date(2026, 5, 1), next_review_on=date(2026, 6, 12)), by=worker
    )
    assert runs("plan-review") == [(date(2026, 5, 1), date(2026, 6, 12), None)]
    add_fact(
        PlanReview(
            plan=plan,
            due_on=date(2026, 6, 12),
            held_on=date(2026, 6, 15),
            changed="Much",
            decision="continue",
            next_review_on=date(2026, 7, 27),
        ),
        by=worker,
    )
    plan.next_review_on = date(2026, 7, 27)
    change_fact(plan, by=worker, seen_version=plan.version, fields=["next_review_on"])
    assert runs("plan-review") == [
        (date(2026, 5, 1), date(2026, 6, 12), date(2026, 6, 15)),
        (date(2026, 6, 15), date(2026, 7, 27), None),
    ]
    assert Deadline.objects.filter(rule="plan-review").missed().exists()


def test_each_strand_rates_engagement_at_its_own_points(worker):
    began = timezone.localdate() - timedelta(days=30)
    case = factories.make_case(by=worker, started_on=began, referred_on=began)
    recompute(case_ids=[case.pk])
    points = Deadline.objects.filter(rule="engagement-point").order_by("due_at")
    assert [timezone.localdate(row.due_at) for row in points] == [
        began + timedelta(days=14),
        began + timedelta(days=56),
    ]
    rating = EngagementRating(
        case=case, point="initial", level=2, rated_on=began + timedelta(days=16), rated_by=worker
    )
    add_fact(rating, by=worker)
    assert [row.met_by_id for row in points.all()] == [rating.pk, None]


def test_third_session_offered_brings_the_point_forward(worker, hampshire):
    began = timezone.localdate() - timedelta(days=30)
    case = factories.make_case(by=worker, strand="fit", started_on=began, referred_on=began)
    child = case.participants.get()
    for days, kind in ((7, "session"), (10, "missed"), (15, "session")):
        seen(case, child, began + timedelta(days=days), "", kind)
    row = Deadline.objects.get(rule="engagement-point")
    assert timezone.localdate(row.due_at) == began + timedelta(days=15)


def test_working_out_again_changes_nothing(case, child, worker):
    status(child, worker, "cp", date(2026, 3, 23))
    episode(child, worker, date(2026, 2, 2), "S")
    seen(case, child, date(2026, 4, 1), "seen_alone")
    recompute(case_ids=[case.pk])
    assert len(differences([case.family_id])) == 0
