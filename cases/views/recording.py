"""The Record page: what happened, with whom? First the family, when it is not known yet."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import Action
from accounts.gates import needs, require
from accounts.govuk.notices import tell
from accounts.once import once
from cases.drafts import draft_on
from cases.family_page import listed
from cases.forms.agreed_actions import AgreedActions, action_rows
from cases.forms.recording import RecordForm
from cases.identity import identity_of
from cases.models import CaseNote, Family
from cases.my_work import cases_of
from cases.openings import family_opened
from cases.recording import offered_for
from cases.services.notes import NOTE_FIELDS, record_note
from cases.services.refusals import Refused
from cases.views.pages import posted, record_number

ANOTHER = "another"


@needs(Action.RECORD)
@require_http_methods(["GET"])
def record(request) -> HttpResponse:
    """Whose families: the user's own; any other is found by the search."""
    families = {}
    for mine in cases_of(request.user).cases:
        families.setdefault(mine.case.family, mine.children)
    return TemplateResponse(request, "cases/record_whom.html", {"families": families.items()})


@needs(Action.RECORD)
@require_http_methods(["GET", "POST"])
@once
def record_family(request, pk) -> HttpResponse:
    family = get_object_or_404(Family.objects.for_user(request.user), pk=pk)
    require(request.user, Action.RECORD, authority_id=family.authority_id)
    family_opened(request, family)
    case = request.GET.get("case")
    offered = offered_for(family, user=request.user, case_id=record_number(case) if case else None)
    draft = draft_on(request, family, form="record", title="Recording", version=0)
    actions = action_rows(posted(request), cases=offered.cases, user=request.user, mine=True)
    form = RecordForm(posted(request), request.FILES or None, user=request.user, offered=offered)
    if all([actions.is_valid(), form.is_valid()]) and (note := _saved(request, form, actions)):
        draft.done()
        tell(request, _words(note, form))
        again = ANOTHER in request.POST
        return redirect(reverse("cases:record") if again else note.get_absolute_url())
    return TemplateResponse(
        request,
        "cases/record.html",
        {
            "form": form,
            "actions": actions,
            "draft": draft.shown_in(form, actions),
            "forms": actions.forms,
            "family": family,
            "identity": identity_of(family, request.user),
        },
    )


def _saved(request, form: RecordForm, actions: AgreedActions) -> CaseNote | None:
    data, offered = form.cleaned_data, form.offered
    try:
        return record_note(
            family=offered.family,
            cases=[case for case in offered.cases if case.pk in data["cases"]],
            people=form.parts(),
            workers=[
                request.user,
                *(one for one in offered.colleagues if one.pk in data["workers"]),
            ],
            actions=actions.agreed,
            files=data["files"],
            by=request.user,
            **{name: data[name] for name in NOTE_FIELDS},
        )
    except Refused as refusal:
        form.refuse(refusal)
        return None


def _words(note: CaseNote, form: RecordForm) -> str:
    """“Visit saved for Ava, Ben and Cai.”"""
    names = listed(part.person.short_name for part in form.parts())
    what = "Missed appointment" if note.kind == "missed" else note.get_kind_display()
    late = " It is marked as written late." if note.late_entry else ""
    return f"{what} saved{f' for {names}' if names else ''}.{late}"
