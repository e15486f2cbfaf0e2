"""A programme manager sets how long clocks run in the authority; deadlines follow, history stays."""

import pytest
from django.utils import timezone

from cases.codes import ClockUnit
from cases.deadlines.limits import limit
from cases.deadlines.recompute import recompute
from cases.models import ClockSetting, Deadline, StatutoryStatus
from cases.services.facts import add_fact
from cases.views import clocks as clocks_view
from tests import factories
from tests.cases.test_conflicts import hidden_fields
from tests.cast import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(programme_manager):
    return sign_in(programme_manager)


def address(hampshire, slug="cin-visit") -> str:
    return f"/clocks/{hampshire.pk}/{slug}/"


def test_every_clock_is_listed_with_what_starts_and_meets_it(client, hampshire):
    page = client.get("/clocks/").content.decode()
    assert "Visit: child in need" in page
    assert "Within 20 working days" in page
    assert "Return home interview" in page
    assert "Within 72 hours" in page
    assert "On the day the record names" in page


def test_changed_length_moves_deadlines_and_its_history_is_shown(
    client, hampshire, worker, programme_manager
):
    case = factories.make_case(by=worker, referred_on=timezone.localdate())
    child = case.participants.get()
    add_fact(StatutoryStatus(person=child, kind="cin", starts=timezone.localdate()), by=worker)
    row = Deadline.objects.get(rule="cin-visit")
    assert row.due_at == limit(row.started_at, 20, ClockUnit.WORKING_DAYS)
    sent = {"active": "True", "amount": "6", "unit": "weeks"}
    assert client.post(address(hampshire), sent).status_code == 302
    row.refresh_from_db()
    assert row.due_at == limit(row.started_at, 6, ClockUnit.WEEKS)
    again = sent | {"amount": "1", "seen_version": "1"}
    assert client.post(address(hampshire), again).status_code == 302
    page = client.get("/clocks/").content.decode()
    assert page.index("Grace Hall: Within 1 week") < page.index("Grace Hall: Within 6 weeks")


def test_clock_that_is_not_used_ends(client, hampshire, worker):
    case = factories.make_case(by=worker, referred_on=timezone.localdate())
    status = StatutoryStatus(
        person=case.participants.get(), kind="cin", starts=timezone.localdate()
    )
    add_fact(status, by=worker)
    client.post(address(hampshire), {"active": "False", "amount": "20", "unit": "working_days"})
    assert not Deadline.objects.filter(rule="cin-visit").exists()


def test_decision_limit_moves_what_is_still_to_be_decided_and_what_comes(client, hampshire, worker):
    case = factories.make_case(by=worker, stage="referred")
    referral = case.referrals.get()
    recompute(case_ids=[case.pk])
    sent = {"active": "True", "amount": "3", "unit": "working_days"}
    assert client.post(address(hampshire, "referral-decision"), sent).status_code == 302
    referral.refresh_from_db()
    assert referral.decision_due == limit(referral.received_at, 3, ClockUnit.WORKING_DAYS)
    assert Deadline.objects.get(rule="referral-decision").due_at == referral.decision_due


@pytest.mark.parametrize("amount", ["0", "-1", "", "ten", "40000"])
def test_length_that_makes_no_sense_is_refused(client, hampshire, amount):
    sent = {"active": "True", "amount": amount, "unit": "weeks"}
    page = client.post(address(hampshire), sent)
    assert page.status_code == 200
    assert page.context["form"].errors["amount"]
    assert not ClockSetting.objects.exists()


def test_clock_whose_day_stands_on_the_record_has_no_length(client, hampshire):
    page = client.get(address(hampshire, "plan-review")).content.decode()
    assert 'name="amount"' not in page
    assert client.post(address(hampshire, "plan-review"), {"active": "False"}).status_code == 302
    assert not ClockSetting.objects.get().active


def test_unknown_clock_and_another_authority_are_not_found(client, wight, hampshire):
    assert client.get(address(hampshire, "nonsense")).status_code == 404
    assert client.get(address(wight)).status_code == 404


def test_team_manager_does_not_set_the_clocks_of_an_authority(manager, hampshire):
    assert sign_in(manager).get("/clocks/").status_code == 403


@pytest.mark.parametrize(("choice", "amount"), [("mine", 5), ("theirs", 6)])
def test_second_to_change_a_clock_is_asked(choice, amount, client, hampshire):
    ClockSetting.objects.create(authority=hampshire, rule="cin-visit", amount=4, unit="weeks")
    sent = {"active": "True", "unit": "weeks", "seen_version": "1"}
    assert client.post(address(hampshire), sent | {"amount": "6"}).status_code == 302
    page = client.post(address(hampshire), sent | {"amount": "5"}).content.decode()
    assert 'name="keep_amount"' in page
    kept = hidden_fields(page) | {"keep_amount": choice}
    assert client.post(address(hampshire), kept).status_code == 302
    assert ClockSetting.objects.get().amount == amount


def test_two_who_set_a_clock_first_are_told(client, hampshire, monkeypatch):
    """Both opened the form while nothing was set; the second reads the first before replacing it."""
    sent = {"active": "True", "amount": "5", "unit": "weeks"}
    theirs = ClockSetting(authority=hampshire, rule="cin-visit", amount=6, unit="weeks")
    as_given = clocks_view.setting_as_given

    def meanwhile(rule, authority):
        theirs.save()
        return as_given(rule, authority)

    monkeypatch.setattr(clocks_view, "setting_as_given", meanwhile)
    page = client.post(address(hampshire), sent)
    assert page.status_code == 200
    assert "Someone else has just set this clock" in page.content.decode()
    assert 'value="5"' in page.content.decode()
    assert ClockSetting.objects.get().amount == 6
