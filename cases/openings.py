"""Notes in the access log that a person, family or case was opened on a page."""

from django.db import transaction

from accounts import openings
from accounts.models import AccessEvent
from cases.models import FamilyMembership

# The reader learned who works with the family, and nothing else.
EXISTENCE_ONLY = "existence only"


def family_opened(request, family, *, reason: str = "", how: str = "") -> None:
    _record(
        request,
        how,
        authority_id=family.authority_id,
        family_id=family.pk,
        reason=reason,
    )


def case_opened(request, case, *, how: str = "") -> None:
    _record(
        request,
        how,
        authority_id=case.authority_id,
        family_id=case.family_id,
        case_id=case.pk,
    )


def note_opened(request, note) -> None:
    """A note is an opening of its family; each of its people is named there."""
    family_opened(request, note.family, reason=f"note {note.pk}")


def person_opened(request, person, *, reason: str = "", how: str = "") -> None:
    """Also noted under each family of the person, so that “who has looked” there is one query."""
    families = FamilyMembership.objects.filter(person=person.pk).values_list("family_id", flat=True)
    # In one transaction, so that the rows of one opening carry one time.
    with transaction.atomic():
        for family_id in sorted(set(families)) or [None]:
            _record(
                request,
                how,
                authority_id=person.authority_id,
                family_id=family_id,
                person_id=person.pk,
                reason=reason,
            )


def fact_opened(request, fact) -> None:
    """Somebody’s address, say, on a page of its own: an opening of whoever it is about."""
    about = [getattr(fact, name, None) for name in ("person", "subject", "relative")]
    people = [person for person in about if person is not None]
    for person in people:
        person_opened(request, person)
    if not people:
        family_opened(request, fact.family)


def _record(request, how: str = "", **opening) -> None:
    if not how:
        how = AccessEvent.How.PRINT if request.GET.get("print") else AccessEvent.How.PAGE
    if request.method == "GET":
        openings.record_opening(by=request.user, how=how, **opening)
    else:
        openings.record_if_shown(request, by=request.user, how=how, **opening)
