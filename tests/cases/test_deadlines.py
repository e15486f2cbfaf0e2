"""Clocks: when each begins, runs out and is met; and that working them out again changes nothing."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.codes import AlertKind, ClockUnit
from cases.deadlines.limits import limit
from cases.deadlines.recompute import differences, recompute, recompute_all
from cases.models import Alert, ClockSetting, Deadline, MissingEpisode
from cases.statutory_rules import return_interview_due
from tests import factories

LONDON = ZoneInfo("Europe/London")


def at(*parts) -> datetime:
    return datetime(*parts, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "due"),
    [
        # The clocks go forward on 29 March 2026 and back on 25 October.
        (at(2026, 3, 28, 12, 0), 72, ClockUnit.HOURS, at(2026, 3, 31, 13, 0)),
        (at(2026, 10, 24, 12, 0), 72, ClockUnit.HOURS, at(2026, 10, 27, 11, 0)),
        (at(2026, 3, 28, 12, 0), 1, ClockUnit.DAYS, at(2026, 3, 29, 23, 59, 59)),
        # Good Friday and Easter Monday, Christmas and Boxing Day (a Saturday, so the Monday).
        (at(2026, 4, 2, 9, 0), 1, ClockUnit.WORKING_DAYS, at(2026, 4, 7, 23, 59, 59)),
        (at(2026, 12, 24, 9, 0), 1, ClockUnit.WORKING_DAYS, at(2026, 12, 29, 23, 59, 59)),
        (at(2028, 2, 28, 9, 0), 1, ClockUnit.DAYS, at(2028, 2, 29, 23, 59, 59)),
        (at(2027, 2, 28, 9, 0), 1, ClockUnit.DAYS, at(2027, 3, 1, 23, 59, 59)),
        (at(2027, 11, 30, 9, 0), 3, ClockUnit.MONTHS, at(2028, 2, 29, 23, 59, 59)),
        (at(2028, 2, 29, 9, 0), 12, ClockUnit.MONTHS, at(2029, 2, 28, 23, 59, 59)),
        (at(2026, 1, 5, 9, 0), 6, ClockUnit.WEEKS, at(2026, 2, 16, 23, 59, 59)),
        # Just after midnight in London is still the day before by UTC.
        (at(2026, 7, 2, 0, 30), 1, ClockUnit.WORKING_DAYS, at(2026, 7, 3, 23, 59, 59)),
    ],
)
def test_clock_runs_out_when_people_would_say(start, amount, unit, due):
    assert limit(start, amount, unit) == due


@pytest.fixture
def case(worker):
    long_ago = timezone.localdate() - timedelta(days=200)
    return factories.make_case(by=worker, referred_on=long_ago)


def the(rule) -> Deadline:
    return Deadline.objects.get(rule=rule)


def came_back(case, ago=timedelta(hours=80), **fields) -> MissingEpisode:
    back = timezone.now() - ago
    return MissingEpisode.objects.create(
        person=case.participants.get(),
        missing_at=back - timedelta(hours=9),
        returned_at=back,
        **fields,
    )


def test_return_interview_is_due_after_72_hours_and_overdue_until_held(case):
    episode = came_back(case, interview_offered=True, interview_accepted=True)
    recompute(case_ids=[case.pk])
    row = the("return-interview")
    assert row.due_at == return_interview_due(episode.returned_at)
    assert row in Deadline.objects.running().missed()
    episode.interview_at = timezone.now()
    episode.save()
    recompute(person_ids=[episode.person_id])
    row = the("return-interview")
    assert (row.met_at, row.met_by_id) == (episode.interview_at, episode.pk)
    assert row in Deadline.objects.missed()
    assert row not in Deadline.objects.running()


def test_child_still_missing_starts_no_clock(case):
    came_back(case)
    MissingEpisode.objects.update(returned_at=None)
    recompute(case_ids=[case.pk])
    assert not Deadline.objects.filter(rule="return-interview").exists()


def test_decision_clock_agrees_with_the_referral(case):
    recompute(case_ids=[case.pk])
    referral = case.referrals.get()
    row = the("referral-decision")
    assert (row.due_at, row.met_at) == (referral.decision_due, referral.decided_at)


def test_alert_with_a_new_review_date_is_the_same_clock(case):
    today = timezone.localdate()
    alert = Alert.objects.create(
        family=case.family, kind=AlertKind.OTHER, text="Dog", starts=today, review_on=today
    )
    recompute(family_ids=[case.family_id])
    first = the("alert-review")
    Alert.objects.filter(pk=alert.pk).update(review_on=today + timedelta(days=90))
    recompute(family_ids=[case.family_id])
    assert the("alert-review").pk == first.pk
    assert timezone.localdate(the("alert-review").due_at) == today + timedelta(days=90)


def test_closing_the_case_ends_its_clocks(case):
    came_back(case, ago=timedelta(hours=20))
    case.stage, case.closed_on, case.outcome = "closed", timezone.localdate(), "goals_met"
    case.save()
    recompute(case_ids=[case.pk])
    assert the("return-interview").ended_reason == "case_ended"


def test_authority_sets_its_own_length_or_turns_a_clock_off(case, hampshire):
    episode = came_back(case)
    setting = ClockSetting.objects.create(
        authority=hampshire, rule="return-interview", amount=48, unit=ClockUnit.HOURS
    )
    recompute_all()
    assert the("return-interview").due_at == episode.returned_at + timedelta(hours=48)
    setting.active = False
    setting.save()
    recompute_all()
    assert not Deadline.objects.filter(rule="return-interview").exists()


def test_done_twice_changes_nothing_and_the_check_agrees(case, capsys):
    came_back(case)
    with pytest.raises(CommandError, match="not what the records say"):
        call_command("recompute_deadlines", "--check")
    assert recompute_all() == 2
    assert recompute_all() == 0
    call_command("recompute_deadlines", "--check")
    Deadline.objects.update(due_at=at(2020, 1, 1))
    assert len(differences([case.family_id]).changed) == 2


def test_many_families_cost_the_same_queries(case, worker):
    def cost():
        with CaptureQueriesContext(connection) as seen:
            recompute_all()
        return len(seen)

    came_back(case)
    few = cost()
    for day in range(1, 6):
        other = factories.make_case(
            factories.make_family(people=[factories.make_person("Ben", "Ross")]),
            by=worker,
            referred_on=date(2026, 1, day),
        )
        came_back(other)
    assert cost() == few
