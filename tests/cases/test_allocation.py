"""Allocating with everyone's load in view, and what the dates may be."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.access import Role
from accounts.models import User
from cases.codes import AllocationRole, CaseStage
from cases.models import Allocation, FamilyAccess
from cases.strand import strand_named
from tests import factories
from tests.cases.taking_referrals import problems
from tests.cast import member, sign_in

KEY = AllocationRole.KEY_WORKER


@pytest.fixture
def case(worker):
    return factories.make_case(stage=CaseStage.ACCEPTED, by=worker)


@pytest.fixture
def client(worker):
    return sign_in(worker)


def today():
    return timezone.localdate()


def dated(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def allocate(client, case, worker, starts=None, **data):
    answers = {"worker": worker.pk, "role": KEY, **dated("starts", starts or today()), **data}
    return client.post(reverse("cases:allocate", args=[case.pk]), answers)


def offered(client, case, **query):
    page = client.get(reverse("cases:allocate", args=[case.pk]), query)
    return {c.worker: c for c in page.context["form"].candidates}


def test_load_across_strands_is_shown_before_choosing(client, case, worker, colleague, fit_team):
    factories.allocate(factories.make_case(by=worker), colleague)
    factories.allocate(
        factories.make_case(factories.make_family(people=[]), strand="fit", by=worker),
        colleague,
        AllocationRole.MENTOR,
    )
    factories.allocate(factories.make_case(stage=CaseStage.CLOSED, by=worker), colleague)
    load = offered(client, case)[colleague].load
    assert (load.key, load.other) == (1, 1)
    assert dict(load.by_strand) == {"Edge of care": 1, str(strand_named("fit")): 1}
    assert load.words.endswith("1 as key worker, 1 in another role")
    assert load.words in client.get(reverse("cases:allocate", args=[case.pk])).content.decode()
    assert offered(client, case)[worker].load.words == "No open cases"


def test_key_worker_is_of_the_strand_and_others_of_the_authority(
    client, case, worker, colleague, manager, visitor, social_worker, neighbour, volunteer, partner
):
    assert set(offered(client, case)) == {worker, colleague, manager}
    helpers = set(offered(client, case, role="social_worker"))
    assert {worker, visitor, social_worker} <= helpers
    assert not {neighbour, volunteer, partner} & helpers
    assert volunteer in offered(client, case, role="mentor")


def test_denied_and_unlisted_workers_are_not_offered_nor_taken(
    client, case, worker, colleague, manager
):
    FamilyAccess.objects.create(family=case.family, user=colleague, kind="deny", reason="Cousin")
    assert colleague not in offered(client, case)
    assert "Choose one of the workers on the list" in problems(allocate(client, case, colleague))
    FamilyAccess.objects.create(family=case.family, user=worker, kind="allow", reason="Works it")
    case.family.restricted, case.family.restricted_contact = True, manager
    case.family.save()
    assert set(offered(client, case)) == {worker}


def test_someone_who_left_is_not_offered(client, case, edge_team):
    gone = factories.make_user("Gone Away")
    factories.join(gone, edge_team, ends=today() - timedelta(days=1))
    asleep = member("No Longer", edge_team)
    User.objects.filter(pk=asleep.pk).update(is_active=False)
    assert not {gone, asleep} & set(offered(client, case))


def test_new_key_worker_ends_the_one_before_the_day_before(client, case, worker, colleague):
    begun = today() - timedelta(days=10)
    before = factories.allocate(case, worker, starts=begun)
    start = today() - timedelta(days=3)
    assert allocate(client, case, colleague, start).status_code == 302
    before.refresh_from_db()
    assert before.ends == start - timedelta(days=1)
    assert case.allocations.current().get(role=KEY).worker == colleague


def test_key_worker_replaced_on_the_first_day_leaves_no_day(client, case, worker, colleague):
    allocate(client, case, worker)
    allocate(client, case, colleague)
    assert [(a.worker, a.ends) for a in case.allocations.all()] == [(colleague, None)]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "today or in the past"),
        (-31, "must not be before the referral"),
        (-50_000, "1 January 1900"),
        (-11, "was key worker from"),
        (-10, "was key worker from"),
    ],
)
def test_start_outside_the_case_is_refused(client, case, worker, colleague, days, words):
    factories.allocate(case, worker, starts=today() - timedelta(days=10))
    sent = allocate(client, case, colleague, today() + timedelta(days=days))
    assert words in problems(sent)
    assert case.allocations.count() == 1


def test_same_part_twice_is_refused(client, case, worker):
    allocate(client, case, worker)
    assert "already has this role" in problems(allocate(client, case, worker))


@pytest.mark.parametrize("stage", [CaseStage.REFERRED, CaseStage.CLOSED, CaseStage.DECLINED])
def test_case_not_under_way_is_not_allocated(client, worker, stage):
    case = factories.make_case(stage=stage, by=worker)
    assert "cannot be allocated now" in problems(allocate(client, case, worker))
    assert not Allocation.objects.exists()


def test_two_presses_allocate_once(client, case, worker):
    token = {"submission": "0f0e0d0c-0b0a-4908-8706-050403020100"}
    first, second = (allocate(client, case, worker, **token) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert Allocation.objects.count() == 1


def test_part_in_a_case_ends_on_a_day_that_has_been(client, case, worker, colleague):
    allocation = factories.allocate(case, colleague, starts=today() - timedelta(days=5))
    address = reverse("cases:allocation_end", args=[case.pk, allocation.pk])
    for day, words in (
        (today() + timedelta(days=1), "today or in the past"),
        (today() - timedelta(days=6), "or later"),
    ):
        assert words in problems(client.post(address, dated("ends", day)))
    assert client.post(address, dated("ends", today())).status_code == 302
    allocation.refresh_from_db()
    assert allocation.ends == today()


def test_allocating_costs_the_same_however_many_workers_and_cases(client, case, edge_team, worker):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("cases:allocate", args=[case.pk]))
        return len(seen)

    queries()  # the first page of a session also writes the session
    few = queries()
    for n in range(5):
        helper = member(f"Helper {n}", edge_team, Role.PRACTITIONER)
        factories.allocate(factories.make_case(by=worker), helper)
    assert queries() == few


def test_wrong_part_in_the_address_is_said_plainly(client, case):
    page = client.get(reverse("cases:allocate", args=[case.pk]), {"role": "king"})
    assert page.status_code == 200
    assert "king" in problems(page)


def test_who_may_allocate(case, visitor, governance, social_worker):
    address = reverse("cases:allocate", args=[case.pk])
    assert sign_in(visitor).get(address).status_code == 404
    assert sign_in(governance).get(address).status_code == 403
    factories.allocate(case, social_worker, "social_worker")
    assert sign_in(social_worker).get(address).status_code == 403
