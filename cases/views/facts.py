"""Adding and changing dated facts: one pair of pages for every kind in `cases.fact_kinds`."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from accounts.access import Action
from accounts.gates import needs, require
from accounts.govuk.notices import tell, warn
from accounts.once import once
from cases.drafts import draft_on
from cases.fact_kinds import ADDABLE, KINDS, FactKind, authority_of, owner_of
from cases.forms.relationships import RelationshipAddForm
from cases.models import Person
from cases.openings import fact_opened, person_opened
from cases.services.facts import add_fact, change_fact
from cases.services.refusals import Refused
from cases.services.relationships import add_relationship
from cases.views.conflicts import edit_record
from cases.views.pages import form_page, posted


def _kind(kinds: dict[str, FactKind], slug: str) -> FactKind:
    if slug not in kinds:
        raise Http404
    return kinds[slug]


def _person(request, pk) -> Person:
    found = get_object_or_404(Person.objects.for_user(request.user).living_records(), pk=pk)
    require(request.user, Action.RECORD, authority_id=found.authority_id)
    person_opened(request, found)
    return found


def _saved(request, kind: FactKind, form, back: str) -> HttpResponse:
    tell(request, kind.saved)
    for text in form.queries():
        warn(request, text)
    return redirect(f"{back}#{kind.slug}")


@needs(Action.RECORD)
@once
def fact_add(request, pk, kind) -> HttpResponse:
    kind = _kind(ADDABLE, kind)
    person = _person(request, pk)
    draft = draft_on(request, person, form=f"add-{kind.slug}", title=kind.add_title, version=0)
    form = kind.form(posted(request), user=request.user, instance=kind.model(person=person))
    back = person.get_absolute_url()
    if form.is_valid():
        try:
            add_fact(form.instance, by=request.user)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            draft.done()
            return _saved(request, kind, form, back)
    return form_page(
        request,
        form,
        title=kind.add_title,
        caption=person.full_name,
        intro=kind.why,
        back=f"{back}#{kind.slug}",
        draft=draft,
    )


@needs(Action.RECORD)
@once
def fact_edit(request, kind, pk) -> HttpResponse:
    kind = _kind(KINDS, kind)
    rows = kind.model.objects.for_user(request.user).select_related(*kind.related)
    fact = get_object_or_404(rows, pk=pk)
    require(request.user, Action.RECORD, authority_id=authority_of(fact))
    fact_opened(request, fact)
    owner = owner_of(fact)
    back = owner.get_absolute_url()
    draft = draft_on(request, fact, form="change", title=kind.change_title)

    def save(form, seen_version, fields):
        change_fact(form.instance, by=request.user, seen_version=seen_version, fields=fields)

    return edit_record(
        request,
        record=fact,
        make_form=lambda data, record: kind.form(data, user=request.user, instance=record),
        save=save,
        page=lambda form: form_page(
            request,
            form,
            title=kind.change_title,
            caption=str(owner),
            back=f"{back}#{kind.slug}",
            draft=draft,
        ),
        done=lambda form: _saved(request, kind, form, back),
        about=str(owner),
        draft=draft,
    )


@needs(Action.RECORD)
@once
def relationship_add(request, pk) -> HttpResponse:
    person = _person(request, pk)
    relatives = (
        Person.objects.for_user(request.user)
        .living_records()
        .filter(family_memberships__family__in=person.families.values("pk"))
        .exclude(pk=person.pk)
        .distinct()
        .order_by("date_of_birth", "pk")
    )
    form = RelationshipAddForm(
        posted(request), user=request.user, person=person, relatives=relatives
    )
    back = reverse("cases:person", args=[person.pk]) + "#relationship"
    if form.is_valid():
        names = ("other", "kind", "parental_responsibility", "do_not_disclose", "starts")
        try:
            add_relationship(
                person=person,
                by=request.user,
                **{name: form.cleaned_data[name] for name in names},
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            tell(request, "Relationship saved. It shows on both people’s pages.")
            return redirect(back)
    return form_page(request, form, title="Add a relationship", caption=person.full_name, back=back)
