"""Starting, closing and reopening: the dates that may be given, and one history."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.codes import AllocationRole, CaseStage
from cases.models import Case
from tests import factories
from tests.cases.taking_referrals import DETAILS, problems
from tests.cases.test_allocation import dated
from tests.cast import sign_in


def days(n):
    return timezone.localdate() + timedelta(days=n)


@pytest.fixture
def case(worker):
    return factories.make_case(by=worker, started_on=days(-20), referred_on=days(-30))


@pytest.fixture
def client(worker):
    return sign_in(worker)


def close(client, case, on=None, **data):
    answers = {
        "outcome": "goals_met",
        "step_down": "early_help",
        "summary": "Attendance is back to normal.",
        **dated("on", on or days(0)),
        **data,
    }
    return client.post(reverse("cases:close", args=[case.pk]), answers)


def test_closing_ends_every_part_in_the_case(client, case, worker, colleague):
    factories.allocate(case, worker, starts=days(-20))
    factories.allocate(case, colleague, AllocationRole.MENTOR, starts=days(-10))
    assert close(client, case, days(-1)).status_code == 302
    case.refresh_from_db()
    assert (case.stage, case.closed_on, case.step_down) == (
        CaseStage.CLOSED,
        days(-1),
        "early_help",
    )
    assert set(case.allocations.values_list("ends", flat=True)) == {days(-1)}
    assert "Attendance is back" in case.stage_changes.get().reason
    shown = client.get(case.get_absolute_url()).content.decode()
    assert "Attendance is back to normal." in shown
    assert "goals met" in shown


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (1, "today or in the past"),
        (-31, "before the referral"),
        (-21, "before the work started"),
        (-8, "joined the case"),
        (-60_000, "1 January 1900"),
    ],
)
def test_closing_on_an_impossible_day_is_refused_and_keeps_the_summary(
    client, case, worker, on, words
):
    factories.allocate(case, worker, starts=days(-7))
    sent = close(client, case, days(on))
    assert words in problems(sent)
    assert "Attendance is back to normal." in sent.content.decode()
    case.refresh_from_db()
    assert case.stage == CaseStage.ACTIVE


@pytest.mark.parametrize("left_out", ["outcome", "step_down", "summary"])
def test_closing_asks_for_everything_it_needs(client, case, left_out):
    assert problems(close(client, case, **{left_out: ""}))
    case.refresh_from_db()
    assert case.is_open


def test_closed_case_is_not_closed_again(client, case, worker):
    close(client, case)
    assert "Priya Shah" in problems(close(client, case))


def test_work_starts_between_the_referral_and_today(client, worker):
    case = factories.make_case(stage=CaseStage.ACCEPTED, referred_on=days(-5), by=worker)
    address = reverse("cases:start", args=[case.pk])
    assert "before the referral" in problems(client.post(address, dated("on", days(-6))))
    assert "in the past" in problems(client.post(address, dated("on", days(1))))
    assert client.post(address, dated("on", days(-2))).status_code == 302
    case.refresh_from_db()
    assert (case.stage, case.started_on) == (CaseStage.ACTIVE, days(-2))


def test_reopening_keeps_the_row_and_its_history_and_asks_why_again(client, case, worker):
    close(client, case)
    address = reverse("cases:reopen", args=[case.pk])
    page = client.get(address)
    assert page.context["form"]["source"].value() == "2A"
    assert not page.context["form"]["reason"].value()
    assert "why help is needed" in problems(client.post(address, {**DETAILS, "reason": ""}))
    assert client.post(address, {**DETAILS, "reason": "Worse again."}).status_code == 302
    again = Case.objects.get(pk=case.pk)
    assert Case.objects.count() == 1
    assert (again.stage, again.closed_on, again.outcome) == (CaseStage.REFERRED, None, "")
    assert [r.is_rereferral for r in again.referrals.order_by("pk")] == [False, True]
    shown = client.get(case.get_absolute_url()).content.decode()
    assert "Attendance is back to normal." in shown, "the first ending stays in the history"
    assert "Referred again" in shown


def test_reopening_before_the_closing_is_refused(client, case):
    close(client, case)
    moment = {
        "received": "earlier",
        **dated("received_on", days(-3)),
        "received_time": "9:30",
    }
    sent = client.post(reverse("cases:reopen", args=[case.pk]), {**DETAILS, **moment})
    assert "before the case was closed" in problems(sent)


def test_open_case_is_not_reopened(client, case):
    sent = client.post(reverse("cases:reopen", args=[case.pk]), DETAILS)
    assert "cannot be reopened now" in problems(sent)
    assert "Attendance fell" in sent.content.decode()


def test_family_open_again_by_another_case_is_not_reopened(client, case, worker):
    close(client, case)
    running = factories.make_case(case.family, by=worker)
    sent = client.post(reverse("cases:reopen", args=[case.pk]), DETAILS)
    assert running.reference in problems(sent)
