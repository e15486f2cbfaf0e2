"""A story as a document in which a person could read it: in order, in plain sentences."""

from datetime import datetime

from cases.ages import day_words
from cases.models import ChronologyEntry, Person
from cases.paper import Block, Document, Heading, Paragraph
from cases.story_lines import events_of


def story_document(
    entries: list[ChronologyEntry],
    people: dict[int, Person],
    *,
    about: str,
    printed_by: str,
    printed_at: datetime,
) -> Document:
    """Oldest first. What is for colleagues only, such as alerts, is not told."""
    blocks: list[Block] = []
    year = None
    for event in events_of([entry for entry in entries if entry.told], people):
        if event.when.year != year:
            year = event.when.year
            blocks.append(Heading(str(year)))
        blocks.append(Paragraph(_sentence(event)))
    if not blocks:
        blocks.append(Paragraph("Nothing with a date is recorded yet."))
    return Document(
        title=f"The story of {about}",
        blocks=tuple(blocks),
        printed_by=printed_by,
        printed_at=printed_at,
    )


def _sentence(event) -> str:
    parts = [f"{day_words(event.when)}: {event.title}", event.text, *event.own]
    return " ".join(
        part if part.endswith((".", "!", "?")) else f"{part}." for part in parts if part
    )
