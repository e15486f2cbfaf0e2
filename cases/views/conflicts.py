"""Saving a form on a record so that two people's work is put together, never overwritten."""

import copy
from collections.abc import Callable

from django.http import HttpResponse
from django.template.response import TemplateResponse

from accounts.govuk.notices import tell
from cases.drafts import FormDraft
from cases.forms.base import ScopedModelForm
from cases.forms.conflicts import ASKED, SHOWN, FormMaker, Reconciled, changed_fields, reconcile
from cases.models.base import Recorded
from cases.services.records import SavedMeanwhile
from cases.services.refusals import Refused

# Each further try means that yet another person saved in the same moment.
TRIES = 3
NOT_RESENT = frozenset({"csrfmiddlewaretoken", SHOWN, ASKED})

Save = Callable[[ScopedModelForm, int, list[str]], None]


def edit_record(
    request,
    *,
    record: Recorded,
    make_form: FormMaker,
    save: Save,
    page: Callable[[ScopedModelForm], HttpResponse],
    done: Callable[[ScopedModelForm], HttpResponse],
    about: str,
    draft: FormDraft | None = None,
) -> HttpResponse:
    """Show the form, or save it: `save(form, seen_version, changed_fields)`, which may be refused.

    When somebody saved the record after this form was opened, what only one of the two changed is
    put together; what both changed is shown side by side and asked. `page` shows the draft, which
    is done with once the form is saved.
    """
    if request.method != "POST":
        return page(make_form(None, record))
    for _ in range(TRIES):
        sent = reconcile(make_form, record, request.POST)
        if not sent.is_settled:
            return _ask(request, sent, about)
        form = make_form(sent.data, copy.copy(record))
        if not form.is_valid():
            return page(form)
        try:
            if changed := changed_fields(record, form):
                save(form, record.version, changed)
        except SavedMeanwhile as overtaken:
            record = overtaken.theirs
        except Refused as refusal:
            form.refuse(refusal)
            return page(form)
        else:
            if sent.was_overtaken and record.updated_by_id != request.user.pk:
                tell(request, f"Saved together with {_name(record)}’s changes.")
            return _sent(form, done, draft)
    form.add_error(None, "Several people are saving this record. Wait a moment and save again.")
    return page(form)


def _sent(form, done: Callable[[ScopedModelForm], HttpResponse], draft: FormDraft | None):
    if draft is not None:
        draft.done()
    return done(form)


def _name(record: Recorded) -> str:
    return record.updated_by.name if record.updated_by else "someone else"


def _ask(request, sent: Reconciled, about: str) -> HttpResponse:
    resent = [
        (name, value)
        for name, values in sent.data.lists()
        if name not in NOT_RESENT
        for value in values
    ]
    return TemplateResponse(
        request,
        "cases/conflict.html",
        {
            "form": sent.choices,
            "theirs": sent.theirs,
            "about": about,
            "saved_by": _name(sent.theirs),
            "asked": [one.name for one in sent.differences],
            "resent": resent,
        },
    )
