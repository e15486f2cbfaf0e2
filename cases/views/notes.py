"""Reading notes, of a family, of a case, one by one; and changing one with a reason."""

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from accounts.access import Action
from accounts.gates import needs
from accounts.govuk.notices import tell
from accounts.once import once
from cases.agreed_actions import NOTE, tasks_from
from cases.drafts import draft_on
from cases.family_page import tabs_of
from cases.forms.notes import AmendNoteForm, AmendPartForm
from cases.identity import identity_of
from cases.keyset import keyset_page
from cases.models import CaseNote, Document, Family
from cases.note_page import PER_PAGE, changes_of, readings_of, shown_notes
from cases.openings import family_opened, note_opened
from cases.recording import recordable_cases
from cases.services.notes import amend_note, amend_part
from cases.views.conflicts import edit_record
from cases.views.opened_case import opened_case
from cases.views.pages import form_page, record_number


def opened_note(request, pk) -> CaseNote:
    rows = CaseNote.objects.for_user(request.user).select_related("family", "created_by")
    note = get_object_or_404(rows, pk=pk)
    note_opened(request, note)
    return note


def may_change(user, note: CaseNote) -> bool:
    """Whoever may record on one of its cases, open or not."""
    return note.cases.filter(pk__in=recordable_cases(user)).exists()


@needs(Action.OPEN)
@require_http_methods(["GET"])
def note(request, pk) -> HttpResponse:
    found = opened_note(request, pk)
    [shown] = shown_notes([found], user=request.user)
    return TemplateResponse(
        request,
        "cases/note.html",
        {
            "shown": shown,
            "note": found,
            "family": found.family,
            "workers": found.workers.order_by("name"),
            "documents": Document.objects.for_user(request.user).standing().filter(note=found),
            "tasks": tasks_from(NOTE, [found.pk], request.user)[found.pk],
            "changes": changes_of(found),
            "readings": readings_of(shown),
            "may_change": may_change(request.user, found),
            "identity": identity_of(found.family, request.user),
        },
    )


@needs(Action.OPEN)
@require_http_methods(["GET"])
def family_notes(request, pk) -> HttpResponse:

    family = get_object_or_404(Family.objects.for_user(request.user), pk=pk)
    family_opened(request, family)
    rows = CaseNote.objects.for_user(request.user).of_family(family)
    return TemplateResponse(
        request,
        "cases/family_notes.html",
        {
            **_page_of(request, rows),
            "family": family,
            "identity": identity_of(family, request.user),
            "tabs": tabs_of(family, user=request.user, current="notes"),
            "may_record": recordable_cases(request.user).filter(family=family).exists(),
        },
    )


@needs(Action.OPEN)
@require_http_methods(["GET"])
def case_notes(request, pk) -> HttpResponse:
    case = opened_case(request, pk)
    rows = CaseNote.objects.for_user(request.user).of_case(case)
    return TemplateResponse(
        request,
        "cases/case_notes.html",
        {
            **_page_of(request, rows, case=case),
            "case": case,
            "identity": identity_of(case.family, request.user),
        },
    )


def _page_of(request, rows, *, case=None) -> dict:
    asked = {
        name: record_number(request.GET[name])
        for name in ("after", "before")
        if name in request.GET
    }
    rows = rows.annotate(sort_key=F("happened_at")).select_related("created_by")
    page = keyset_page(rows, descending=True, size=PER_PAGE, **asked)
    return {
        "notes": shown_notes(page.rows, user=request.user, case=case),
        "previous_url": f"{request.path}?before={page.before}" if page.before else "",
        "next_url": f"{request.path}?after={page.after}" if page.after else "",
    }


@needs(Action.RECORD)
@require_http_methods(["GET", "POST"])
@once
def note_amend(request, pk) -> HttpResponse:
    found = opened_note(request, pk)
    return _amend(request, found, found, AmendNoteForm, _save_note(request), "Change this note")


@needs(Action.RECORD)
@require_http_methods(["GET", "POST"])
@once
def note_part_amend(request, pk, part_pk) -> HttpResponse:
    found = opened_note(request, pk)
    [shown] = shown_notes([found], user=request.user)
    part = next((one for one in shown.parts if one.pk == part_pk), None)
    if part is None:
        raise Http404
    title = f"Change what it says about {part.person.short_name}"
    return _amend(request, found, part, AmendPartForm, _save_part(request), title)


def _save_note(request):
    def save(form, seen_version, fields):
        reason = form.cleaned_data["reason"]
        amend_note(
            note=form.instance,
            reason=reason,
            by=request.user,
            seen_version=seen_version,
            fields=fields,
        )

    return save


def _save_part(request):
    def save(form, seen_version, fields):
        reason = form.cleaned_data["reason"]
        amend_part(
            part=form.instance,
            reason=reason,
            by=request.user,
            seen_version=seen_version,
            fields=fields,
        )

    return save


def _amend(request, note: CaseNote, record, form_class, save, title: str) -> HttpResponse:
    if not may_change(request.user, note):
        raise PermissionDenied
    draft = draft_on(request, record, form="amend", title="Changing a note", family=note.family)

    def done(form):
        tell(request, "Changed. How it read before is kept below.")
        return redirect(note)

    return edit_record(
        request,
        record=record,
        make_form=lambda data, row: form_class(data, user=request.user, instance=row),
        save=save,
        page=lambda form: form_page(
            request,
            form,
            title=title,
            back=note.get_absolute_url(),
            identity=identity_of(note.family, request.user),
            intro="How it reads now stays readable under the note.",
            draft=draft,
        ),
        draft=draft,
        done=done,
        about=f"this {note.get_kind_display().lower()}",
    )
