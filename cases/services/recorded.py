"""What follows from writing a record, in the same transaction: its lines in the story, its clocks.

`add_record`, `save_changes` and `stages.change` call this themselves. A service that writes rows
in another way, or rows that belong to a record (who was there, which cases), calls it with the
record when the last of them is written. One that writes many is `@counted_together`.
"""

from collections.abc import Sequence

from django.db import models

from cases.chronology.projecting import forget, project, project_new
from cases.deadlines.touched import counted_together, recount

__all__ = ["all_recorded", "counted_together", "recorded", "remove"]


def recorded(record: models.Model, *, is_new: bool = False) -> None:
    """`is_new`: written this moment, with no line in the story yet."""
    if is_new:
        project_new(record)
    else:
        project([record])
    recount([record])


def all_recorded(records: Sequence[models.Model]) -> None:
    """The same for several records of one model, in as many queries as for one."""
    project(records)
    recount(records)


def remove(record: models.Model) -> None:
    """Delete a record with all that followed from it."""
    forget(record)
    record.delete()
    recount([record])
