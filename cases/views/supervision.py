"""Supervision: whom a manager looks after, a meeting and its cases, and one's own meetings."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import Action, may
from accounts.gates import needs
from accounts.govuk.notices import tell
from accounts.once import once
from accounts.openings import record_cases_opened
from cases.drafts import FormDraft, draft_on
from cases.forms.agreed_actions import action_rows
from cases.forms.supervision import BeginSupervisionForm, DiscussionForm, PersonalForm
from cases.identity import identity_of
from cases.models import CaseDiscussion, Supervision, SupervisionPersonal
from cases.openings import case_opened
from cases.services.records import save_changes
from cases.services.supervision import begin_supervision, discuss_case
from cases.supervision_pages import own_supervisions, supervision_page, workers_supervised_by
from cases.views.conflicts import edit_record
from cases.views.opened_case import attempt, opened_case, refuse
from cases.views.pages import form_page, posted

MOST_OWN = 50


@needs(Action.OPEN)
@require_http_methods(["GET"])
def supervisions(request):
    return TemplateResponse(
        request,
        "cases/supervisions.html",
        {
            "workers": workers_supervised_by(request.user),
            "supervises": may(request.user, Action.SUPERVISE),
            "own": own_supervisions(request.user)[:MOST_OWN],
        },
    )


@needs(Action.SUPERVISE)
@require_http_methods(["GET", "POST"])
@once
def supervised_worker(request, pk):
    found = workers_supervised_by(request.user, only=pk)
    if not found:
        raise Http404
    form = BeginSupervisionForm(posted(request))
    if form.is_valid():
        supervision = begin_supervision(
            worker=found[0].worker, team=found[0].team, by=request.user, **form.cleaned_data
        )
        return redirect(supervision)
    earlier = Supervision.objects.for_user(request.user).filter(worker=pk)
    return TemplateResponse(
        request,
        "cases/supervised_worker.html",
        {
            "one": found[0],
            "form": form,
            "earlier": earlier.select_related("supervisor").order_by("-held_on", "-pk")[:MOST_OWN],
        },
    )


@needs(Action.SUPERVISE)
@require_http_methods(["GET"])
def supervision(request, pk):
    return _shown(request, _supervision(request, pk), back=reverse("cases:supervisions"))


@needs(Action.OPEN)
@require_http_methods(["GET"])
def my_supervision(request, pk):
    mine = get_object_or_404(own_supervisions(request.user).select_related("worker"), pk=pk)
    return _shown(request, mine, back=reverse("cases:supervisions"))


def _supervision(request, pk) -> Supervision:
    rows = Supervision.objects.for_user(request.user).select_related("worker", "supervisor", "team")
    return get_object_or_404(rows, pk=pk)


def _shown(request, found: Supervision, *, back: str):
    page = supervision_page(found, request.user)
    cases = [discussion.case for discussion in page.discussions]
    record_cases_opened(cases, by=request.user)
    return TemplateResponse(
        request, "cases/supervision.html", {"page": page, "supervision": found, "back_url": back}
    )


@needs(Action.SUPERVISE)
@require_http_methods(["GET", "POST"])
@once
def discussion_add(request, pk, case_pk):
    found = _supervision(request, pk)
    case = opened_case(request, case_pk)
    refuse(unless=found.supervisor_id == request.user.pk)
    draft = _draft(request, found, case, f"discussion-{case.pk}", version=0)
    form = DiscussionForm(posted(request), user=request.user)
    actions = action_rows(posted(request), cases=[case], user=request.user)
    both_valid = all([form.is_valid(), actions.is_valid()])
    if both_valid and attempt(
        form,
        discuss_case,
        supervision=found,
        case=case,
        actions=actions.agreed,
        by=request.user,
        **form.cleaned_data,
    ):
        draft.done()
        tell(request, f"Case {case.reference} written up.")
        return redirect(found)
    return _discussion_page(request, form, found, case, draft, actions)


@needs(Action.SUPERVISE)
@require_http_methods(["GET", "POST"])
@once
def discussion_edit(request, pk):
    rows = CaseDiscussion.objects.for_user(request.user)
    row = get_object_or_404(
        rows.select_related("supervision__worker", "case__family", "updated_by"), pk=pk
    )
    refuse(unless=row.supervision.supervisor_id == request.user.pk)
    case_opened(request, row.case)
    draft = _draft(request, row, row.case, "change")
    return edit_record(
        request,
        record=row,
        make_form=lambda data, record: DiscussionForm(data, instance=record, user=request.user),
        save=lambda form, seen, fields: _save(request, form, seen, fields),
        page=lambda form: _discussion_page(request, form, row.supervision, row.case, draft),
        done=lambda form: redirect(row.supervision),
        about=f"What was decided about case {row.case.reference}",
        draft=draft,
    )


def _draft(request, record, case, form: str, **more) -> FormDraft:
    title = "Supervision of a case"
    return draft_on(request, record, form=form, title=title, family=case.family, **more)


def _discussion_page(request, form, found: Supervision, case, draft, actions=None):
    return form_page(
        request,
        form,
        title="Write up this case",
        caption=f"Supervision of {found.worker}",
        back=found.get_absolute_url(),
        identity=identity_of(case.family, request.user),
        template="cases/discussion_form.html",
        draft=draft,
        rows=actions,
    )


@needs(Action.SUPERVISE)
@require_http_methods(["GET", "POST"])
@once
def supervision_personal(request, pk):
    found = _supervision(request, pk)
    refuse(unless=found.supervisor_id == request.user.pk)
    rows = SupervisionPersonal.objects.for_user(request.user).select_related("updated_by")
    part = get_object_or_404(rows, supervision=found)
    draft = draft_on(request, part, form="change", title="Supervision: about the worker")
    return edit_record(
        request,
        record=part,
        make_form=lambda data, record: PersonalForm(data, instance=record, user=request.user),
        save=lambda form, seen, fields: _save(request, form, seen, fields),
        page=lambda form: form_page(
            request,
            form,
            title="The part about the worker",
            caption=f"Supervision of {found.worker}",
            intro="Only the two of you and the managers above can read this. "
            "It is never on a child’s record.",
            back=found.get_absolute_url(),
            draft=draft,
        ),
        done=lambda form: redirect(found),
        about="The part about the worker",
        draft=draft,
    )


def _save(request, form, seen_version: int, fields: list[str]) -> None:
    save_changes(form.instance, by=request.user, seen_version=seen_version, fields=fields)
    tell(request, "Saved.")
