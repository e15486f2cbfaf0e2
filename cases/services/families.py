"""Families and who belongs to them."""

from datetime import date

from django.db import transaction

from cases.models import Family, FamilyMembership, Person
from cases.services.facts import add_fact
from cases.services.recorded import counted_together
from cases.services.records import add_record
from cases.services.refusals import Refused


@transaction.atomic
@counted_together()
def start_family(*, name: str, person: Person, role: str, by) -> Family:
    """A family begins with one of its people, and belongs to that person's authority."""
    family = add_record(Family(name=name, authority_id=person.authority_id), by=by)
    add_member(family=family, person=person, role=role, by=by)
    return family


def add_member(
    *, family: Family, person: Person, role: str, by, starts: date | None = None
) -> FamilyMembership:
    """Raises Refused when the person is in the family already, or belongs to another authority."""
    if person.authority_id != family.authority_id:
        raise Refused("This person’s record belongs to another authority.")
    membership = FamilyMembership(family=family, person=person, role=role, starts=starts)
    return add_fact(membership, by=by)
