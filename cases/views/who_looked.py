"""Who has looked at this record: one indexed query, newest first, a page at a time."""

from datetime import UTC, datetime

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from accounts.access import Action
from accounts.gates import needs, require
from accounts.models import AccessEvent
from cases.access_log import looks
from cases.family_page import tabs_of
from cases.identity import identity_of
from cases.models import Family, Person
from cases.openings import family_opened, person_opened


class BeforeForm(forms.Form):
    """Where the page before ended: microseconds and number of its last event."""

    at = forms.IntegerField(required=False, min_value=0, max_value=10**17)
    number = forms.IntegerField(required=False, min_value=0, max_value=2**62)

    def before(self) -> tuple[datetime, int] | None:
        if not self.is_valid():
            raise Http404
        at, number = self.cleaned_data["at"], self.cleaned_data["number"]
        if at is None or number is None:
            return None
        seconds, micro = divmod(at, 1_000_000)
        try:
            return datetime.fromtimestamp(seconds, UTC).replace(microsecond=micro), number
        except (ValueError, OverflowError, OSError):
            raise Http404 from None


def _older_url(older: tuple[datetime, int] | None) -> str:
    if older is None:
        return ""
    at, number = older
    at = at.astimezone(UTC)
    micro = int(at.replace(microsecond=0).timestamp()) * 1_000_000 + at.microsecond
    return f"?at={micro}&number={number}"


@needs(Action.SEE_ACCESS_LOG)
def family_who_looked(request, pk) -> HttpResponse:
    family = get_object_or_404(Family.objects.for_user(request.user), pk=pk)
    require(request.user, Action.SEE_ACCESS_LOG, authority_id=family.authority_id)
    return _page(
        request,
        AccessEvent.objects.of_family(family.pk),
        lambda: family_opened(request, family),
        subject=family,
        identity=identity_of(family, user=request.user),
        tabs=tabs_of(family, user=request.user, current="looked"),
    )


@needs(Action.SEE_ACCESS_LOG)
def person_who_looked(request, pk) -> HttpResponse:
    person = get_object_or_404(Person.objects.for_user(request.user), pk=pk)
    require(request.user, Action.SEE_ACCESS_LOG, authority_id=person.authority_id)
    return _page(
        request,
        AccessEvent.objects.of_person(person.pk),
        lambda: person_opened(request, person),
        subject=person,
    )


def _page(request, events, note_opening, **context) -> HttpResponse:
    page = looks(events, user=request.user, before=BeforeForm(request.GET).before())
    # After reading, so that the list does not begin with the look at the list.
    note_opening()
    return TemplateResponse(
        request,
        "cases/who_looked.html",
        {**context, "looks": page.looks, "next_url": _older_url(page.older)},
    )
