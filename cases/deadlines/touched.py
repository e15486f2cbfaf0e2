"""Records were written: the clocks that look at records of their kind are worked out anew."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import models

from cases.deadlines.recompute import recompute
from cases.deadlines.registry import rules_watching
from cases.deadlines.rule import ClockRule
from cases.models import Case, CaseNote, Family, NoteParticipant, Person


@dataclass(slots=True)
class _Touched:
    """Whom the written records are about, and the clocks that look at such records."""

    ids: dict[type[models.Model], set[int]] = field(
        default_factory=lambda: {Case: set(), Family: set(), Person: set()}
    )
    rules: set[ClockRule] = field(default_factory=set)

    def add(self, records: Collection[models.Model]) -> None:
        for record in records:
            rules = rules_watching(record._meta.model_name)
            if rules:
                self.rules.update(rules)
                self._about(record)

    def _about(self, record: models.Model) -> None:
        if type(record) in self.ids:
            self.ids[type(record)].add(record.pk)
            return
        for one in record._meta.concrete_fields:
            if one.related_model in self.ids and (pk := getattr(record, one.attname)) is not None:
                self.ids[one.related_model].add(pk)
        if isinstance(record, CaseNote):
            # Somebody in it may belong to another family as well, whose clocks it meets too.
            parts = NoteParticipant.objects.filter(note=record)
            self.ids[Person].update(parts.values_list("person_id", flat=True))

    def count(self) -> None:
        if self.rules:
            recompute(
                case_ids=self.ids[Case],
                family_ids=self.ids[Family],
                person_ids=self.ids[Person],
                rules=self.rules,
            )


_gathering: ContextVar[_Touched | None] = ContextVar("gathering", default=None)


def recount(records: Collection[models.Model]) -> None:
    """At once; inside `counted_together`, with the others when all are written."""
    gathered = _gathering.get()
    touched = _Touched() if gathered is None else gathered
    touched.add(records)
    if gathered is None:
        touched.count()


@contextmanager
def counted_together() -> Iterator[None]:
    """For a service that writes several records, as a decorator inside its transaction.

    Their clocks are counted once, when the service is done. A service within another leaves it to
    the outer one.
    """
    if _gathering.get() is not None:
        yield
        return
    token = _gathering.set(_Touched())
    try:
        yield
        _gathering.get().count()
    finally:
        _gathering.reset(token)
