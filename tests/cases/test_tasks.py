"""Tasks: who may have one, who sees it, and that done is done once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import FamilyAccess, Task
from cases.services.tasks import add_task, complete_task, reassign_task, reopen_task
from tests import factories
from tests.cast import sign_in


@pytest.fixture
def case(worker):
    made = factories.make_case(by=worker)
    factories.allocate(made, worker)
    return made


def make_task(case, worker, **fields):
    fields.setdefault("title", "Ring the school")
    fields.setdefault("due_on", timezone.localdate() + timedelta(days=1))
    return add_task(case=case, assigned_to=worker, by=worker, **fields)


def test_task_of_a_case_belongs_to_its_family(case, worker):
    task = make_task(case, worker)
    assert (task.family, task.authority) == (case.family, case.authority)
    assert task.created_by == worker


def test_task_about_nothing_is_refused(worker):
    with pytest.raises(ValueError, match="about a case or a family"):
        add_task(title="x", due_on=timezone.localdate(), assigned_to=worker, by=worker)


def test_done_twice_keeps_the_first(case, worker, colleague):
    task = complete_task(task=make_task(case, worker), by=worker)
    again = complete_task(task=task, by=colleague)
    assert (again.done_by, again.version) == (worker, 2)


def test_reopened_and_handed_on(case, worker, colleague):
    task = complete_task(task=make_task(case, worker), by=worker)
    task = reassign_task(task=reopen_task(task=task, by=worker), to=colleague, by=worker)
    assert (task.done_at, task.done_by, task.assigned_to) == (None, None, colleague)


def test_barred_worker_sees_no_task(case, worker):
    make_task(case, worker)
    assert Task.objects.for_user(worker).count() == 1
    FamilyAccess.objects.create(family=case.family, user=worker, kind="deny", reason="Kin")
    assert Task.objects.for_user(worker).count() == 0


def test_added_on_the_page_and_done_with_one_press(case, worker):
    client = sign_in(worker)
    day = timezone.localdate() + timedelta(days=2)
    sent = {
        "title": "Ring the school",
        "assigned_to": worker.pk,
        "due_on_day": day.day,
        "due_on_month": day.month,
        "due_on_year": day.year,
    }
    add = reverse("cases:case_task_add", args=[case.pk])
    assert client.get(add).status_code == 200
    assert client.post(add, sent).url == reverse("cases:case_tasks", args=[case.pk])
    shown = client.get("/").content.decode()
    assert "Ring the school" in shown
    assert "This week (1)" in shown
    task = Task.objects.get()
    answer = client.post(reverse("cases:task_done", args=[task.pk]), {"from": "day"})
    assert answer.url == "/"
    task.refresh_from_db()
    assert task.done_by == worker
    assert "Ring the school" not in client.get("/").content.decode()


def test_task_for_a_day_gone_by_is_refused_beside_the_day(case, worker):
    sent = {
        "title": "Ring the school",
        "assigned_to": worker.pk,
        "due_on_day": 1,
        "due_on_month": 2,
        "due_on_year": 2024,
    }
    page = sign_in(worker).post(reverse("cases:case_task_add", args=[case.pk]), sent)
    assert "The day must be today or in the future" in page.content.decode()
    assert "Ring the school" in page.content.decode()
    assert not Task.objects.exists()


def test_task_is_offered_to_those_who_work_there_and_may_look(case, worker, colleague, visitor):
    FamilyAccess.objects.create(family=case.family, user=colleague, kind="deny", reason="Kin")
    page = sign_in(worker).get(reverse("cases:case_task_add", args=[case.pk])).content.decode()
    assert worker.name in page
    assert f">{colleague.name}<" not in page
    assert f">{visitor.name}<" not in page
