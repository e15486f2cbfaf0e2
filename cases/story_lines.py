"""How lines of a story read on a page: several people joined, years and silences marked."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from cases.chronology.registry import page_of
from cases.codes import EntryKind, Significance
from cases.family_page import listed
from cases.models import ChronologyEntry, ChronologyMark, Person
from cases.story_marks import Marks
from cases.strand import strand_named

SILENCE_DAYS = 60


@dataclass(slots=True)
class Event:
    """In the shape of the timeline component."""

    when: date
    title: str
    text: str
    kind: str
    by: str
    major: bool
    url: str
    entry: ChronologyEntry
    icon: str
    entries: list[ChronologyEntry]
    own: dict[int | None, str] = field(default_factory=dict)
    mark: ChronologyMark | None = None
    mark_links: list[tuple[str, str]] = field(default_factory=list)
    ticked: bool = False

    @property
    def anchor(self) -> str:
        return f"line-{self.entry.pk}"

    @property
    def ids(self) -> str:
        return " ".join(str(entry.pk) for entry in self.entries)

    @property
    def private(self) -> list[str]:
        return list(self.own.values())


@dataclass(frozen=True, slots=True)
class Year:
    year: int


@dataclass(frozen=True, slots=True)
class Gap:
    gap: str


def events_of(
    entries: Iterable[ChronologyEntry],
    people: dict[int, Person],
    marks: Marks | None = None,
) -> list[Event]:
    """In the order given. What happened to several people on one day in one way is one event.

    Unless something was said by hand of one of them: then that one stands alone.
    """
    marks = marks or {}
    groups: dict[tuple, list[ChronologyEntry]] = {}
    for entry in entries:
        mark = marks.get(entry.line)
        key = (*same_line(entry), mark and mark.pk)
        groups.setdefault(key, []).append(entry)
    return [_event(group, people, marks) for group in groups.values()]


def same_line(entry: ChronologyEntry) -> tuple:
    whose = None if entry.person_id else (entry.source, entry.source_id)
    return (entry.on, entry.kind, entry.title, entry.text, entry.other_id, entry.by_id, whose)


def _event(group: list[ChronologyEntry], people: dict[int, Person], marks: Marks) -> Event:
    first = group[0]
    ids = sorted({entry.person_id for entry in group if entry.person_id})
    own = {e.person_id: e.own_text for e in group if e.own_text}
    url = page_of(first.source, first.source_id)
    return Event(
        when=first.on,
        title=_titled(first, [people[pk].short_name for pk in ids], people),
        text=first.text,
        kind=_kind(first),
        by=first.by.name if first.by else "",
        major=max(entry.significance for entry in group) == Significance.MAJOR,
        url=url,
        entry=first,
        icon=first.kind,
        entries=group,
        own={pk: f"{people[pk].short_name}: {text}" if pk else text for pk, text in own.items()},
        mark=marks.get(first.line),
    )


def _titled(entry: ChronologyEntry, names: list[str], people: dict[int, Person]) -> str:
    other = people[entry.other_id].short_name if entry.other_id else ""
    words = entry.title.replace("{who}", listed(names))
    if len(names) > 1:
        words = words.replace(f"{listed(names)} was ", f"{listed(names)} were ", 1)
    return words.replace("{other}", other)


def _kind(entry: ChronologyEntry) -> str:
    label = str(EntryKind(entry.kind).label)
    if entry.case_id:
        return f"{label} · {strand_named(entry.strand).name}"
    return label


def with_years_and_gaps(events: list[Event]) -> list[Event | Year | Gap]:
    """A marker before the first event of each year, and where nothing happened for long."""
    marked: list[Event | Year | Gap] = []
    before: date | None = None
    for event in events:
        if before is not None and abs((before - event.when).days) > SILENCE_DAYS:
            marked.append(Gap(f"Nothing recorded for {abs((before - event.when).days)} days"))
        if before is None or before.year != event.when.year:
            marked.append(Year(event.when.year))
        marked.append(event)
        before = event.when
    return marked


def link_marks(events: Iterable[Event], people: dict[int, Person], url_of) -> None:
    """Where what an event meant can be said: once for each record behind it."""
    for event in events:
        lines: dict[tuple, list[ChronologyEntry]] = {}
        for entry in event.entries:
            lines.setdefault(entry.line, []).append(entry)
        for group in lines.values():
            names = [people[entry.person_id].short_name for entry in group if entry.person_id]
            about = listed(names) if len(lines) > 1 else ""
            event.mark_links.append((about, url_of(group[0])))
