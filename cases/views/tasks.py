"""Tasks: adding one to a case or a family, changing it, done with one press, and the lists."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Action, may
from accounts.gates import needs, require
from accounts.govuk.notices import tell
from accounts.once import once
from cases.due import MOST
from cases.forms.tasks import TaskForm
from cases.identity import identity_of
from cases.models import Family, Task
from cases.openings import case_opened, family_opened
from cases.services.tasks import add_task, change_task, complete_task, reopen_task
from cases.views.conflicts import edit_record
from cases.views.opened_case import opened_case
from cases.views.pages import form_page, posted

TODAY = "day"


@needs(Action.RECORD)
@once
def case_task_add(request, pk) -> HttpResponse:
    case = opened_case(request, pk, Action.RECORD)
    return _add(request, Task(case=case, family=case.family, authority=case.authority), case)


@needs(Action.RECORD)
@once
def family_task_add(request, pk) -> HttpResponse:
    family = get_object_or_404(Family.objects.for_user(request.user), pk=pk)
    require(request.user, Action.RECORD, authority_id=family.authority_id)
    family_opened(request, family)
    return _add(request, Task(family=family, authority=family.authority), family)


def _add(request, task: Task, about) -> HttpResponse:
    form = TaskForm(posted(request), user=request.user, instance=task)
    if form.is_valid():
        asked = {name: form.cleaned_data[name] for name in ("title", "due_on", "assigned_to")}
        add_task(**asked, case=task.case, family=task.family, by=request.user)
        tell(request, "Task added.")
        return redirect(_list_of(task))
    return form_page(
        request,
        form,
        title=f"Add a task for {'this case' if task.case else 'the family'}",
        back=about.get_absolute_url(),
        identity=identity_of(task.family, user=request.user),
    )


@needs(Action.RECORD)
@once
def task_edit(request, pk) -> HttpResponse:
    task = _task(request, pk)
    (case_opened if task.case else family_opened)(request, task.case or task.family)

    def save(form, seen_version, fields):
        change_task(task=form.instance, by=request.user, seen_version=seen_version, fields=fields)

    def done(form):
        tell(request, "Task saved.")
        return redirect(_list_of(task))

    return edit_record(
        request,
        record=task,
        make_form=lambda data, record: TaskForm(data, user=request.user, instance=record),
        save=save,
        page=lambda form: form_page(
            request,
            form,
            title="Change the task",
            back=_list_of(task),
            identity=identity_of(task.family, user=request.user),
        ),
        done=done,
        about=str(task.family),
    )


@needs(Action.RECORD)
@require_POST
def task_done(request, pk) -> HttpResponse:
    task = complete_task(task=_task(request, pk), by=request.user)
    undo = reverse("cases:task_reopen", args=[task.pk])
    tell(request, "Task done.", undo=undo)
    return redirect(_back(request, task))


@needs(Action.RECORD)
@require_POST
def task_reopen(request, pk) -> HttpResponse:
    task = reopen_task(task=_task(request, pk), by=request.user)
    tell(request, "The task is to be done again.")
    return redirect(_back(request, task))


@needs(Action.OPEN)
@require_http_methods(["GET"])
def case_tasks(request, pk) -> HttpResponse:
    case = opened_case(request, pk)
    rows = Task.objects.for_user(request.user).filter(case=case)
    return _list(request, rows, family=case.family, case=case, back=case.get_absolute_url())


@needs(Action.OPEN)
@require_http_methods(["GET"])
def family_tasks(request, pk) -> HttpResponse:
    family = get_object_or_404(Family.objects.for_user(request.user), pk=pk)
    family_opened(request, family)
    rows = Task.objects.for_user(request.user).filter(family=family)
    return _list(request, rows, family=family, back=family.get_absolute_url())


def _list(request, rows, *, family, back, case=None) -> HttpResponse:
    rows = rows.select_related("assigned_to", "done_by", "case")
    add = "cases:case_task_add" if case else "cases:family_task_add"
    return TemplateResponse(
        request,
        "cases/tasks.html",
        {
            "open_tasks": rows.open_().order_by("due_on", "pk")[:MOST],
            "done_tasks": rows.exclude(done_at=None).order_by("-done_at")[:MOST],
            "family": family,
            "case": case,
            "identity": identity_of(family, user=request.user),
            "back_url": back,
            "add_url": reverse(add, args=[case.pk if case else family.pk]),
            "may_record": may(request.user, Action.RECORD, authority_id=family.authority_id),
        },
    )


def _task(request, pk) -> Task:
    rows = Task.objects.for_user(request.user).select_related("case__family", "family")
    task = get_object_or_404(rows, pk=pk)
    require(request.user, Action.RECORD, authority_id=task.authority_id)
    return task


def _list_of(task: Task) -> str:
    if task.case_id:
        return reverse("cases:case_tasks", args=[task.case_id])
    return reverse("cases:family_tasks", args=[task.family_id])


def _back(request, task: Task) -> str:
    return reverse("home") if request.POST.get("from") == TODAY else _list_of(task)
