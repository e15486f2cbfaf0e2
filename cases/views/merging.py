"""Merging two records of one person, and undoing it."""

from collections import Counter

from django.apps import apps
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from accounts.access import Action
from accounts.gates import needs, require
from accounts.govuk.notices import tell
from accounts.once import once
from cases.drafts import draft_on
from cases.duplicates import Candidate, likely_duplicates
from cases.forms.merging import MergeForm, OtherRecordForm
from cases.models import Person, PersonMerge, PersonMergeStep
from cases.openings import person_opened
from cases.services.merging import CannotMerge, merge_people, preview_merge, undo_merge
from cases.values import shown


def _person(request, pk: int) -> Person:
    """A record in use that the reader may open and merge in its authority."""
    people = Person.objects.for_user(request.user).living_records()
    person = get_object_or_404(people, pk=pk)
    require(request.user, Action.MERGE, authority_id=person.authority_id)
    return person


@needs(Action.MERGE)
def choose(request, pk):
    """Which other record is this person too?"""
    person = _person(request, pk)
    person_opened(request, person)
    form = OtherRecordForm(request.POST or None, user=request.user)
    if form.is_valid():
        return redirect("cases:person_merge_with", pk, form.cleaned_data["other"].pk)
    return TemplateResponse(
        request,
        "cases/merge_choose.html",
        {"person": person, "form": form, "candidates": _candidates(request.user, person)},
    )


def _candidates(user, person: Person) -> list[Candidate]:
    """Records that may be the same person, of those the reader may open and so may merge."""
    found = likely_duplicates(
        user,
        forename=person.forename,
        surname=person.surname,
        date_of_birth=person.date_of_birth,
        expected_date=person.expected_date,
        sex=person.sex,
        identifiers=tuple(person.identifiers.values_list("kind", "value")),
        exclude=person.pk,
    )
    open_to_reader = Person.objects.for_user(user).in_bulk([one.person.pk for one in found])
    return [one for one in found if one.person.pk in open_to_reader and not one.twin]


@needs(Action.MERGE)
@once
def merge(request, pk, other):
    """Both records side by side, what would move, and the button that does it."""
    kept, retired = _person(request, pk), _person(request, other)
    draft = draft_on(request, kept, form=f"merge-{retired.pk}", title="Merging two records")
    form = MergeForm(request.POST or None, user=request.user, kept=kept, retired=retired)
    if form.is_valid():
        try:
            done = merge_people(
                kept=kept,
                retired=retired,
                take=form.taken,
                reason=form.cleaned_data["reason"],
                by=request.user,
            )
        except CannotMerge as problem:
            form.add_error(None, str(problem))
        else:
            draft.done()
            undo = reverse("cases:person_merge_undo", args=[done.pk])
            tell(request, f"{retired.reference} is now part of {kept.reference}.", undo=undo)
            return redirect(kept)
    for person in (kept, retired):
        person_opened(request, person)
    return TemplateResponse(
        request,
        "cases/merge.html",
        {
            "kept": kept,
            "retired": retired,
            "people": [{"record": person, "rows": _rows(person)} for person in (kept, retired)],
            "form": form,
            "draft": draft.shown_in(form),
            **_preview(request, kept, retired),
        },
    )


def _rows(person: Person) -> list[dict]:
    """What tells two people apart: birth, sex, other names, numbers, addresses."""
    facts = [
        {
            "key": Person._meta.get_field(name).verbose_name.capitalize(),
            "value": shown(person, name),
        }
        for name in ("date_of_birth", "sex", "known_as")
    ]
    related = {
        "Other names": person.names.order_by("pk"),
        "Numbers": person.identifiers.order_by("pk"),
        "Addresses": person.addresses.order_by("-ends", "pk"),
    }
    return facts + [
        {"key": key, "value": "\n".join(str(row) for row in rows)} for key, rows in related.items()
    ]


def _preview(request, kept: Person, retired: Person) -> dict:
    try:
        steps = preview_merge(kept=kept, retired=retired, by=request.user)
    except CannotMerge as problem:
        return {"problem": str(problem)}
    return {
        "moving": _counted(steps, PersonMergeStep.Kind.MOVED),
        "staying": _counted(steps, PersonMergeStep.Kind.LEFT),
    }


def _counted(steps: list[PersonMergeStep], kind: str) -> list[str]:
    """“2 addresses”, “1 case participant”: in words, most first."""
    counts = Counter(step.model for step in steps if step.kind == kind)
    return [f"{n} {_named(label, n)}" for label, n in counts.most_common()]


def _named(label: str, n: int) -> str:
    options = apps.get_model(label)._meta
    return str(options.verbose_name if n == 1 else options.verbose_name_plural)


@needs(Action.MERGE)
@once
def undo(request, pk):
    """Give both records back what was theirs."""
    merge = get_object_or_404(
        PersonMerge.objects.for_user(request.user).in_force().select_related("kept", "retired"),
        pk=pk,
    )
    require(request.user, Action.MERGE, authority_id=merge.kept.authority_id)
    person_opened(request, merge.kept)
    problem = ""
    if request.method == "POST":
        try:
            undone = undo_merge(merge=merge, by=request.user)
        except CannotMerge as refusal:
            problem = str(refusal)
        else:
            tell(request, _undone_text(merge, undone.changed_since))
            return redirect(merge.retired)
    return TemplateResponse(request, "cases/merge_undo.html", {"merge": merge, "problem": problem})


def _undone_text(merge: PersonMerge, changed_since) -> str:
    text = f"{merge.retired.reference} and {merge.kept.reference} are two records again."
    if changed_since:
        text += (
            f" {len(changed_since)} details were changed after the merge and stay with"
            f" {merge.kept.reference}."
        )
    return text
