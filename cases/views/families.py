"""The pages of one family: overview, people, cases, genogram; and changing it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from accounts.access import Action, may
from accounts.gates import needs, require
from accounts.govuk.notices import tell
from accounts.once import once
from cases.family_page import FamilyPage, tabs_of
from cases.family_summary import summary_of
from cases.forms.families import FamilyForm
from cases.forms.members import MemberAddForm
from cases.identity import identity_of
from cases.models import Family
from cases.openings import EXISTENCE_ONLY, family_opened
from cases.services.facts import change_fact
from cases.services.families import add_member
from cases.services.refusals import Refused
from cases.story import family_story, latest_of_story
from cases.story_lines import Event, events_of
from cases.views.conflicts import edit_record
from cases.views.pages import form_page, posted
from cases.who_knows import who_knows

LATEST = 10


@needs(Action.FIND)
def family(request, pk) -> HttpResponse:
    found = Family.objects.for_user(request.user).filter(pk=pk).first()
    if found is None:
        return _existence(request, pk)
    page = FamilyPage(found, user=request.user)
    return family_tab(
        request,
        page,
        "overview",
        "cases/family.html",
        summary=summary_of(page),
        events=_latest(page),
    )


def _latest(page: FamilyPage) -> list[Event]:
    story = family_story(page.family, people=page.everybody, user=page.user)
    return events_of(latest_of_story(story, 2 * LATEST), story.people)[:LATEST]


def _existence(request, pk) -> HttpResponse:
    """The reader may know that the family is known, and to whom; 404 when not even that."""
    found = get_object_or_404(Family.objects.findable_by(request.user), pk=pk)
    family_opened(request, found, reason=EXISTENCE_ONLY)
    known = who_knows([found.pk], user=request.user)
    return TemplateResponse(request, "cases/family_exists.html", {"family": found, "known": known})


def openable_family(request, pk) -> Family:
    return get_object_or_404(Family.objects.for_user(request.user), pk=pk)


def _recordable(request, pk) -> Family:
    found = openable_family(request, pk)
    require(request.user, Action.RECORD, authority_id=found.authority_id)
    family_opened(request, found)
    return found


def family_tab(request, page: FamilyPage, current: str, template: str, **context) -> HttpResponse:
    found, user = page.family, request.user
    family_opened(request, found)
    return TemplateResponse(
        request,
        template,
        {
            "page": page,
            "family": found,
            "identity": page.identity,
            "tabs": tabs_of(found, user=user, current=current),
            "may_record": may(user, Action.RECORD, authority_id=found.authority_id),
            "may_refer": may(user, Action.REFER, authority_id=found.authority_id),
            "may_restrict": may(user, Action.RESTRICT, authority_id=found.authority_id),
            **context,
        },
    )


@needs(Action.OPEN)
def family_people(request, pk) -> HttpResponse:
    page = FamilyPage(openable_family(request, pk), user=request.user)
    return family_tab(request, page, "people", "cases/family_people.html")


@needs(Action.OPEN)
def family_cases(request, pk) -> HttpResponse:
    page = FamilyPage(openable_family(request, pk), user=request.user)
    return family_tab(request, page, "cases", "cases/family_cases.html")


@needs(Action.OPEN)
def family_genogram(request, pk) -> HttpResponse:
    page = FamilyPage(openable_family(request, pk), user=request.user)
    return family_tab(request, page, "genogram", "cases/family_genogram.html")


@needs(Action.RECORD)
@once
def family_edit(request, pk) -> HttpResponse:
    found = _recordable(request, pk)

    def save(form, seen_version, fields):
        change_fact(form.instance, by=request.user, seen_version=seen_version, fields=fields)

    def done(form):
        tell(request, "Family name saved.")
        return redirect(found)

    return edit_record(
        request,
        record=found,
        make_form=lambda data, record: FamilyForm(data, user=request.user, instance=record),
        save=save,
        page=lambda form: form_page(
            request, form, title="Change the family’s name", **_frame(request, found)
        ),
        done=done,
        about=str(found),
    )


def _frame(request, found: Family) -> dict:
    return {
        "back": found.get_absolute_url(),
        "identity": identity_of(found, user=request.user),
        "family": found,
    }


@needs(Action.RECORD)
@once
def family_member_add(request, pk) -> HttpResponse:
    found = _recordable(request, pk)
    form = MemberAddForm(posted(request), user=request.user)
    if form.is_valid():
        try:
            member = add_member(family=found, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            tell(request, f"{member.person.full_name} is now part of the family.")
            return redirect(found)
    return form_page(
        request,
        form,
        title="Add someone who has a record",
        button="Add to the family",
        **_frame(request, found),
    )
