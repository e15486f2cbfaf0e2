"""Which models have a place in the chronology, and the function that reads each.

A topic adds its model with a small function in a module of this package:

    @reads(CaseNote, with_related=("family",))
    def note(one: CaseNote) -> Iterator[Line]:
        yield Line(on=..., kind=EntryKind.NOTE, title="Home visit", family_id=one.family_id, ...)

The function looks at the record and rows it owns, at nothing that may change by itself; whoever
changes those rows calls `cases.services.recorded.recorded` with the record.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.db import models
from django.urls import reverse

from cases.codes import EntryKind, Significance


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that happened, to one person or the family. Several people: one Line for each.

    `title` reads as a sentence without its full stop, with {who} for the person and {other} for a
    second one; no names, no typed text. `text` may hold what was typed; `own_text` is this
    person's private part, kept from others' stories. `told`: may be told to the family in print.
    """

    on: date
    kind: EntryKind
    title: str
    authority_id: int
    part: str = ""
    at: datetime | None = None
    significance: Significance = Significance.ROUTINE
    text: str = ""
    own_text: str = ""
    told: bool = True
    strand: str = ""
    family_id: int | None = None
    case_id: int | None = None
    person_id: int | None = None
    other_id: int | None = None
    by_id: int | None = None


def about_case(case) -> dict:
    """What every line about a case carries."""
    return {
        "authority_id": case.authority_id,
        "strand": case.strand,
        "family_id": case.family_id,
        "case_id": case.pk,
    }


@dataclass(frozen=True, slots=True)
class Reading:
    model: type[models.Model]
    read: Callable[[models.Model], Iterable[Line]]
    related: tuple[str, ...]
    prefetch: tuple[str, ...]
    page: str
    owns: dict[type[models.Model], str]

    @property
    def source(self) -> str:
        return self.model._meta.label_lower

    def rows(self) -> models.QuerySet:
        # unscoped: the projection holds everybody's records; its readers are scoped.
        rows = self.model._base_manager.select_related(*self.related)
        return rows.prefetch_related(*self.prefetch)

    def url(self, source_id: int) -> str:
        return reverse(self.page, args=[source_id]) if self.page else ""


_readings: dict[type[models.Model], Reading] = {}


def reads(
    model: type[models.Model],
    *,
    with_related: tuple[str, ...] = (),
    prefetch: tuple[str, ...] = (),
    page: str = "",
    owns: dict[type[models.Model], str] | None = None,
) -> Callable:
    """Decorator: this function says how a record of `model` reads.

    `page` is the address name of a record's own page, which takes its number. `owns` are models
    whose rows are read with the record, each with its field that leads to it.
    """

    def add(read: Callable) -> Callable:
        _readings[model] = Reading(model, read, with_related, prefetch, page, owns or {})
        return read

    return add


def reading_of(model: type[models.Model]) -> Reading | None:
    return _readings.get(model)


@dataclass(frozen=True, slots=True)
class Owner:
    """Where rows of a model are read: with which record, and by which field they belong to it."""

    reading: Reading
    field: str


def owner_of(model: type[models.Model]) -> Owner | None:
    for reading in _readings.values():
        if model in reading.owns:
            return Owner(reading, reading.owns[model])
    return None


def readings() -> tuple[Reading, ...]:
    return tuple(_readings.values())


@cache
def _by_source() -> dict[str, Reading]:
    return {reading.source: reading for reading in _readings.values()}


def reading_from(source: str) -> Reading | None:
    return _by_source().get(source)


def page_of(source: str, source_id: int) -> str:
    reading = reading_from(source)
    return reading.url(source_id) if reading else ""


def lines_of(record: models.Model) -> list[Line]:
    reading = reading_of(type(record))
    return list(reading.read(record)) if reading else []
