"""Notes of the visits, sessions and calls of a case that has begun, week by week."""

import json
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from cases.codes import FACE_TO_FACE, Method, NoteKind, NotePlace, Seen
from cases.models import CaseNote, NoteParticipant, NoteVersion
from cases.services.notes import NOTE_FIELDS, PART_FIELDS, is_late
from cases.working_days import LONDON, next_working_day
from programme.demo.case_rows import CaseFile
from programme.demo.chance import Chance
from programme.demo.note_words import ACCOUNTS, VOICES, WHY_NOT_SEEN
from programme.demo.world import written

_CASES, _WORKERS = CaseNote.cases.through, CaseNote.workers.through
_KINDS = {"visit": 55, "session": 18, "call": 12, "meeting": 6, "message": 4, "missed": 5}
# Days from one note to the next, by how closely a strand works.
_GAPS = {"edge": (5, 12), "fit": (5, 12), "willow": (6, 14), "volunteers": (10, 24)}
_MOST = 30
_SEEN = {Seen.ALONE: 45, Seen.SEEN: 47, Seen.NOT_SEEN: 8}


def add_notes(case: CaseFile) -> None:
    """By chance of its own, so that nothing else in the made-up programme changes with it."""
    began = case.row["started_on"]
    if began is None or not case.key or case.strand not in _GAPS:
        return
    chance = Chance(f"notes {case.referral['received_at']}")
    last = case.row["closed_on"] or case.world.today
    day = next_working_day(began)
    for _ in range(_MOST):
        if day > last or day > case.world.today:
            return
        _note(case, chance, day)
        day = next_working_day(day + timedelta(days=chance.randint(*_GAPS[case.strand])))


def _note(case: CaseFile, chance: Chance, day: date) -> None:
    at = datetime.combine(day, time(9, tzinfo=LONDON)) + timedelta(
        minutes=15 * chance.randint(0, 32)
    )
    if at > case.world.now:
        return
    kind = chance.of(_KINDS)
    by = case.key_worker.user_id
    wait = timedelta(days=5) if chance.once_in(0.06) else timedelta(minutes=chance.randint(20, 300))
    told = min(at + wait, case.world.now)
    visit = kind == NoteKind.VISIT
    note = case.world.book.add(
        CaseNote,
        authority_id=case.world.authorities[case.authority],
        family_id=case.row["family_id"],
        kind=kind,
        happened_at=at,
        minutes=chance.choice((20, 30, 45, 60)) if kind in FACE_TO_FACE else None,
        planned=True if visit else None,
        place=NotePlace.HOME if visit else "",
        method=chance.choice((Method.SYSTEMIC, Method.SOLUTION_FOCUSED, Method.MOTIVATIONAL))
        if kind == NoteKind.SESSION
        else "",
        account=chance.choice(ACCOUNTS[kind]),
        late_entry=is_late(at, written_at=told),
        **written(by, told),
    )
    case.world.book.add(_CASES, casenote_id=note["id"], case_id=case.row["id"])
    case.world.book.add(_WORKERS, casenote_id=note["id"], user_id=by)
    parts = [_part(case, chance, note, child.id, told) for child in case.subjects]
    _first_version(case, note, parts, by, told)


def _part(case: CaseFile, chance: Chance, note: dict, person_id: int, told: datetime) -> dict:
    seen = chance.of(_SEEN) if note["kind"] in FACE_TO_FACE else ""
    was_seen = seen in (Seen.ALONE, Seen.SEEN)
    return case.world.book.add(
        NoteParticipant,
        note_id=note["id"],
        person_id=person_id,
        seen=seen,
        not_seen_reason=chance.choice(WHY_NOT_SEEN) if seen == Seen.NOT_SEEN else "",
        engagement=chance.choice((1, 2, 2, 3)) if was_seen else None,
        voice=chance.choice(VOICES) if was_seen and chance.once_in(0.3) else "",
        **written(case.key_worker.user_id, told),
    )


def _first_version(case: CaseFile, note: dict, parts: list[dict], by: int, told: datetime) -> None:
    content = {
        **{name: note[name] for name in NOTE_FIELDS},
        "happened_at": timezone.localtime(note["happened_at"]).isoformat(timespec="minutes"),
        "cases": [case.row["id"]],
        "workers": [by],
        "people": [
            {
                "part": part["id"],
                "person": part["person_id"],
                **{name: part[name] for name in PART_FIELDS},
            }
            for part in parts
        ],
    }
    case.world.book.add(
        NoteVersion, note_id=note["id"], number=1, by_id=by, at=told, content=json.dumps(content)
    )
