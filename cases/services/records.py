"""Saving a record so that nobody's work is silently overwritten."""

from collections.abc import Iterable
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from cases.models import Person
from cases.models.base import Recorded
from cases.services.recorded import recorded
from cases.services.refusals import Refused

R = TypeVar("R", bound=Recorded)


class SavedMeanwhile(Exception):
    """Somebody else saved this record after the form was opened; `theirs` is what stands now."""

    def __init__(self, theirs: Recorded) -> None:
        super().__init__("This record has changed since you opened it.")
        self.theirs = theirs


@transaction.atomic(savepoint=False)
def add_record(record: R, *, by) -> R:
    """Save a new record in its author's name, with all that follows from it."""
    record.created_by = record.updated_by = by
    record.save(force_insert=True)
    recorded(record, is_new=True)
    return record


@transaction.atomic
def save_changes(record: R, *, by, seen_version: int, fields: Iterable[str]) -> R:
    """Save the named fields, if the record still is as it was when the form was opened.

    Raises SavedMeanwhile, with the record as it stands now, when it is not.
    """
    current = type(record)._base_manager.select_for_update().get(pk=record.pk)
    if current.version != seen_version:
        raise SavedMeanwhile(current)
    record.version = current.version + 1
    record.updated_at = timezone.now()
    record.updated_by = by
    record.save(update_fields=[*fields, "version", "updated_at", "updated_by"])
    recorded(record)
    return record


def refuse_merged(person_ids: Iterable[int]) -> None:
    """Raises Refused when one of these was merged into another by now; holds the rest till the end.

    Held, so that a merge going on at the same moment comes before this is asked or takes along
    what is about to be written; what came to a retired record afterwards nobody would see.
    """
    people = Person.objects.select_for_update(of=("self",), no_key=True)
    for person in list(people.filter(pk__in=list(person_ids)).order_by("pk")):
        if kept := person.merged_into:
            raise Refused(
                f"{person.reference} has been merged into {kept.reference}. Go on with that record."
            )
