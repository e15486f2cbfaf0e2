"""Notes in the access log that a person, family or case was opened on a page."""

from django.db import transaction

from accounts import openings
from accounts.models import AccessEvent
from cases.models import FamilyMembership

# The reader learned who works with the family, and nothing else.
EXISTENCE_ONLY = "existence only"


def family_opened(request, family, *, reason: str = "") -> None:
    openings.record_opening(
        by=request.user,
        authority_id=family.authority_id,
        family_id=family.pk,
        how=_how(request),
        reason=reason,
    )


def case_opened(request, case) -> None:
    openings.record_opening(
        by=request.user,
        authority_id=case.authority_id,
        family_id=case.family_id,
        case_id=case.pk,
        how=_how(request),
    )


def person_opened(request, person, *, reason: str = "") -> None:
    """Also noted under each family of the person, so that “who has looked” there is one query."""
    families = FamilyMembership.objects.filter(person=person.pk).values_list("family_id", flat=True)
    # In one transaction, so that the rows of one opening carry one time.
    with transaction.atomic():
        for family_id in sorted(set(families)) or [None]:
            openings.record_opening(
                by=request.user,
                authority_id=person.authority_id,
                family_id=family_id,
                person_id=person.pk,
                how=_how(request),
                reason=reason,
            )


def _how(request) -> str:
    return AccessEvent.How.PRINT if request.GET.get("print") else AccessEvent.How.PAGE
