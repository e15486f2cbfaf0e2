"""My day: what is overdue, due today and this week; a manager's view of it; and what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Cover
from cases.deadlines.recompute import recompute_all
from cases.models import FamilyAccess, MissingEpisode
from tests import factories
from tests.cast import sign_in


def shown_to(user, address="/") -> str:
    page = sign_in(user).get(address)
    assert page.status_code == 200
    return page.content.decode()


def case_of(worker, name="Hill"):
    family = factories.make_family(name, people=[factories.make_person("Ava", name)])
    case = factories.make_case(family, by=worker)
    factories.allocate(case, worker)
    return case


def back_for(case, hours):
    back = timezone.now() - timedelta(hours=hours)
    MissingEpisode.objects.create(
        person=case.participants.get(),
        missing_at=back - timedelta(hours=5),
        returned_at=back,
        interview_offered=True,
    )
    recompute_all()


@pytest.fixture
def busy_case(worker):
    case = case_of(worker)
    today = timezone.localdate()
    factories.make_task(case.family, worker, case=case, title="Today’s task", due_on=today)
    late = today - timedelta(days=2)
    factories.make_task(case.family, worker, case=case, title="Late task", due_on=late)
    back_for(case, 74)
    return case


def test_day_begins_with_what_is_overdue_and_due_today(worker, busy_case):
    shown = shown_to(worker)
    assert "2 things are overdue, 1 is due today." in shown
    places = [
        shown.index(words) for words in ("Late task", "Return home interview", "Today’s task")
    ]
    assert places == sorted(places)
    assert "Hill family</bdi>: Ava, 2 hours late." in shown


def test_others_have_no_part_in_it(colleague, busy_case):
    shown = shown_to(colleague)
    assert "Late task" not in shown
    assert "Return home interview" not in shown


def test_deputy_has_it_while_covering(worker, colleague, manager, busy_case):
    today = timezone.localdate()
    Cover.objects.create(absent=worker, deputy=colleague, starts=today, ends=today, set_by=manager)
    shown = shown_to(colleague)
    assert "2 things are overdue" in shown
    assert "For Priya Shah" in shown


def test_manager_sees_who_needs_help_and_their_day(worker, colleague, manager, busy_case):
    shown = shown_to(manager, reverse("cases:team"))
    assert "1 open case, 2 overdue, 1 due today." in shown
    assert shown.index("Priya Shah") < shown.index("Tom Reed")
    shown = shown_to(manager, reverse("cases:worker_day", args=[worker.pk]))
    assert "Return home interview" in shown
    assert "Hill family" in shown
    assert ">Done<" not in shown


def test_manager_barred_from_a_family_learns_nothing_of_it(worker, manager, busy_case):
    FamilyAccess.objects.create(family=busy_case.family, user=manager, kind="deny", reason="Kin")
    assert "Hill" not in shown_to(manager, reverse("cases:worker_day", args=[worker.pk]))
    assert "0 overdue" in shown_to(manager, reverse("cases:team"))


def test_workers_of_other_teams_are_not_the_managers_to_see(manager, visitor, neighbour):
    for stranger in (visitor, neighbour):
        address = reverse("cases:worker_day", args=[stranger.pk])
        assert sign_in(manager).get(address).status_code == 404


@pytest.mark.parametrize("address", ["/", "/team/"])
def test_cost_is_the_same_however_busy(address, worker, manager, edge_team):
    user = worker if address == "/" else manager
    client = sign_in(user)

    def add(n):
        for number in range(n):
            another = factories.make_user(team=edge_team)
            for one in (worker, another):
                case = case_of(one, f"Hill{n}{number}")
                factories.make_task(case.family, one, case=case)
                factories.make_task(case.family, one, case=case, due_on=timezone.localdate())
                back_for(case, 60)

    def queries():
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        return len(seen)

    add(1)
    queries()
    few = queries()
    add(4)
    assert queries() == few
