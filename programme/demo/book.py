"""Rows waiting to be written, and COPY, which writes them in one stream a table.

Rows are tuples in the order of the table's columns. Building a model object for each would take
most of the time of a large load, and COPY fires the same triggers and constraints.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable
from itertools import count
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from cases.models import (
    Address,
    Alert,
    Allocation,
    CareEpisode,
    Case,
    CaseNote,
    CaseParticipant,
    ContactDetail,
    EducationStatus,
    EngagementRating,
    Family,
    FamilyAccess,
    FamilyMembership,
    Goal,
    GoalRating,
    Identifier,
    Measure,
    MissingEpisode,
    NoteParticipant,
    NoteVersion,
    Person,
    PersonName,
    Plan,
    PlanAction,
    PlanAgreement,
    PlanApproval,
    PlanReview,
    PlanVersion,
    Referral,
    Relationship,
    ReviewPart,
    StageChange,
    StatutoryStatus,
    Task,
    Transfer,
)

# In this order every row follows the rows it points to.
MODELS: tuple[type[models.Model], ...] = (
    Person, PersonName, Identifier, Address, ContactDetail, Family, FamilyMembership, FamilyAccess,
    Relationship, Alert, StatutoryStatus, CareEpisode, MissingEpisode, EducationStatus, Case,
    Referral, CaseParticipant, Allocation, Transfer, StageChange, CaseNote,
    CaseNote.cases.through, CaseNote.workers.through, NoteParticipant, NoteVersion, Measure, EngagementRating, Plan,
    PlanAgreement, PlanReview, ReviewPart, Goal, GoalRating, PlanAction, PlanVersion, PlanApproval,
    Task,
)  # fmt: skip

_NULL = r"\N"
_IDS_AT_ONCE = 250


class Table:
    """The columns of one model and what to put where nothing is said."""

    def __init__(self, model: type[models.Model]) -> None:
        fields = model._meta.concrete_fields
        self.name = model._meta.db_table
        self.empty: dict[str, Any] = {str(field.column): _default(field) for field in fields}
        self.columns = list(self.empty)
        self.arrays = [str(field.column) for field in fields if isinstance(field, ArrayField)]
        self.rows: list[dict[str, Any]] = []

    def add(self, values: dict[str, Any]) -> dict[str, Any]:
        row = self.empty | values
        if len(row) != len(self.columns):
            raise TypeError(f"{self.name} has no column {sorted(row.keys() - {*self.columns})}")
        self.rows.append(row)
        return row

    def as_csv(self) -> io.StringIO:
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        for row in self.rows:
            for column in self.arrays:
                row[column] = "{" + ",".join(row[column]) + "}"
            writer.writerow([_NULL if row[c] is None else row[c] for c in self.columns])
        stream.seek(0)
        return stream


def _default(field: models.Field) -> Any:
    if isinstance(field, ArrayField):
        return ()
    if field.has_default() and not callable(field.default):
        return field.default
    return None if field.null or not isinstance(field, models.CharField | models.TextField) else ""


class Ids:
    """Row numbers from the tables' own sequences, so that nobody else is given them."""

    def __init__(self) -> None:
        self.ready: dict[str, list[int]] = {}

    def next(self, table: str) -> int:
        ready = self.ready.setdefault(table, [])
        if not ready:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                    [table, _IDS_AT_ONCE],
                )
                ready.extend(sorted((row[0] for row in cursor.fetchall()), reverse=True))
        return ready.pop()


class CountedIds(Ids):
    """The same for rows that are never written: 1, 2, 3."""

    def __init__(self) -> None:
        self.counters: dict[str, count] = {}

    def next(self, table: str) -> int:
        return next(self.counters.setdefault(table, count(1)))


class Book:
    def __init__(self, ids: Ids) -> None:
        self.ids = ids
        self.tables = {model: Table(model) for model in MODELS}
        self.written: Counter[str] = Counter()

    def add(self, model: type[models.Model], **values: Any) -> dict[str, Any]:
        """Keep a row for writing. Foreign keys by column name, such as `person_id`."""
        table = self.tables[model]
        return table.add({"id": self.ids.next(table.name), **values})

    def rows(self, model: type[models.Model]) -> list[dict[str, Any]]:
        return self.tables[model].rows

    def counts(self) -> Counter[str]:
        waiting = Counter({table.name: len(table.rows) for table in self.tables.values()})
        return self.written + waiting

    def write(self) -> None:
        with connection.cursor() as cursor:
            for table in self.tables.values():
                if not table.rows:
                    continue
                columns = ", ".join(f'"{column}"' for column in table.columns)
                cursor.copy_expert(
                    f"COPY {table.name} ({columns}) FROM STDIN (FORMAT csv, NULL '{_NULL}')",
                    table.as_csv(),
                )
                self.written[table.name] += len(table.rows)
                table.rows.clear()


def table_names(chosen: Iterable[type[models.Model]] = MODELS) -> list[str]:
    return [model._meta.db_table for model in chosen]
