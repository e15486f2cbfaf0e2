"""People named from outside who may be on record already, for whoever decides the referral."""

from dataclasses import dataclass

from accounts.access import Action, may
from cases.duplicates import Candidate, Details, check_duplicates
from cases.models import Case, Person, Referral


@dataclass(frozen=True, slots=True)
class LookAlike:
    person: Person
    candidates: tuple[Candidate, ...]
    restricted_contact: object | None


def look_alikes_of(case: Case, referral: Referral | None, user) -> list[LookAlike]:
    """A partner cannot be asked whether they mean someone we know, so the question waits till here."""
    if referral is None or referral.decision or _asked_when_taken(referral):
        return []
    people = Person.objects.for_user(user).filter(parts__case=case).order_by("pk")
    return [found for person in people if (found := _of(person, user))]


def _asked_when_taken(referral: Referral) -> bool:
    return referral.created_by is None or may(referral.created_by, Action.REFER)


def _of(person: Person, user) -> LookAlike | None:
    details = Details(
        forename=person.forename,
        surname=person.surname,
        date_of_birth=person.date_of_birth,
        expected_date=person.expected_date,
        sex=person.sex,
    )
    check = check_duplicates(user, details, exclude=person.pk)
    if not check.must_be_confirmed:
        return None
    likely = tuple(candidate for candidate in check.candidates if candidate.likely)
    return LookAlike(person, likely, check.restricted_contact)
