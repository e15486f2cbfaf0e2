"""My day: what waits for whom, and nothing more than theirs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Cover
from cases.codes import AllocationRole, CaseStage
from cases.models import FamilyAccess, Referral
from cases.services.transfers import offer_transfer
from tests import factories
from tests.cast import sign_in


def day(user) -> str:
    page = sign_in(user).get(reverse("home"))
    assert page.status_code == 200
    return page.content.decode()


def make(worker, name="Hill", child="Ava", **fields):
    family = factories.make_family(name, people=[factories.make_person(child, name)])
    return factories.make_case(family, by=worker, **fields)


def test_decisions_come_latest_clock_first(worker, colleague):
    for name, hours in (("Later", 20), ("Late", -3), ("Soon", 2)):
        case = make(worker, name, stage=CaseStage.REFERRED)
        due = timezone.now() + timedelta(hours=hours)
        Referral.objects.filter(case=case).update(decision_due=due)
    shown = day(colleague)
    assert "3 referrals to decide are waiting for you." in shown
    places = [shown.index(f"{name} family") for name in ("Late", "Soon", "Later")]
    assert places == sorted(places)
    assert "Decision 3 hours late" in shown


def test_other_strands_decisions_are_not_mine(worker, visitor):
    make(worker, "Quill", stage=CaseStage.REFERRED)
    shown = day(visitor)
    assert "Quill" not in shown
    assert "Nothing is waiting for you." in shown


def test_my_cases_say_how_far_they_are(worker, social_worker):
    begun = timezone.localdate() - timedelta(days=39)
    case = make(worker, referred_on=begun, started_on=begun)
    factories.allocate(case, worker)
    factories.allocate(case, social_worker, AllocationRole.SOCIAL_WORKER)
    factories.allocate(make(worker, "Gone", stage=CaseStage.CLOSED), worker)
    shown = day(worker)
    assert "Hill family" in shown
    assert "Edge of care, key worker. Day 40 of the work." in shown
    assert "Gone family" not in shown
    assert "social worker" in day(social_worker)


def test_deputy_has_the_absent_persons_day_until_the_cover_ends(worker, visitor, manager):
    factories.allocate(make(worker), worker)
    today = timezone.localdate()
    cover = Cover.objects.create(
        absent=worker, deputy=visitor, starts=today, ends=today + timedelta(days=3), set_by=manager
    )
    shown = day(visitor)
    assert "You are covering for <strong>Priya Shah</strong>" in shown
    assert "For Priya Shah" in shown
    assert "Hill family" in shown
    cover.starts, cover.ends = today - timedelta(days=3), today - timedelta(days=1)
    cover.save()
    assert "Hill family" not in day(visitor)


def test_barred_worker_finds_nothing_of_the_family(worker, colleague):
    case = make(worker, "Quill")
    factories.allocate(case, worker)
    offer_transfer(case=case, to_worker=colleague, note="n", by=worker)
    assert "Quill" in day(colleague)
    for user in (worker, colleague):
        FamilyAccess.objects.create(family=case.family, user=user, kind="deny", reason="Kin")
        assert "Quill" not in day(user)


def test_volunteer_sees_first_name_age_and_whom_to_ask(worker, volunteer, edge_team):
    edge_team.telephone = "01962 555010"
    edge_team.save()
    case = make(worker, "Quill", "Rosalind", team=edge_team)
    factories.allocate(case, worker)
    factories.allocate(case, volunteer, AllocationRole.MENTOR)
    make(worker, "Other", "Zebedee")
    shown = day(volunteer)
    assert "Rosalind, 12" in shown
    assert "Ask Priya Shah, 01962 555010" in shown
    for hidden in ("Quill", case.reference, "Zebedee", "/cases/"):
        assert hidden not in shown
    assert sign_in(volunteer).get(case.get_absolute_url()).status_code == 403


def test_volunteer_barred_or_not_listed_or_finished_sees_no_match(worker, volunteer, manager):
    case = make(worker, "Quill", "Rosalind")
    allocation = factories.allocate(case, volunteer, AllocationRole.MENTOR)
    case.family.restricted, case.family.restricted_contact = True, manager
    case.family.save()
    assert "Rosalind" not in day(volunteer)
    FamilyAccess.objects.create(family=case.family, user=volunteer, kind="allow", reason="Mentor")
    assert "Rosalind" in day(volunteer)
    allocation.ends = timezone.localdate() - timedelta(days=1)
    allocation.save()
    assert "You are not matched yet" in day(volunteer)


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("partner", "Referrals you have made"),
        ("analyst", "You work with figures"),
        ("administrator", "Users, teams and roles"),
        ("governance", "My cases"),
        ("programme_manager", "Nothing is waiting for you."),
        ("volunteer", "You are not matched yet"),
    ],
)
def test_every_role_finds_its_first_step(who, words, worker, request):
    make(worker, "Quill", stage=CaseStage.ACCEPTED)
    shown = day(request.getfixturevalue(who))
    assert words in shown
    assert "Quill" not in shown


def test_my_day_costs_the_same_however_busy(worker, colleague):
    client = sign_in(worker)

    def busy(n):
        for i in range(n):
            factories.allocate(make(worker, f"Mine {n}{i}"), worker)
            make(worker, f"New {n}{i}", stage=CaseStage.REFERRED)
            other = make(worker, f"Offer {n}{i}")
            factories.allocate(other, colleague)
            offer_transfer(case=other, to_worker=worker, note="n", by=colleague)

    def queries():
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("home"))
        return len(seen)

    busy(1)
    queries()
    few = queries()
    busy(3)
    assert queries() == few
