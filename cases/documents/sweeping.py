"""Files in the store that no record names: left when a transaction failed after its file was written.

A file is written before its row is committed, because a store cannot take part in a transaction.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.core.files.storage import Storage, default_storage
from django.utils import timezone

from cases.models import Document

# Long enough to put back a database from before the file, and then a better one.
LEFT_ALONE_FOR = timedelta(days=30)
AT_ONCE = 1000


def remove_orphans(store: Storage = default_storage) -> int:
    """Delete each file older than a month that no document has. Says how many."""
    before = timezone.now() - LEFT_ALONE_FOR
    removed = 0
    for some in _in_parts(_names(store)):
        known = set(Document.objects.filter(file__in=some).values_list("file", flat=True))
        for name in sorted(set(some) - known):
            if store.get_modified_time(name) < before:
                store.delete(name)
                removed += 1
    return removed


def _names(store: Storage) -> Iterator[str]:
    """Everything in the folders documents are stored under, see `stored_under`."""
    folders, _ = store.listdir("")
    for folder in folders:
        for name in store.listdir(folder)[1]:
            yield f"{folder}/{name}"


def _in_parts(names: Iterator[str]) -> Iterator[list[str]]:
    part: list[str] = []
    for name in names:
        part.append(name)
        if len(part) == AT_ONCE:
            yield part
            part = []
    yield part
