"""What workers have said of lines of a story by hand, and who may say it."""

from collections.abc import Iterable

from accounts.access import Action, may
from cases.models import ChronologyEntry, ChronologyMark

Line = tuple[str, int, str]
Marks = dict[Line, ChronologyMark]


def marks_of(entries: Iterable[ChronologyEntry]) -> Marks:
    """In one query."""
    lines = {entry.line for entry in entries}
    # unscoped: of lines that the rule of the story let through.
    rows = ChronologyMark.objects.filter(
        source__in={source for source, _, _ in lines}, source_id__in={pk for _, pk, _ in lines}
    )
    return {mark.line: mark for mark in rows.select_related("updated_by") if mark.line in lines}


def may_mark(user, entry: ChronologyEntry) -> bool:
    return may(user, Action.RECORD, authority_id=entry.authority_id, strand=entry.strand or None)
