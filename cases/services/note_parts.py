"""What a note holds about one person: for a copy of their record that names nobody else."""

from dataclasses import dataclass
from datetime import datetime

from cases.models import CaseNote, NoteParticipant, Person


@dataclass(frozen=True, slots=True)
class NotePart:
    """One person's part of a note, without the parts of the others.

    `account` is what was written of everybody together. It may speak of the others, so whoever
    hands it out reads it first when `others` is more than none.
    """

    note_id: int
    kind: str
    happened_at: datetime
    account: str
    others: int
    parts: tuple[NoteParticipant, ...]


def note_part_for(person: Person, note: CaseNote) -> NotePart | None:
    """None when the note is not about this person. The caller has checked who asks."""
    own = tuple(note.people.filter(person=person).order_by("pk"))
    if not own:
        return None
    return NotePart(
        note_id=note.pk,
        kind=note.get_kind_display(),
        happened_at=note.happened_at,
        account=note.account,
        others=note.people.exclude(person=person).values("person").distinct().count(),
        parts=own,
    )
