"""Adding and correcting dated facts. Nothing is deleted: what is no longer true gets an end date."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import IntegrityError, models, transaction

from cases.models import Person
from cases.models.base import Recorded
from cases.services.records import add_record, refuse_merged, save_changes
from cases.services.refusals import Refused

R = TypeVar("R", bound=Recorded)


@transaction.atomic
def add_fact(record: R, *, by) -> R:
    refuse_merged(_people_of(record))
    return _in_plain_words(record, lambda: add_record(record, by=by))


def _people_of(record: Recorded) -> list[int]:
    fields = [one for one in record._meta.concrete_fields if one.related_model is Person]
    return [pk for field in fields if (pk := getattr(record, field.attname)) is not None]


def change_fact(record: R, *, by, seen_version: int, fields: Iterable[str]) -> R:
    """Raises SavedMeanwhile when somebody else saved it first."""
    fields = list(fields)
    return _in_plain_words(
        record, lambda: save_changes(record, by=by, seen_version=seen_version, fields=fields)
    )


def _in_plain_words(record: R, write: Callable[[], R]) -> R:
    """Two people can both pass a form's checks at one moment; the database then refuses one."""
    try:
        with transaction.atomic():
            return write()
    except IntegrityError as error:
        constraint = _broken(type(record), error)
        if constraint is None:
            raise
        words = str(constraint.violation_error_message)
        raise Refused(words, constraint=constraint.name) from error


def _broken(model: type[models.Model], error: IntegrityError) -> models.BaseConstraint | None:
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    return next((found for found in model._meta.constraints if found.name == name), None)
