"""Notes in the access log that a person, family or case was opened on a page."""

from accounts import openings
from accounts.models import AccessEvent


def family_opened(request, family) -> None:
    openings.record_opening(
        by=request.user, authority_id=family.authority_id, family_id=family.pk, how=_how(request)
    )


def case_opened(request, case) -> None:
    openings.record_opening(
        by=request.user,
        authority_id=case.authority_id,
        family_id=case.family_id,
        case_id=case.pk,
        how=_how(request),
    )


def person_opened(request, person, *, family_id: int | None = None) -> None:
    openings.record_opening(
        by=request.user,
        authority_id=person.authority_id,
        family_id=family_id,
        person_id=person.pk,
        how=_how(request),
    )


def _how(request) -> str:
    return AccessEvent.How.PRINT if request.GET.get("print") else AccessEvent.How.PAGE
