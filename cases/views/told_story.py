"""Whose story an address is about: a family's, a person's or a case's."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse

from cases.family_page import FamilyPage, tabs_of
from cases.identity import identity_of
from cases.models import Case, Family, Person
from cases.openings import case_opened, family_opened, person_opened
from cases.story import Story, case_story, family_story, person_story


@dataclass(slots=True)
class Told:
    """One story as its pages need it."""

    story: Story
    of: str  # family, person or case
    pk: int
    about: str
    reference: str
    title: str
    template: str = "cases/story.html"
    subject: int | None = None  # the one person it is the story of
    context: dict[str, Any] = field(default_factory=dict)

    def url(self, page: str = "", *args) -> str:
        name = f"cases:{self.of}_story{page}"
        return reverse(name, args=[self.pk, *args])


def _family(request, pk: int, how: str) -> Told:
    found = get_object_or_404(Family.objects.for_user(request.user), pk=pk)
    page = FamilyPage(found, user=request.user)
    family_opened(request, found, how=how)
    return Told(
        story=family_story(found, people=page.everybody, user=request.user),
        of="family",
        pk=pk,
        about=str(found),
        reference=found.reference,
        title=f"the {found}",
        template="cases/story_family.html",
        context={
            "family": found,
            "page": page,
            "identity": page.identity,
            "tabs": tabs_of(found, user=request.user, current="story"),
        },
    )


def _person(request, pk: int, how: str) -> Told:
    found = get_object_or_404(Person.objects.for_user(request.user), pk=pk)
    person_opened(request, found, how=how)
    return Told(
        story=person_story(found, user=request.user),
        of="person",
        pk=pk,
        about=found.full_name,
        reference=found.reference,
        title=found.full_name,
        subject=pk,
        context={"back_url": found.get_absolute_url()},
    )


def _case(request, pk: int, how: str) -> Told:
    rows = Case.objects.for_user(request.user).select_related("family")
    found = get_object_or_404(rows, pk=pk)
    case_opened(request, found, how=how)
    return Told(
        story=case_story(found, user=request.user),
        of="case",
        pk=pk,
        about=f"case {found.reference}",
        reference=found.reference,
        title=f"the {found.family} with {found.strand_name}",
        context={
            "back_url": found.get_absolute_url(),
            "identity": identity_of(found.family, user=request.user),
        },
    )


_OPENERS: dict[str, Callable[..., Told]] = {"family": _family, "person": _person, "case": _case}


def told_story(request, of: str, pk: int, *, how: str = "") -> Told:
    """The story, if the reader may open what it is about (404 otherwise). Logged."""
    return _OPENERS[of](request, pk, how)
