"""Tasks: who may have one, who sees it, and that done is done once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import FamilyAccess, Task
from cases.services.tasks import add_task, complete_task, reassign_task, reopen_task
from tests import factories


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
