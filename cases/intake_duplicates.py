"""Asks, before somebody is written down in a referral, whether we know them already.

One person at a time. An answer holds for the details it was given about: change the name or the
date of birth and it is asked again.
"""

import hashlib

from cases.codes import FamilyRole
from cases.duplicates import Details, check_duplicates
from cases.forms.intake_people import MemberForm
from cases.intake import PeoplePage, known_people
from cases.models import Family, FamilyMembership, Intake, Person


def first_doubt(page: PeoplePage) -> MemberForm | None:
    """The first new person who may be on record and of whom nobody has said yes or no."""
    postcode = page.home.cleaned_data.get("postcode") or ""
    for row in page.filled:
        if row.known_id or row.cleaned_data["settled"] == fingerprint(row.data, row.prefix):
            continue
        data = row.cleaned_data
        check = check_duplicates(
            page.intake.user,
            Details(
                forename=data["forename"],
                surname=data["surname"],
                date_of_birth=data["date_of_birth"],
                expected_date=data["expected_date"],
                sex=data["sex"] or "",
                postcode=postcode,
            ),
        )
        if check.must_be_confirmed:
            row.check = check
            return row
    return None


def settle_as_new(typed, prefix: str) -> None:
    """They looked, and it is none of those: as typed, and no longer when that changes."""
    typed[f"{prefix}-settled"] = fingerprint(typed, prefix)


def settle_as_known(intake: Intake, typed, prefix: str, person: Person) -> None:
    """The row names this person instead; and their family becomes the referral's, if it is one."""
    typed[f"{prefix}-same_as"] = str(person.pk)
    if intake.family_id:
        return
    families = Family.objects.findable_by(intake.user).filter(
        pk__in=FamilyMembership.objects.current().filter(person=person).values("family")
    )[:2]
    if len(families) == 1:
        _go_on_with(intake, families[0], typed, prefix, person)


def _go_on_with(intake, family, typed, prefix: str, person: Person) -> None:
    intake.family = family
    is_subject = typed.get(f"{prefix}-role") == FamilyRole.CHILD
    adults = [str(known.pk) for known in known_people(family, intake.user) if not known.is_child]
    typed.setlist("subjects", [str(person.pk)] if is_subject else [])
    typed.setlist("others", adults if is_subject else [*adults, str(person.pk)])
    # Already among the family's people, so the row itself is no longer needed.
    for name in [name for name in typed if name.startswith(f"{prefix}-")]:
        typed.pop(name)


def fingerprint(typed, prefix: str) -> str:
    names = ("forename", "surname", "date_of_birth_day", "date_of_birth_month")
    parts = [typed.get(f"{prefix}-{name}", "") for name in (*names, "date_of_birth_year")]
    joined = "\n".join(" ".join(part.split()).lower() for part in parts)
    return hashlib.blake2s(joined.encode(), digest_size=16).hexdigest()
