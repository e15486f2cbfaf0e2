"""What follows from writing a record, in the same transaction.

`add_record`, `save_changes` and `stages.change` call this themselves. A service that writes rows
in another way, or rows that belong to a record (who was there, which cases), calls it with the
record when the last of them is written.
"""

from collections.abc import Sequence

from django.db import models

from cases.chronology.projecting import forget, project, project_new


def recorded(record: models.Model, *, is_new: bool = False) -> None:
    """`is_new`: written this moment, with no row of its own yet."""
    if is_new:
        project_new(record)
    else:
        project([record])


def all_recorded(records: Sequence[models.Model]) -> None:
    """The same for several records of one model, in as many queries as for one."""
    project(records)


def removed(record: models.Model) -> None:
    """Before a record is deleted."""
    forget(record)
