"""Two records of one person become one, and can become two again.

A merge changes which person a row belongs to, row by row, for every table that points at a person,
and writes down each change. Tables are found from the models, so a new one is carried along the
day it is made. A row the kept record already has (the same family, an overlapping spell) cannot
move: it stays with the retired record and the merge says so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from pghistory.models import Event

from cases.models import (
    PERSON_FACTS,
    ChronologyEntry,
    Deadline,
    NameWord,
    Person,
    PersonMerge,
    PersonMergeStep,
)
from cases.services.recorded import all_recorded, counted_together, recorded

# What a merge does not carry along: its own notes, and what follows from the rows by itself.
NOT_CARRIED = (Person, PersonMerge, PersonMergeStep, NameWord, Deadline, ChronologyEntry)

Kind = PersonMergeStep.Kind


class CannotMerge(Exception):
    """These two records cannot be merged, or this merge cannot be undone now; the text says why."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo could not put back, because it was changed after the merge."""

    changed_since: tuple[PersonMergeStep, ...]


def links_to_people() -> Iterator[tuple[type[models.Model], models.ForeignKey]]:
    """Every (model, field) that points at a person and belongs to them."""
    for relation in Person._meta.get_fields(include_hidden=True):
        if not relation.auto_created or not (relation.one_to_many or relation.one_to_one):
            continue
        model = relation.related_model
        if model in NOT_CARRIED or issubclass(model, Event):
            continue
        yield model, relation.field


def differing_fields(kept: Person, retired: Person) -> list[str]:
    return [name for name in PERSON_FACTS if getattr(kept, name) != getattr(retired, name)]


def suggested_values(kept: Person, retired: Person) -> set[str]:
    """The fields the kept record has nothing in, so that the retired one's value is an addition."""
    nothing = ("", None, [], "U", "NOBT", False)
    return {name for name in differing_fields(kept, retired) if getattr(kept, name) in nothing}


@transaction.atomic
@counted_together()
def merge_people(
    *, kept: Person, retired: Person, take: Iterable[str] = (), reason: str, by
) -> PersonMerge:
    """Make `kept` the record of this person and retire the other. `take` names values to bring."""
    kept, retired = _locked(kept, retired)
    _refuse_unmergeable(kept, retired)
    merge = PersonMerge.objects.create(kept=kept, retired=retired, reason=reason, merged_by=by)
    steps = [*_move_links(merge, kept, retired), *_take_values(merge, kept, retired, take, by)]
    PersonMergeStep.objects.bulk_create(steps)
    retired.merged_into = kept
    _save(retired, ["merged_into"], by)
    _moved(steps)
    recorded(merge)
    return merge


def preview_merge(*, kept: Person, retired: Person, by) -> list[PersonMergeStep]:
    """What a merge would do, found by doing it and taking it back."""
    with transaction.atomic():
        merge = merge_people(kept=kept, retired=retired, reason="preview", by=by)
        steps = list(merge.steps.order_by("model", "row_id"))
        transaction.set_rollback(True)
    return steps


@transaction.atomic
@counted_together()
def undo_merge(*, merge: PersonMerge, by) -> Undone:
    """Give every row and value back to the record it came from, unless it was changed since."""
    merge = PersonMerge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at is not None:
        raise CannotMerge("This merge has been undone already.")
    kept, retired = _locked(merge.kept, merge.retired)
    if kept.merged_into_id is not None:
        raise CannotMerge(
            f"{kept.reference} was merged into another record later. Undo that merge first."
        )
    retired.merged_into = None
    _save(retired, ["merged_into"], by)
    changed_since = tuple(
        step for step in merge.steps.order_by("-pk") if not _take_back(step, kept, retired, by)
    )
    merge.undone_at, merge.undone_by = timezone.now(), by
    merge.save(update_fields=["undone_at", "undone_by"])
    _moved(merge.steps.all())
    recorded(merge)
    return Undone(changed_since)


