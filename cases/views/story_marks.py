"""Saying what one line of a story meant."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from accounts.access import Action
from accounts.gates import needs, require
from accounts.govuk.notices import tell
from accounts.once import once
from cases.ages import day_words
from cases.drafts import FormDraft, draft_on
from cases.forms.story import MarkForm, WhenceForm, address
from cases.models import ChronologyEntry, ChronologyMark
from cases.openings import case_opened, family_opened, person_opened
from cases.services.refusals import Refused
from cases.services.story_marks import add_mark, change_mark
from cases.views.conflicts import edit_record
from cases.views.pages import form_page, posted


@needs(Action.RECORD)
@once
def story_mark(request, pk) -> HttpResponse:
    """How much a line matters and what it meant for the child; asked again, the words are changed."""
    rows = ChronologyEntry.objects.for_user(request.user)
    entry = get_object_or_404(rows.select_related("family", "case", "person", "other"), pk=pk)
    require(
        request.user,
        Action.RECORD,
        authority_id=entry.authority_id,
        strand=entry.strand or None,
    )
    _opened(request, entry)
    source, source_id, part = entry.line
    marks = ChronologyMark.objects.for_user(request.user).select_related("updated_by")
    mark = marks.filter(source=source, source_id=source_id, part=part).first()
    draft = draft_on(
        request, mark or entry, form="mark", title="What it meant", family=entry.family
    )
    if mark is not None:
        return _change(request, entry, mark, draft)
    mark = ChronologyMark(source=source, source_id=source_id, part=part)
    form = MarkForm(posted(request), user=request.user, instance=mark)
    if form.is_valid():
        try:
            add_mark(mark=form.instance, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            draft.done()
            return _saved(request, entry)
    return _page(request, entry, form, draft)


def _change(
    request, entry: ChronologyEntry, mark: ChronologyMark, draft: FormDraft
) -> HttpResponse:
    def save(form, seen_version, fields):
        change_mark(mark=form.instance, by=request.user, seen_version=seen_version, fields=fields)

    said = f"{mark.updated_by} last changed this on {day_words(mark.updated_at)}."
    return edit_record(
        request,
        record=mark,
        make_form=lambda data, row: MarkForm(data, user=request.user, instance=row),
        save=save,
        page=lambda form: _page(request, entry, form, draft, said),
        done=lambda form: _saved(request, entry),
        about="what a line of the story meant",
        draft=draft,
    )


def _opened(request, entry: ChronologyEntry) -> None:
    if entry.case:
        case_opened(request, entry.case)
    elif entry.family:
        family_opened(request, entry.family)
    if entry.person:
        person_opened(request, entry.person)


def _saved(request, entry: ChronologyEntry) -> HttpResponse:
    tell(request, "Saved in the story.")
    return redirect(_back(request, entry))


def _back(request, entry: ChronologyEntry) -> str:
    """The story it was opened from, from this day on."""
    whence = WhenceForm(request.GET)
    query = whence.cleaned_data if whence.is_valid() else {}
    of = next((name for name in ("family", "person", "case") if query.get(name)), "")
    if of:
        pk = query[of]
    else:
        of = next(name for name in ("case", "family", "person") if getattr(entry, f"{name}_id"))
        pk = getattr(entry, f"{of}_id")
    url = reverse(f"cases:{of}_story", args=[pk])
    return f"{address(url, {'before': entry.on + timedelta(days=1)})}#line-{entry.pk}"


def _page(
    request, entry: ChronologyEntry, form: MarkForm, draft: FormDraft, said: str = ""
) -> HttpResponse:
    who = entry.person.short_name if entry.person else ""
    other = entry.other.short_name if entry.other else ""
    happened = entry.title.replace("{who}", who).replace("{other}", other)
    return form_page(
        request,
        form,
        title="What it meant",
        caption=f"{day_words(entry.on)} – {happened}",
        intro=said,
        back=_back(request, entry),
        draft=draft,
    )
