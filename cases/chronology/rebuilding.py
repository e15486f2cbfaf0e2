"""Writes the whole chronology again from the records, or says where the two differ."""

from collections.abc import Iterator
from itertools import islice

from django.db import transaction

from cases.chronology.projecting import Difference, difference
from cases.chronology.registry import Reading, readings
from cases.models import ChronologyEntry

_AT_ONCE = 2000


def rebuild(*, check_only: bool = False) -> dict[str, int]:
    """How many entries of each source were not as the records say."""
    wrong = {}
    with transaction.atomic():
        for reading in readings():
            count = _without_record(reading, check_only)
            for found in _differences(reading):
                count += len(found.missing) + len(found.changed) + len(found.surplus)
                if not check_only:
                    found.apply()
            wrong[reading.source] = count
        wrong["unknown"] = _of_nothing_known(check_only)
    return {source: count for source, count in wrong.items() if count}


def _differences(reading: Reading) -> Iterator[Difference]:
    rows = reading.rows().order_by("pk").iterator(chunk_size=_AT_ONCE)
    while records := list(islice(rows, _AT_ONCE)):
        yield difference(reading, records)


def _without_record(reading: Reading, check_only: bool) -> int:
    records = reading.model._base_manager.values("pk")
    # unscoped: compares everything with everything and shows nobody anything but numbers.
    stray = ChronologyEntry.objects.filter(source=reading.source).exclude(source_id__in=records)
    return stray.count() if check_only else stray.delete()[0]


def _of_nothing_known(check_only: bool) -> int:
    sources = [reading.source for reading in readings()]
    # unscoped: as above.
    stray = ChronologyEntry.objects.exclude(source__in=sources)
    return stray.count() if check_only else stray.delete()[0]