def _moved(steps: Iterable[PersonMergeStep]) -> None:
    """What follows from each row now follows for the person it belongs to now."""
    rows: dict[str, set[int]] = {}
    for step in steps:
        if step.kind == Kind.MOVED:
            rows.setdefault(step.model, set()).add(step.row_id)
    for model, _ in links_to_people():
        ids = rows.pop(model._meta.label, ())
        if ids:
            all_recorded(list(model._base_manager.filter(pk__in=ids)))


def _locked(kept: Person, retired: Person) -> tuple[Person, Person]:
    rows = Person.objects.select_for_update().order_by("pk").in_bulk([kept.pk, retired.pk])
    return rows[kept.pk], rows[retired.pk]


def _refuse_unmergeable(kept: Person, retired: Person) -> None:
    if kept.pk == retired.pk:
        raise CannotMerge("Choose two different records.")
    for person in (kept, retired):
        if person.merged_into_id is not None:
            raise CannotMerge(f"{person.reference} has been merged into another record already.")
    if kept.authority_id != retired.authority_id:
        raise CannotMerge("These records belong to different authorities and stay apart.")


def _move_links(merge: PersonMerge, kept: Person, retired: Person) -> Iterator[PersonMergeStep]:
    for model, field in links_to_people():
        rows = model._base_manager.filter(**{field.name: retired.pk}).order_by("pk")
        for row_id in rows.values_list("pk", flat=True):
            moved = _point_at(model, field.name, row_id, kept)
            yield PersonMergeStep(
                merge=merge,
                kind=Kind.MOVED if moved else Kind.LEFT,
                model=model._meta.label,
                row_id=row_id,
                field=field.name,
                before=retired.pk,
                after=kept.pk if moved else retired.pk,
            )


def _point_at(model: type[models.Model], field: str, row_id: int, person: Person) -> bool:
    """Give the row to this person; False when the database refuses, because they have the same."""
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=row_id).update(**{field: person.pk})
    except IntegrityError:
        return False
    return True


def _take_values(
    merge: PersonMerge, kept: Person, retired: Person, take: Iterable[str], by
) -> list[PersonMergeStep]:
    taken = [name for name in differing_fields(kept, retired) if name in set(take)]
    if not taken:
        return []
    steps = [
        PersonMergeStep(
            merge=merge,
            kind=Kind.VALUE,
            model=Person._meta.label,
            row_id=kept.pk,
            field=name,
            before=_as_json(kept, name),
            after=_as_json(retired, name),
        )
        for name in taken
    ]
    for name in taken:
        setattr(kept, name, getattr(retired, name))
    try:
        kept.full_clean()
    except ValidationError as problem:
        raise CannotMerge(" ".join(problem.messages)) from problem
    _save(kept, taken, by)
    return steps


def _take_back(step: PersonMergeStep, kept: Person, retired: Person, by) -> bool:
    """Undo one step; False when it was changed since the merge and so stays as it is."""
    if step.kind == Kind.LEFT:
        return True
    if step.kind == Kind.VALUE:
        if _as_json(kept, step.field) != step.after:
            return False
        setattr(kept, step.field, Person._meta.get_field(step.field).to_python(step.before))
        _save(kept, [step.field], by)
        return True
    model = next(m for m, _ in links_to_people() if m._meta.label == step.model)
    row = model._base_manager.filter(pk=step.row_id, **{step.field: kept.pk})
    return row.exists() and _point_at(model, step.field, step.row_id, retired)


def _as_json(person: Person, name: str):
    value = getattr(person, name)
    return (
        value
        if isinstance(value, str | bool | list | type(None))
        else DjangoJSONEncoder().default(value)
    )


def _save(person: Person, fields: list[str], by) -> None:
    person.version += 1
    person.updated_at, person.updated_by = timezone.now(), by
    person.save(update_fields=[*fields, "version", "updated_at", "updated_by"])
    recorded(person)
