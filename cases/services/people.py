"""Adding people and recording what changes in a life: a name, a death."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from cases.codes import NameKind
from cases.models import Family, FamilyMembership, Person, PersonName
from cases.models.base import Recorded
from cases.services.facts import add_fact, change_fact
from cases.services.recorded import counted_together
from cases.services.records import add_record


@transaction.atomic
@counted_together()
def add_person(
    *,
    person: Person,
    by,
    facts: Iterable[Recorded] = (),
    family: Family | None = None,
    role: str = "",
) -> Person:
    """A new record, with what was said about the person on the same page, in one go."""
    add_record(person, by=by)
    for fact in facts:
        fact.person = person
        add_fact(fact, by=by)
    if family is not None:
        add_fact(FamilyMembership(family=family, person=person, role=role), by=by)
    return person


@transaction.atomic
def change_name(
    *, person: Person, forename: str, surname: str, on: date | None, by, seen_version: int
) -> Person:
    """The name changes; the one before stays findable as a former name that ended that day."""
    before = Person.objects.get(pk=person.pk)
    person.forename, person.surname = forename, surname
    change_fact(person, by=by, seen_version=seen_version, fields=["forename", "surname"])
    if (before.forename, before.surname) != (forename, surname):
        former = PersonName(
            person=person,
            kind=NameKind.FORMER,
            forename=before.forename,
            surname=before.surname,
            ends=on,
        )
        add_fact(former, by=by)
    return person


@transaction.atomic
@counted_together()
def record_death(*, person: Person, on: date, by, seen_version: int) -> Person:
    person.death_date = on
    return change_fact(person, by=by, seen_version=seen_version, fields=["death_date"])
