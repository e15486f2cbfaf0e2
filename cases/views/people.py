"""A person's page, adding one, correcting the details, and what changes in a life."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from accounts.access import Action, may
from accounts.gates import needs, require
from accounts.govuk.notices import tell, warn
from accounts.once import once
from cases.duplicates import check_duplicates
from cases.forms.duplicates import details_from
from cases.forms.people import (
    BirthForm,
    DeathForm,
    FamilyAddForm,
    NameChangeForm,
    PersonAddForm,
    PersonForm,
)
from cases.identity import identity_of
from cases.models import Family, Person
from cases.openings import EXISTENCE_ONLY, family_opened, person_opened
from cases.person_page import known_of, person_page
from cases.services import births, families, people
from cases.services.facts import change_fact
from cases.services.refusals import Refused
from cases.views.conflicts import edit_record
from cases.views.pages import form_page, posted, record_number

LOOK_FIRST = "Somebody like this may be on record. Use that record, or say that it is none of them"


@needs(Action.FIND)
def person(request, pk) -> HttpResponse:
    found = Person.objects.for_user(request.user).filter(pk=pk).first()
    if found is None:
        return _merged(request, pk) or _existence(request, pk)
    person_opened(request, found)
    page = person_page(found, user=request.user)
    family = page.families[0] if page.families else None
    return TemplateResponse(
        request,
        "cases/person.html",
        {
            "page": page,
            "person": found,
            "identity": family and identity_of(family, user=request.user),
            "may_record": may(request.user, Action.RECORD, authority_id=found.authority_id),
            "may_merge": may(request.user, Action.MERGE, authority_id=found.authority_id),
            "may_see_log": may(
                request.user, Action.SEE_ACCESS_LOG, authority_id=found.authority_id
            ),
        },
    )


def _existence(request, pk) -> HttpResponse:
    """The reader may know that the person is known, and to whom; 404 when not even that."""
    found = get_object_or_404(Person.objects.findable_by(request.user).living_records(), pk=pk)
    person_opened(request, found, reason=EXISTENCE_ONLY)
    return TemplateResponse(
        request,
        "cases/person_exists.html",
        {"person": found, "known": known_of(found, user=request.user)},
    )


def _merged(request, pk) -> HttpResponse | None:
    """An old reference leads to the record kept, where that is open to the reader."""
    # unscoped: only followed to the record kept, which is asked for below.
    found = old = Person.objects.filter(pk=pk, merged_into__isnull=False).first()
    while found is not None and found.merged_into_id:
        found = found.merged_into
    if found is None:
        return None
    kept = get_object_or_404(Person.objects.for_user(request.user), pk=found.pk)
    warn(request, f"{old.reference} was merged into this record.")
    return redirect(kept)


def _recordable(request, pk) -> Person:
    """A record in use that the reader may open and change."""
    found = get_object_or_404(Person.objects.for_user(request.user).living_records(), pk=pk)
    require(request.user, Action.RECORD, authority_id=found.authority_id)
    return found


@needs(Action.RECORD)
@once
def person_add(request) -> HttpResponse:
    family = _family_asked_for(request)
    form = PersonAddForm(posted(request), user=request.user, family=family)
    if request.POST.get("use_person"):
        return _use_known(request, form, family)
    if not form.is_valid():
        return _add_page(request, form, family)
    check = check_duplicates(request.user, details_from(form.cleaned_data))
    if check.must_be_confirmed and request.POST.get("not_a_duplicate") != "yes":
        return _add_page(request, form, family, check=check, problem=LOOK_FIRST)
    try:
        added = people.add_person(
            person=form.person(),
            facts=form.facts(),
            family=family,
            role=form.cleaned_data.get("role", ""),
            by=request.user,
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _add_page(request, form, family)
    tell(request, f"{added.full_name} added.")
    return redirect(family or added)


def _add_page(request, form, family, **context) -> HttpResponse:
    return form_page(
        request,
        form,
        title=f"Add a person to {family}" if family else "Add a person",
        back=family.get_absolute_url() if family else reverse("home"),
        button="Add this person",
        template="cases/person_add.html",
        identity=family and identity_of(family, request.user),
        confirmed=request.POST.get("not_a_duplicate") == "yes",
        **context,
    )


def _use_known(request, form, family) -> HttpResponse:
    """They are on record already: that record is used, and joins the family if one was named."""
    number = record_number(request.POST["use_person"])
    known = get_object_or_404(Person.objects.findable_by(request.user).living_records(), pk=number)
    openable = Person.objects.for_user(request.user).filter(pk=known.pk).exists()
    if family is None or not openable:
        if family is not None:
            warn(request, "Another strand keeps this record. Speak to them before you go on.")
        return redirect(known)
    form.is_valid()
    role = form.cleaned_data.get("role")
    if not role:
        return _add_page(request, form, family)
    try:
        families.add_member(family=family, person=known, role=role, by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _add_page(request, form, family)
    tell(request, f"{known.full_name} is now part of the family.")
    return redirect(family)


def _family_asked_for(request) -> Family | None:
    """?family=7: the new person joins it."""
    text = request.GET.get("family", "")
    if not text:
        return None
    family = get_object_or_404(Family.objects.for_user(request.user), pk=record_number(text))
    require(request.user, Action.RECORD, authority_id=family.authority_id)
    family_opened(request, family)
    return family


def _edit_person(request, pk, *, form_class, save, title: str, saved: str, **page) -> HttpResponse:
    found = _recordable(request, pk)
    person_opened(request, found)

    def done(form):
        tell(request, saved)
        return redirect(found)

    return edit_record(
        request,
        record=found,
        make_form=lambda data, record: form_class(data, user=request.user, instance=record),
        save=save,
        page=lambda form: form_page(
            request,
            form,
            title=title,
            caption=found.full_name,
            back=found.get_absolute_url(),
            **page,
        ),
        done=done,
        about=found.full_name,
    )


@needs(Action.RECORD)
@once
def person_edit(request, pk) -> HttpResponse:
    def save(form, seen_version, fields):
        change_fact(form.instance, by=request.user, seen_version=seen_version, fields=fields)

    return _edit_person(
        request, pk, form_class=PersonForm, save=save, title="Details", saved="Details saved."
    )


@needs(Action.RECORD)
@once
def person_rename(request, pk) -> HttpResponse:
    def save(form, seen_version, fields):
        people.change_name(
            person=form.instance,
            forename=form.cleaned_data["forename"],
            surname=form.cleaned_data["surname"],
            on=form.cleaned_data["on"],
            by=request.user,
            seen_version=seen_version,
        )

    return _edit_person(
        request,
        pk,
        form_class=NameChangeForm,
        save=save,
        title="Change name",
        saved="Name changed. The old name is kept as a former name.",
        intro="The name they had until now is kept, and search still finds them by it.",
    )


@needs(Action.RECORD)
@once
def person_born(request, pk) -> HttpResponse:
    if request.method != "POST" and not _recordable(request, pk).is_unborn:
        warn(request, "The birth has already been recorded.")
        return redirect("cases:person", pk)

    def save(form, seen_version, fields):
        names = ("date_of_birth", "sex", "forename", "surname")
        births.has_been_born(
            person=form.instance,
            by=request.user,
            seen_version=seen_version,
            **{name: form.cleaned_data[name] for name in names},
        )

    return _edit_person(
        request,
        pk,
        form_class=BirthForm,
        save=save,
        title="The baby has been born",
        saved="Birth recorded. Everything noted before the birth stays on this record.",
        intro="This record becomes the child’s. Nothing has to be entered again.",
    )


@needs(Action.RECORD)
@once
def person_died(request, pk) -> HttpResponse:
    def save(form, seen_version, fields):
        people.record_death(
            person=form.instance,
            on=form.cleaned_data["death_date"],
            by=request.user,
            seen_version=seen_version,
        )

    return _edit_person(
        request,
        pk,
        form_class=DeathForm,
        save=save,
        title="Record a death",
        saved="Death recorded. Check which statuses, alerts and tasks must be ended.",
    )


@needs(Action.RECORD)
@once
def family_add(request, pk) -> HttpResponse:
    """A person without a family, or with a second one, starts it."""
    found = _recordable(request, pk)
    person_opened(request, found)
    form = FamilyAddForm(posted(request), user=request.user, person=found)
    if form.is_valid():
        family = families.start_family(
            name=form.cleaned_data["name"],
            role=form.cleaned_data["role"],
            person=found,
            by=request.user,
        )
        tell(request, f"{family} started. Add the other people in it.")
        return redirect(family)
    return form_page(
        request,
        form,
        title="Start a family",
        caption=found.full_name,
        back=found.get_absolute_url(),
        button="Start this family",
    )
