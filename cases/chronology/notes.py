"""What was recorded of visits, calls and meetings, and the files kept with a family."""

from collections.abc import Iterator

from django.utils import timezone

from cases.chronology.registry import Line, about_case, reads
from cases.codes import EntryKind, NoteKind, Seen, Significance
from cases.models import CaseNote, Document, NoteParticipant


@reads(
    CaseNote,
    prefetch=("cases__parts", "people"),
    page="cases:note",
    owns={NoteParticipant: "note"},
)
def note(one: CaseNote) -> Iterator[Line]:
    """For each case, of those the note shows there. What is private to a person stays on the note."""
    cases, parts = list(one.cases.all()), list(one.people.all())
    in_case = {case.pk: {part.person_id for part in case.parts.all()} for case in cases}
    in_some = set().union(*in_case.values())
    for case in cases:
        here = [p for p in parts if p.person_id in in_case[case.pk] or p.person_id not in in_some]
        # Two records of one person that were merged: both parts are theirs.
        for person_id in dict.fromkeys(part.person_id for part in here) or (None,):
            own = [part for part in here if part.person_id == person_id]
            yield Line(
                on=timezone.localdate(one.happened_at),
                at=one.happened_at,
                kind=EntryKind.NOTE,
                title=_title(one, someone=person_id is not None),
                text=one.account,
                own_text=" ".join(filter(None, map(_own, own))),
                significance=(
                    Significance.NOTABLE
                    if any(part.seen == Seen.NOT_SEEN for part in own)
                    or one.kind == NoteKind.MISSED
                    else Significance.ROUTINE
                ),
                person_id=person_id,
                by_id=one.created_by_id,
                **about_case(case),
            )


_WITH = {
    NoteKind.VISIT: "to",
    NoteKind.MEETING: "about",
    NoteKind.MESSAGE: "about",
    NoteKind.MISSED: "of",
}


def _title(one: CaseNote, *, someone: bool) -> str:
    label = "Missed appointment" if one.kind == NoteKind.MISSED else str(one.get_kind_display())
    return f"{label} {_WITH.get(one.kind, 'with')} {{who}}" if someone else label


def _own(part: NoteParticipant) -> str:
    said = [
        f"Not seen: {part.not_seen_reason}" if part.seen == Seen.NOT_SEEN else "",
        f"{part.get_seen_display()}." if part.seen in (Seen.SEEN, Seen.ALONE) else "",
        f"“{part.voice}”" if part.voice else "",
    ]
    return " ".join(filter(None, said))


@reads(Document, with_related=("case",))
def document(one: Document) -> Iterator[Line]:
    """That a file was kept, not its name, which may name anybody. Removed: no line."""
    if one.removed_at is None:
        about = about_case(one.case) if one.case else {"authority_id": one.authority_id}
        yield Line(
            on=timezone.localdate(one.created_at),
            at=one.created_at,
            kind=EntryKind.DOCUMENT,
            title="A file about {who} was kept" if one.person_id else "A file was kept",
            text=one.about,
            told=False,
            person_id=one.person_id,
            by_id=one.created_by_id,
            **{"family_id": one.family_id, **about},
        )
