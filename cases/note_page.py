"""Notes as a reader may see them: which people's parts, seen from which cases, and earlier readings."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from cases.codes import Method, NoteKind, NotePlace, Seen, TookPart
from cases.family_page import listed
from cases.models import Case, CaseNote, CaseParticipant, NoteParticipant, NoteVersion

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class NoteShown:
    """One note with the parts this reader sees of it; `others` were there, without saying who."""

    note: CaseNote
    parts: tuple[NoteParticipant, ...]
    others: int
    cases: tuple[Case, ...]

    @property
    def title(self) -> str:
        names = listed(dict.fromkeys(part.person.short_name for part in self.parts))
        kind = self.note.get_kind_display()
        return f"{kind}: {names}" if names else kind

    @property
    def facts(self) -> list[str]:
        note = self.note
        said = [
            f"{note.minutes} minutes" if note.minutes else "",
            {True: "Planned", False: "Not planned"}.get(note.planned, ""),
            note.get_place_display(),
            note.get_method_display(),
        ]
        return [fact for fact in said if fact]


def shown_notes(notes: Iterable[CaseNote], *, user, case: Case | None = None) -> list[NoteShown]:
    """With `case`: as that case sees them. In a fixed number of queries, however many notes.

    Somebody's part belongs to the cases they are in. A person in none of a note's cases, such as
    a visitor, is shown in each; one who is only in a case closed to the reader is counted.
    """
    notes = list(notes)
    cases_of = _cases_of(notes)
    all_cases = {pk for ids in cases_of.values() for pk in ids}
    openable = Case.objects.for_user(user).filter(pk__in=all_cases).in_bulk()
    seen_from = {case.pk} if case else set(openable)
    in_case = defaultdict(set)
    # unscoped: only to leave people out, and to count those left out.
    for case_id, person_id in CaseParticipant.objects.filter(case__in=all_cases).values_list(
        "case_id", "person_id"
    ):
        in_case[case_id].add(person_id)
    everybody = _parts_of(NoteParticipant.objects.filter(note__in=notes), named=False)
    visible = _parts_of(NoteParticipant.objects.for_user(user).filter(note__in=notes), named=True)
    found = []
    for note in notes:
        own = cases_of[note.pk]
        here = set().union(*(in_case[pk] for pk in own & seen_from))
        elsewhere = set().union(*(in_case[pk] for pk in own)) - here
        parts = tuple(part for part in visible[note.pk] if part.person_id not in elsewhere)
        found.append(
            NoteShown(
                note=note,
                parts=parts,
                others=len(everybody[note.pk]) - len(parts),
                cases=tuple(openable[pk] for pk in sorted(own) if pk in openable),
            )
        )
    return found


def _cases_of(notes: list[CaseNote]) -> dict[int, set[int]]:
    found = defaultdict(set)
    links = CaseNote.cases.through.objects.filter(casenote__in=notes)
    for note_id, case_id in links.values_list("casenote_id", "case_id"):
        found[note_id].add(case_id)
    return found


def _parts_of(rows, *, named: bool) -> dict[int, list[NoteParticipant]]:
    found = defaultdict(list)
    rows = rows.order_by("person__date_of_birth", "pk")
    for part in rows.select_related("person") if named else rows:
        found[part.note_id].append(part)
    return found


@dataclass(frozen=True, slots=True)
class Reading:
    """How a note read from one moment until it was changed."""

    number: int
    by: str
    at: datetime
    reason: str
    lines: tuple[tuple[str, str], ...]


def readings_of(shown: NoteShown) -> list[Reading]:
    """Every version but the one that stands, the latest first, cut to the people shown."""
    names = {part.pk: part.person.short_name for part in shown.parts}
    versions = list(shown.note.versions.select_related("by").order_by("-number"))
    return [_reading(version, names) for version in versions[1:]]


def changes_of(note: CaseNote) -> list[NoteVersion]:
    """Who changed it, when and why."""
    return list(note.versions.filter(number__gt=1).select_related("by").order_by("-number"))


def _reading(version: NoteVersion, names: dict[int, str]) -> Reading:
    content = version.content
    moment = timezone.localtime(datetime.fromisoformat(content["happened_at"]))
    lines = [
        ("What happened", _label(NoteKind, content["kind"])),
        ("When", date_format(moment, "j F Y, H:i")),
        ("How long", f"{content['minutes']} minutes" if content["minutes"] else ""),
        ("Planned", {True: "Yes", False: "No"}.get(content["planned"], "")),
        ("Where", _label(NotePlace, content["place"])),
        ("Method or programme", _label(Method, content["method"])),
        ("What was said and done", content["account"]),
    ]
    for part in content["people"]:
        if name := names.get(part["part"]):
            lines += [(f"{name}: {label}", text) for label, text in _part_lines(part)]
    return Reading(
        number=version.number,
        by=str(version.by),
        at=version.at,
        reason=version.reason,
        lines=tuple((label, text) for label, text in lines if text),
    )


def _part_lines(part: dict) -> list[tuple[str, str]]:
    took = part["engagement"]
    return [
        ("seen", _label(Seen, part["seen"])),
        ("why not seen", part["not_seen_reason"]),
        ("took part", "" if took is None else _label(TookPart, took)),
        ("own words", part["voice"]),
        ("private", part["private"]),
    ]


def _label(codes, value) -> str:
    return str(dict(codes.choices).get(value, value))
