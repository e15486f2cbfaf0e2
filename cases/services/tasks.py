"""Tasks: adding one, doing it, handing it to somebody else, taking “done” back."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from cases.agreed_actions import SUPERVISION
from cases.codes import NoticeKind
from cases.models import Case, Family, Person, Task
from cases.services.facts import change_fact
from cases.services.notices import notify, settle
from cases.services.records import add_record, save_changes


@transaction.atomic
def add_task(
    *,
    title: str,
    due_on: date,
    assigned_to,
    by,
    case: Case | None = None,
    family: Family | None = None,
    person: Person | None = None,
    source: str = "",
    source_id: int | None = None,
) -> Task:
    """For a case, or for a family as a whole; the family of a case need not be named."""
    family = family or (case.family if case else None)
    if family is None:
        raise ValueError("a task is about a case or a family")
    task = add_record(
        Task(
            authority_id=family.authority_id,
            family=family,
            case=case,
            person=person,
            title=title,
            due_on=due_on,
            assigned_to=assigned_to,
            source=source,
            source_id=source_id,
        ),
        by=by,
    )
    _tell(task, by=by)
    return task


@transaction.atomic
def change_task(*, task: Task, by, seen_version: int, fields: Iterable[str]) -> Task:
    """Raises SavedMeanwhile when somebody else changed it first."""
    fields = list(fields)
    task = change_fact(task, by=by, seen_version=seen_version, fields=fields)
    if "assigned_to" in fields:
        _tell(task, by=by)
    return task


@transaction.atomic
def complete_task(*, task: Task, by) -> Task:
    """Done, by whoever pressed first. Doing it again changes nothing."""
    task = _held(task)
    if task.done_at:
        return task
    for kind in (NoticeKind.TASK_GIVEN, NoticeKind.SUPERVISION_TASK):
        settle(kind, about=task, by=by)
    return _change(task, by=by, done_at=timezone.now(), done_by=by)


@transaction.atomic
def reopen_task(*, task: Task, by) -> Task:
    task = _held(task)
    return _change(task, by=by, done_at=None, done_by=None) if task.done_at else task


@transaction.atomic
def reassign_task(*, task: Task, to, by) -> Task:
    task = _held(task)
    if task.assigned_to_id == to.pk:
        return task
    task = _change(task, by=by, assigned_to=to)
    _tell(task, by=by)
    return task


def _tell(task: Task, *, by) -> None:
    is_agreed = task.source == SUPERVISION
    notify(
        NoticeKind.SUPERVISION_TASK if is_agreed else NoticeKind.TASK_GIVEN,
        workers=[task.assigned_to_id],
        about=task,
        case=task.case,
        family=task.family,
        by=by,
    )


def _held(task: Task) -> Task:
    return Task.objects.select_for_update(of=("self",)).get(pk=task.pk)


def _change(task: Task, *, by, **fields) -> Task:
    for name, value in fields.items():
        setattr(task, name, value)
    return save_changes(task, by=by, seen_version=task.version, fields=fields)
