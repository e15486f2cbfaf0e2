"""Brings the chronology in line with records: what is missing is added, what is over goes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from cases.chronology.copying import copy_in
from cases.chronology.registry import Line, Reading, owner_of, reading_from, reading_of
from cases.models import ChronologyEntry, ChronologyMark

_FIELDS = tuple(Line.__dataclass_fields__)
_BATCH = 1000


@dataclass(slots=True)
class Difference:
    """What it takes to make the entries of some records say what the records say."""

    missing: list[ChronologyEntry]
    changed: list[ChronologyEntry]
    surplus: list[int]

    def __bool__(self) -> bool:
        return bool(self.missing or self.changed or self.surplus)

    def apply(self) -> None:
        entries = ChronologyEntry.objects
        if self.surplus:
            # unscoped: takes away what no record says any more.
            entries.filter(pk__in=self.surplus).delete()
        if self.changed:
            entries.bulk_update(self.changed, (*_FIELDS, "written_at"), batch_size=_BATCH)
        if self.missing:
            _add(self.missing)


def _add(entries: list[ChronologyEntry]) -> None:
    if len(entries) > _BATCH:
        copy_in(entries)
    else:
        ChronologyEntry.objects.bulk_create(entries)


def project(records: Sequence[models.Model]) -> None:
    """For records of one model, in the transaction that wrote them; also for rows that belong to
    a record with lines, such as who was there."""
    if not records:
        return
    if (reading := reading_of(type(records[0]))) is not None:
        difference(reading, records).apply()
    elif (owner := owner_of(type(records[0]))) is not None:
        ids = {getattr(record, f"{owner.field}_id") for record in records}
        difference(owner.reading, owner.reading.rows().filter(pk__in=ids)).apply()


def project_again(source: str, source_id: int) -> None:
    """For one record, when what was said of its lines by hand has changed."""
    reading = reading_from(source)
    if reading is not None:
        difference(reading, reading.rows().filter(pk=source_id)).apply()


def project_new(record: models.Model) -> None:
    """For a record written this moment: nothing can be there yet, so nothing is looked for."""
    reading = reading_of(type(record))
    if reading is not None:
        entries = [_entry(reading, record, line, {}) for line in reading.read(record)]
        ChronologyEntry.objects.bulk_create(entries)


def forget(record: models.Model) -> None:
    reading = reading_of(type(record))
    if reading is not None:
        # unscoped: the record goes, and its lines with it.
        rows = ChronologyEntry.objects.filter(source=reading.source, source_id=record.pk)
        rows.delete()


def difference(reading: Reading, records: Iterable[models.Model]) -> Difference:
    """Three queries, however many records."""
    records = list(records)
    ids = [record.pk for record in records]
    # unscoped: the projection holds everybody's records; its readers are scoped.
    marks = ChronologyMark.objects.filter(source=reading.source, source_id__in=ids)
    weights = {mark.line: mark.significance for mark in marks if mark.significance}
    # unscoped: as above.
    there: dict[tuple, ChronologyEntry] = {
        _key(entry): entry
        for entry in ChronologyEntry.objects.filter(source=reading.source, source_id__in=ids)
    }
    found = Difference([], [], [])
    for record in records:
        for line in reading.read(record):
            wanted = _entry(reading, record, line, weights)
            entry = there.pop(_key(wanted), None)
            if entry is None:
                found.missing.append(wanted)
            elif _said(entry) != _said(wanted):
                wanted.pk = entry.pk
                found.changed.append(wanted)
    found.surplus = [entry.pk for entry in there.values()]
    return found


def _entry(
    reading: Reading, record: models.Model, line: Line, weights: dict[tuple, int]
) -> ChronologyEntry:
    entry = ChronologyEntry(
        source=reading.source,
        source_id=record.pk,
        **{name: getattr(line, name) for name in _FIELDS},
    )
    entry.significance = weights.get(entry.line, line.significance)
    return entry


def _key(entry: ChronologyEntry) -> tuple:
    return (*entry.line, entry.person_id, entry.case_id)


def _said(entry: ChronologyEntry) -> tuple[Any, ...]:
    return tuple(getattr(entry, name) for name in _FIELDS)
