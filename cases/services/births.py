"""An unborn child is born: the same record becomes the child's."""

from datetime import date

from django.db import transaction

from cases.models import Person
from cases.services.facts import change_fact
from cases.services.recorded import counted_together
from cases.services.refusals import Refused


class NotExpected(Refused):
    """The record never was an unborn child's."""


@transaction.atomic
@counted_together()
def has_been_born(
    *,
    person: Person,
    date_of_birth: date,
    sex: str,
    forename: str,
    surname: str,
    by,
    seen_version: int,
) -> Person:
    """Every link made before the birth stays. The expected date is kept: it tells of a premature birth."""
    current = Person.objects.select_for_update().get(pk=person.pk)
    # A birth recorded by two people at once is settled by the version, as any other change.
    if current.expected_date is None:
        raise NotExpected("This record is not of an unborn child.")
    person.date_of_birth = date_of_birth
    person.sex = sex
    person.forename = forename
    person.surname = surname
    return change_fact(
        person,
        by=by,
        seen_version=seen_version,
        fields=["date_of_birth", "sex", "forename", "surname"],
    )
