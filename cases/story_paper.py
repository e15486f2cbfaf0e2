"""A story as a document in which a person could read it: in order, in plain sentences."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.formats import date_format

from cases.codes import EntryKind
from cases.paper import Block, Document, Heading, Paragraph
from cases.story_lines import Event

_OPENING = (
    "This is put together from what the people who work with you wrote down, in the order in "
    "which it happened. If something is wrong or missing, tell them."
)
_CHOSEN = "These are parts of the story, chosen by the person who printed it."


def story_document(
    events: Iterable[Event],
    *,
    about: str,
    subject: int | None,
    chosen: bool,
    printed_by: str,
    printed_at: datetime,
) -> Document:
    """Oldest first. `subject`: the one person it is given to.

    A note of a visit or a call may speak of others. So what it says stays out of a person's story
    until somebody has read that line and ticked it; that it took place, whether they were seen, and
    their own words stand there always. What others said alone never does.
    """
    blocks: list[Block] = [Paragraph(_OPENING)]
    if chosen:
        blocks.append(Paragraph(_CHOSEN))
    year = day = None
    for event in events:
        if event.when.year != year:
            year, day = event.when.year, None
            blocks.append(Heading(str(year)))
        if event.when != day:
            day = event.when
            blocks.append(Heading(date_format(day, "j F"), level=2))
        blocks.append(Paragraph(_sentences(event, subject, read_by_hand=chosen)))
    if year is None:
        blocks.append(Paragraph("Nothing with a date is recorded yet."))
    return Document(
        title=f"The story of {about}",
        blocks=tuple(blocks),
        printed_by=printed_by,
        printed_at=printed_at,
    )


def _sentences(event: Event, subject: int | None, *, read_by_hand: bool) -> str:
    is_told = read_by_hand or subject is None or event.entry.kind != EntryKind.NOTE
    text = event.text if is_told else ""
    own = event.own.get(subject, "") if subject else ""
    impact = event.mark.impact if event.mark else ""
    parts = [event.title, text, own, impact and f"What it meant: {impact}"]
    return " ".join(
        part if part.endswith((".", "!", "?", "”")) else f"{part}." for part in parts if part
    )
