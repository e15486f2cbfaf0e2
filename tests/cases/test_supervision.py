"""Supervision: who is met next, what is decided about a case, and who reads which part."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.access import Role
from accounts.models import AccessEvent, Cover
from cases.models import CaseDiscussion, Supervision, Task
from tests import factories
from tests.cast import member, sign_in

TODAY = timezone.localdate
NO_ACTIONS = {"actions-TOTAL_FORMS": "2", "actions-INITIAL_FORMS": "0"}
SAID = {"discussed": "Visits are missed", "decision": "Visit together", "reason": "To see her"}
WRITTEN = {**SAID, **NO_ACTIONS}


@pytest.fixture
def case(worker):
    case = factories.make_case(by=worker)
    factories.allocate(case, worker)
    return case


@pytest.fixture
def supervision(worker, manager, edge_team):
    return factories.make_supervision(worker, manager, team=edge_team)


def address_of(supervision, what=""):
    return f"/supervision/{supervision.pk}/{what}"


def test_manager_goes_from_the_list_to_a_decision_on_the_case(case, worker, manager):
    client = sign_in(manager)
    start = client.get("/supervision/")
    assert [one.worker for one in start.context["workers"]] == [worker]
    day = TODAY() - timedelta(days=1)
    held = client.post(
        f"/supervision/workers/{worker.pk}/",
        {"held_on_day": day.day, "held_on_month": day.month, "held_on_year": day.year},
        follow=True,
    )
    supervision = Supervision.objects.get()
    assert held.context["supervision"] == supervision
    assert supervision.held_on == day
    assert [one.case for one in held.context["page"].left] == [case]
    after = client.post(address_of(supervision, f"cases/{case.pk}/"), WRITTEN, follow=True)
    assert after.context["page"].left == ()
    assert "Visit together" in sign_in(worker).get(case.get_absolute_url()).content.decode()


def test_the_same_day_again_goes_on_with_the_same_meeting(case, worker, manager):
    client = sign_in(manager)
    day = TODAY()
    sent = {"held_on_day": day.day, "held_on_month": day.month, "held_on_year": day.year}
    first = client.post(f"/supervision/workers/{worker.pk}/", sent)
    again = client.post(f"/supervision/workers/{worker.pk}/", sent)
    assert first.url == again.url
    assert Supervision.objects.count() == 1


def test_cases_longest_not_discussed_come_first(worker, manager, edge_team):
    cases = []
    for name, days in (("Never", None), ("Old", 60), ("New", 3)):
        family = factories.make_family(name, people=[factories.make_person("Ava", name)])
        cases.append(factories.make_case(family, by=worker))
        factories.allocate(cases[-1], worker)
        if days:
            on = TODAY() - timedelta(days=days)
            held = factories.make_supervision(worker, manager, team=edge_team, held_on=on)
            factories.discuss(held, cases[-1])
    page = sign_in(manager).get(f"/supervision/workers/{worker.pk}/")
    assert [one.case for one in page.context["one"].cases] == cases


def test_empty_write_up_says_what_is_missing_and_writes_nothing(case, manager, supervision):
    page = sign_in(manager).post(
        address_of(supervision, f"cases/{case.pk}/"), {"discussed": "Long talk", **NO_ACTIONS}
    )
    assert set(page.context["form"].errors) == {"decision", "reason"}
    assert "Long talk" in page.content.decode()
    assert not CaseDiscussion.objects.exists()


def test_case_is_written_up_once_in_a_meeting(case, manager, supervision):
    factories.discuss(supervision, case)
    page = sign_in(manager).post(address_of(supervision, f"cases/{case.pk}/"), WRITTEN)
    assert "already written up" in page.content.decode()
    assert CaseDiscussion.objects.count() == 1


def acting(who, day, **changed):
    action = {
        "title": "Ring the school",
        "assigned_to": who.pk,
        "due_on_day": day.day,
        "due_on_month": day.month,
        "due_on_year": day.year,
    }
    return {f"actions-0-{name}": value for name, value in {**action, **changed}.items()}


def test_agreed_actions_become_tasks_of_the_case(case, worker, manager, supervision):
    day = TODAY() + timedelta(days=7)
    address = address_of(supervision, f"cases/{case.pk}/")
    page = sign_in(manager).post(address, {**WRITTEN, **acting(worker, day)}, follow=True)
    task = Task.objects.get(source="supervision")
    assert (task.case, task.assigned_to, task.due_on) == (case, worker, day)
    assert task.source_id == CaseDiscussion.objects.get().pk
    assert "Ring the school" in page.content.decode()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"title": ""}, "Enter what is to be done"),
        ({"assigned_to": ""}, "Select who does it"),
        ({"due_on_year": 2001}, "must not be in the past"),
    ],
)
def test_half_an_action_writes_nothing_and_says_why(
    case, worker, manager, supervision, changed, says
):
    action = acting(worker, TODAY() + timedelta(days=7), **changed)
    address = address_of(supervision, f"cases/{case.pk}/")
    page = sign_in(manager).post(address, {**WRITTEN, **action}).content.decode()
    assert says in page
    assert "Visits are missed" in page
    assert not CaseDiscussion.objects.exists()


def test_action_is_not_given_to_somebody_outside_the_case(case, visitor, manager, supervision):
    address = address_of(supervision, f"cases/{case.pk}/")
    action = acting(visitor, TODAY() + timedelta(days=7))
    assert sign_in(manager).post(address, {**WRITTEN, **action}).status_code == 200
    assert not Task.objects.exists()


def test_changing_a_decision_keeps_the_other_persons_change(case, manager, supervision):
    discussion = factories.discuss(supervision, case)
    client = sign_in(manager)
    address = f"/supervision/discussions/{discussion.pk}/"
    form = client.get(address).context["form"]
    sent = {name: form[name].value() for name in (*SAID, "seen_version")}
    assert client.post(address, {**sent, "decision": "Visit twice"}).status_code == 302
    discussion.refresh_from_db()
    assert (discussion.decision, discussion.version) == ("Visit twice", 2)


@pytest.mark.parametrize(
    ("who", "meeting", "personal"),
    [
        ("manager", 200, True),
        ("programme_manager", 200, True),
        ("colleague", 403, False),
        ("governance", 403, False),
        ("visitor", 403, False),
        ("administrator", 403, False),
    ],
)
def test_who_reads_a_supervision(who, meeting, personal, supervision, request):
    supervision.personal.wellbeing = "Tired after the spring"
    supervision.personal.save()
    page = sign_in(request.getfixturevalue(who)).get(address_of(supervision))
    assert page.status_code == meeting
    assert ("Tired after the spring" in page.content.decode()) is personal


def test_worker_reads_their_own_with_the_personal_part(worker, supervision):
    supervision.personal.wellbeing = "Tired after the spring"
    supervision.personal.save()
    page = sign_in(worker).get(address_of(supervision, "mine/"))
    assert "Tired after the spring" in page.content.decode()


def test_manager_of_another_strand_does_not_learn_of_it(supervision, fit_team):
    other = member("Fi Tan", fit_team, Role.TEAM_MANAGER)
    assert sign_in(other).get(address_of(supervision)).status_code == 404


def test_deputy_of_a_manager_reads_the_meeting_but_not_the_personal_part(
    supervision, manager, colleague, case
):
    supervision.personal.wellbeing = "Tired after the spring"
    supervision.personal.save()
    factories.discuss(supervision, case)
    Cover.objects.create(
        absent=manager, deputy=colleague, starts=TODAY(), ends=TODAY(), set_by=manager
    )
    page = sign_in(colleague).get(address_of(supervision))
    assert "Keep visiting weekly" in page.content.decode()
    assert "Tired after the spring" not in page.content.decode()


def test_reader_of_the_case_sees_the_decision_and_nothing_personal(case, supervision, colleague):
    supervision.personal.wellbeing = "Tired after the spring"
    supervision.personal.save()
    factories.discuss(supervision, case)
    page = sign_in(colleague).get(case.get_absolute_url()).content.decode()
    assert "Keep visiting weekly" in page
    assert "Tired after the spring" not in page


def test_case_closed_to_a_manager_is_counted_but_not_shown(case, supervision, programme_manager):
    factories.discuss(supervision, case)
    case.family.restricted, case.family.restricted_contact = True, supervision.worker
    case.family.save()
    page = sign_in(programme_manager).get(address_of(supervision)).content.decode()
    assert "1 more case that you may not open was discussed" in page
    assert "Keep visiting weekly" not in page
    assert "Hill" not in page


def test_opening_a_meeting_is_an_opening_of_its_cases(case, supervision, manager):
    factories.discuss(supervision, case)
    sign_in(manager).get(address_of(supervision))
    assert AccessEvent.objects.filter(user_id=manager.pk, case_id=case.pk).count() == 1


def test_only_the_supervisor_writes(case, supervision, programme_manager):
    client = sign_in(programme_manager)
    assert client.post(address_of(supervision, f"cases/{case.pk}/"), WRITTEN).status_code == 403
    assert client.post(address_of(supervision, "personal/"), {"agreed": "x"}).status_code == 403
    assert not CaseDiscussion.objects.exists()


def test_pages_cost_the_same_however_much_there_is(worker, manager, edge_team):
    client = sign_in(manager)
    held = factories.make_supervision(worker, manager, team=edge_team)

    def fill():
        colleague = member("Another", edge_team)
        for name in ("Ash", "Birch"):
            family = factories.make_family(name, people=[factories.make_person("Ava", name)])
            for strand in ("edge", "fit"):
                case = factories.make_case(family, by=worker, strand=strand)
                factories.allocate(case, worker)
                factories.allocate(case, colleague, "family_support")
                if strand == "edge":
                    factories.discuss(held, case)

    def queries():
        with CaptureQueriesContext(connection) as seen:
            for address in ("/supervision/", f"/supervision/workers/{worker.pk}/"):
                assert client.get(address).status_code == 200
            assert client.get(address_of(held)).status_code == 200
        return len(seen)

    fill()
    queries()
    few = queries()
    fill()
    assert queries() == few
