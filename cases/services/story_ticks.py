"""Choosing lines of a story to print. A reader's own choice, kept until they clear it."""

from collections.abc import Collection

from django.db import transaction

from cases.models import ChronologyTick

Line = tuple[str, int, str]


@transaction.atomic
def tick(*, shown: Collection[Line], ticked: Collection[Line], by) -> None:
    """Of the lines a page showed, keep those ticked and let go of the rest."""
    untick(lines=set(shown) - set(ticked), by=by)
    rows = [
        ChronologyTick(user=by, source=source, source_id=source_id, part=part)
        for source, source_id, part in sorted(ticked)
    ]
    ChronologyTick.objects.bulk_create(rows, ignore_conflicts=True)


def untick(*, lines: Collection[Line], by) -> None:
    rows = ChronologyTick.objects.for_user(by)
    gone = [one.pk for one in rows if one.line in lines]
    rows.filter(pk__in=gone).delete()
