"""Saying by hand how much a line of a story matters, and what it meant for the child."""

from collections.abc import Iterable

from django.db import transaction

from cases.chronology.projecting import project_again
from cases.models import ChronologyEntry, ChronologyMark
from cases.services.records import add_record, save_changes
from cases.services.refusals import Refused


@transaction.atomic
def add_mark(*, mark: ChronologyMark, by) -> ChronologyMark:
    line = {"source": mark.source, "source_id": mark.source_id, "part": mark.part}
    # unscoped: holds the line its author has open, so that of two the second is told.
    held = list(ChronologyEntry.objects.select_for_update().filter(**line).values_list("pk"))
    # unscoped: asks only whether somebody was quicker.
    if not held or ChronologyMark.objects.filter(**line).exists():
        raise Refused("This line has changed since you opened it. Go back and open it again.")
    add_record(mark, by=by)
    project_again(mark.source, mark.source_id)
    return mark


@transaction.atomic
def change_mark(*, mark: ChronologyMark, by, seen_version: int, fields: Iterable[str]) -> None:
    """Raises SavedMeanwhile when somebody else saved it first."""
    save_changes(mark, by=by, seen_version=seen_version, fields=fields)
    project_again(mark.source, mark.source_id)
