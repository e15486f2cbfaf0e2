"""The story of a family, a person or a case: to read, to filter, to print."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import Action
from accounts.gates import needs
from accounts.models import AccessEvent
from cases.family_page import FamilyPage, tabs_of
from cases.forms.story import StoryFilters, WhereForm, address
from cases.identity import identity_of
from cases.models import Case, Family, Person
from cases.openings import case_opened, family_opened, person_opened
from cases.paper import as_file
from cases.story import case_story, family_story, page_of_story, person_story, whole_story
from cases.story_lines import events_of, with_years_and_gaps
from cases.story_paper import story_document

EXPORTED = AccessEvent.How.EXPORT


@needs(Action.OPEN)
@require_http_methods(["GET"])
def family(request, pk) -> HttpResponse:
    found = get_object_or_404(Family.objects.for_user(request.user), pk=pk)
    page = FamilyPage(found, user=request.user)
    family_opened(request, found)
    return _shown(
        request,
        family_story(found, people=page.everybody, user=request.user),
        "cases/story_family.html",
        reverse("cases:family_story", args=[pk]),
        family=found,
        about=str(found),
        page=page,
        identity=page.identity,
        tabs=tabs_of(found, user=request.user, current="story"),
    )


@needs(Action.OPEN)
@require_http_methods(["GET"])
def person(request, pk) -> HttpResponse:
    found = get_object_or_404(Person.objects.for_user(request.user), pk=pk)
    person_opened(request, found)
    return _shown(
        request,
        person_story(found, user=request.user),
        "cases/story.html",
        reverse("cases:person_story", args=[pk]),
        about=found.full_name,
        back_url=found.get_absolute_url(),
    )


@needs(Action.OPEN)
@require_http_methods(["GET"])
def case(request, pk) -> HttpResponse:
    rows = Case.objects.for_user(request.user).select_related("family")
    found = get_object_or_404(rows, pk=pk)
    case_opened(request, found)
    return _shown(
        request,
        case_story(found, user=request.user),
        "cases/story.html",
        reverse("cases:case_story", args=[pk]),
        about=f"case {found.reference}",
        back_url=found.get_absolute_url(),
        identity=identity_of(found.family, user=request.user),
    )


def _shown(request, story, template: str, url: str, **context) -> HttpResponse:
    form = StoryFilters(request.GET, user=request.user, story=story)
    asked = form.asked()
    start = WhereForm(request.GET)
    where = start.cleaned_data if start.is_valid() else {}
    found = page_of_story(story, asked, before=where.get("before"), after=where.get("after"))
    chosen = {name: value for name, value in form.cleaned_data.items() if value}
    return TemplateResponse(
        request,
        template,
        {
            "form": form,
            "chosen": form.chosen(url),
            "clear_url": url,
            "events": with_years_and_gaps(events_of(found.entries, story.people)),
            "previous_url": found.newer and address(url, {**chosen, "after": found.newer}),
            "next_url": found.older and address(url, {**chosen, "before": found.older}),
            "file_urls": [
                ("Word", address(f"{url}docx/", chosen)),
                ("PDF", address(f"{url}pdf/", chosen)),
            ],
            **context,
        },
    )


@needs(Action.OPEN)
@require_http_methods(["GET"])
def family_file(request, pk, form) -> HttpResponse:
    found = get_object_or_404(Family.objects.for_user(request.user), pk=pk)
    page = FamilyPage(found, user=request.user)
    family_opened(request, found, how=EXPORTED)
    story = family_story(found, people=page.everybody, user=request.user)
    return _file(request, story, form, about=f"the {found}", name=f"story-{found.reference}")


@needs(Action.OPEN)
@require_http_methods(["GET"])
def person_file(request, pk, form) -> HttpResponse:
    found = get_object_or_404(Person.objects.for_user(request.user), pk=pk)
    person_opened(request, found, how=EXPORTED)
    story = person_story(found, user=request.user)
    return _file(request, story, form, about=found.full_name, name=f"story-{found.reference}")


@needs(Action.OPEN)
@require_http_methods(["GET"])
def case_file(request, pk, form) -> HttpResponse:
    rows = Case.objects.for_user(request.user).select_related("family")
    found = get_object_or_404(rows, pk=pk)
    case_opened(request, found, how=EXPORTED)
    story = case_story(found, user=request.user)
    about = f"the {found.family} with {found.strand_name}"
    return _file(request, story, form, about=about, name=f"story-{found.reference}")


def _file(request, story, form: str, *, about: str, name: str) -> HttpResponse:
    asked = StoryFilters(request.GET, user=request.user, story=story).asked()
    document = story_document(
        whole_story(story, asked),
        story.people,
        about=about,
        printed_by=request.user.name,
        printed_at=timezone.now(),
    )
    return as_file(document, name=name, form=form)
