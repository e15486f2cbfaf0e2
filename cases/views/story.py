"""The story of a family, a person or a case: to read, to filter, to print."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Action
from accounts.gates import needs
from accounts.models import AccessEvent
from cases.forms.story import StoryFilters, WhereForm, address, chosen_lines
from cases.models import ChronologyTick
from cases.paper import Document, as_file, as_page
from cases.services.story_ticks import tick, untick
from cases.story import Asked, StoryPage, page_of_story, whole_story
from cases.story_lines import Event, events_of, link_marks, with_years_and_gaps
from cases.story_marks import marks_of, may_mark
from cases.story_paper import story_document
from cases.views.told_story import Told, told_story


@needs(Action.OPEN)
@require_http_methods(["GET"])
def story(request, pk, of) -> HttpResponse:
    told = told_story(request, of, pk)
    form, asked = _asked(request, told)
    start = WhereForm(request.GET)
    where = start.cleaned_data if start.is_valid() else {}
    found = page_of_story(told.story, asked, before=where.get("before"), after=where.get("after"))
    events = events_of(found.entries, told.story.people, marks_of(found.entries))
    show = _to_choose if "choose" in request.GET else _to_read
    context = {
        "form": form,
        "chosen": form.chosen(told.url()),
        "clear_url": told.url(),
        "found": found,
        "about": told.about,
        **show(events, found, told, form.query(), request.user),
        **told.context,
    }
    return TemplateResponse(request, told.template, context)


def _to_read(events: list[Event], found: StoryPage, told: Told, query: dict, user) -> dict:
    def url_of(entry) -> str:
        return address(reverse("cases:story_mark", args=[entry.pk]), {told.of: told.pk})

    link_marks([one for one in events if may_mark(user, one.entry)], told.story.people, url_of)
    return {
        "events": with_years_and_gaps(events),
        "previous_url": found.newer and address(told.url(), {**query, "after": found.newer}),
        "next_url": found.older and address(told.url(), {**query, "before": found.older}),
        "choose_url": address(told.url(), {**query, "choose": "yes"}),
        "print_url": address(told.url("_print"), query),
        "file_urls": _file_urls(told, query),
    }


def _to_choose(events: list[Event], found: StoryPage, told: Told, query: dict, user) -> dict:
    lines = {row.line for row in ChronologyTick.objects.for_user(user)}
    for event in events:
        event.ticked = any(entry.line in lines for entry in event.entries)
    return {
        "choosing": True,
        "events": events,
        "read_url": address(told.url(), query),
        "ticks_url": address(told.url("_ticks"), query),
    }


def _asked(request, told: Told) -> tuple[StoryFilters, Asked]:
    """What the address asks for; `ticked` is the lines this reader chose."""
    form = StoryFilters(request.GET, user=request.user, story=told.story)
    asked = form.asked()
    if "ticked" in request.GET:
        rows = ChronologyTick.objects.for_user(request.user)
        asked = replace(asked, lines=frozenset(row.line for row in rows))
    return form, asked


def _file_urls(told: Told, query: dict) -> list[tuple[str, str]]:
    return [
        ("Word", address(told.url("_file", "docx"), query)),
        ("PDF", address(told.url("_file", "pdf"), query)),
    ]


@needs(Action.OPEN)
@require_POST
def story_ticks(request, pk, of) -> HttpResponse:
    """Keeps what is ticked on one page, then goes where the pressed button says."""
    told = told_story(request, of, pk)
    filters = _asked(request, told)[0].query()
    if "clear" in request.POST:
        lines = {entry.line for entry in whole_story(told.story, Asked())}
        untick(lines=lines, by=request.user)
        return redirect(address(told.url(), {**filters, "choose": "yes"}))
    shown = chosen_lines(request.POST.getlist("shown"), user=request.user)
    wanted = request.POST.getlist("shown" if "all" in request.POST else "tick")
    tick(shown=shown, ticked=chosen_lines(wanted, user=request.user), by=request.user)
    if "print" in request.POST:
        return redirect(address(told.url("_print"), {"ticked": "yes"}))
    where = WhereForm(request.POST)
    start = (
        {name: day for name, day in where.cleaned_data.items() if day} if where.is_valid() else {}
    )
    return redirect(address(told.url(), {**filters, "choose": "yes", **start}))


@needs(Action.OPEN)
@require_http_methods(["GET"])
def story_print(request, pk, of) -> HttpResponse:
    told = told_story(request, of, pk, how=AccessEvent.How.PRINT)
    form, asked = _asked(request, told)
    query = {"ticked": "yes"} if asked.lines is not None else form.query()
    document = _document(request, told, asked)
    files = _file_urls(told, query)
    return as_page(
        request, document, back=told.url(), file_urls=files, identity=told.context.get("identity")
    )


@needs(Action.OPEN)
@require_http_methods(["GET"])
def story_file(request, pk, of, form) -> HttpResponse:
    told = told_story(request, of, pk, how=AccessEvent.How.EXPORT)
    _, asked = _asked(request, told)
    document = _document(request, told, asked)
    return as_file(document, name=f"story-{told.reference}", form=form)


def _document(request, told: Told, asked: Asked) -> Document:
    entries = whole_story(told.story, asked)
    return story_document(
        events_of([entry for entry in entries if entry.told], told.story.people, marks_of(entries)),
        about=told.title,
        subject=told.subject,
        chosen=asked.lines is not None,
        printed_by=request.user.name,
        printed_at=timezone.now(),
    )
