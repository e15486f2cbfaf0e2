"""Recording what happened, and changing the record of it without losing how it read before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from cases.agreed_actions import NOTE
from cases.documents.checking import Checked
from cases.models import Case, CaseNote, Family, NoteParticipant, NoteVersion, Person
from cases.services.documents import keep_documents
from cases.services.recorded import counted_together, recorded
from cases.services.records import add_record, refuse_merged, save_changes
from cases.services.refusals import Refused
from cases.services.tasks import add_task
from cases.working_days import local_date, working_days_between

# Written more than so many working days after it happened, a note is marked as late.
IN_GOOD_TIME = 2

NOTE_FIELDS = ("kind", "happened_at", "minutes", "planned", "place", "method", "account")
PART_FIELDS = ("seen", "not_seen_reason", "engagement", "voice", "private")


@dataclass(frozen=True, slots=True)
class Part:
    """One person's part in what happened."""

    person: Person
    seen: str = ""
    not_seen_reason: str = ""
    engagement: int | None = None
    voice: str = ""
    private: str = ""


def is_late(happened_at: datetime, *, written_at: datetime) -> bool:
    return working_days_between(local_date(happened_at), local_date(written_at)) > IN_GOOD_TIME


@transaction.atomic
@counted_together()
def record_note(
    *,
    family: Family,
    cases: Iterable[Case],
    kind: str,
    happened_at: datetime,
    by,
    account: str = "",
    minutes: int | None = None,
    planned: bool | None = None,
    place: str = "",
    method: str = "",
    people: Iterable[Part] = (),
    workers: Iterable = (),
    actions: Iterable[dict] = (),
    files: Iterable[Checked] = (),
) -> CaseNote:
    """One note for everybody it concerns and every case it counts towards, with its first version.

    Each action agreed (title, assigned_to, due_on) becomes a task; files are kept with the note.
    """
    cases, people = list(cases), list(people)
    _refuse_misplaced(family, cases, people)
    note = add_record(
        CaseNote(
            authority_id=family.authority_id,
            family=family,
            kind=kind,
            happened_at=happened_at,
            minutes=minutes,
            planned=planned,
            place=place,
            method=method,
            account=account,
            late_entry=is_late(happened_at, written_at=timezone.now()),
        ),
        by=by,
    )
    note.cases.set(cases)
    note.workers.set(workers)
    NoteParticipant.objects.bulk_create(
        NoteParticipant(
            note=note,
            person=part.person,
            created_by=by,
            updated_by=by,
            **{name: getattr(part, name) for name in PART_FIELDS},
        )
        for part in people
    )
    recorded(note, is_new=True)
    case = cases[0] if len(cases) == 1 else None
    for action in actions:
        add_task(**action, family=family, case=case, source=NOTE, source_id=note.pk, by=by)
    keep_documents(files=files, family=family, case=case, note=note, by=by)
    _keep_version(note, by=by)
    return note


def _refuse_misplaced(family: Family, cases: list[Case], people: list[Part]) -> None:
    if not cases:
        raise Refused("Choose at least one case this counts towards.", field="cases")
    if any(case.family_id != family.pk for case in cases):
        raise Refused("A note counts towards cases of one family.", field="cases")
    refuse_merged(part.person.pk for part in people)


@transaction.atomic
@counted_together()
def amend_note(
    *, note: CaseNote, reason: str, by, seen_version: int, fields: Iterable[str]
) -> CaseNote:
    """Change what the note says; how it read until now stays readable. May raise SavedMeanwhile."""
    save_changes(note, by=by, seen_version=seen_version, fields=fields)
    _keep_version(note, by=by, reason=reason)
    return note


@transaction.atomic
@counted_together()
def amend_part(
    *, part: NoteParticipant, reason: str, by, seen_version: int, fields: Iterable[str]
) -> NoteParticipant:
    """Change what the note says of one person, in the same way."""
    # Held, so that two changes of one note get numbers one after the other.
    note = CaseNote.objects.select_for_update(of=("self",)).get(pk=part.note_id)
    save_changes(part, by=by, seen_version=seen_version, fields=fields)
    recorded(note)
    _keep_version(note, by=by, reason=reason)
    return part


def _keep_version(note: CaseNote, *, by, reason: str = "") -> NoteVersion:
    return NoteVersion.objects.create(
        note=note, number=note.versions.count() + 1, reason=reason, by=by, content=_content(note)
    )


def _content(note: CaseNote) -> dict:
    """The whole note as it reads now, in values that stay readable when the models change."""
    moment = timezone.localtime(note.happened_at).isoformat(timespec="minutes")
    return {
        **{name: getattr(note, name) for name in NOTE_FIELDS},
        "happened_at": moment,
        "cases": sorted(note.cases.values_list("pk", flat=True)),
        "workers": sorted(note.workers.values_list("pk", flat=True)),
        "people": [
            {
                "part": part.pk,
                "person": part.person_id,
                **{name: getattr(part, name) for name in PART_FIELDS},
            }
            for part in note.people.order_by("pk")
        ],
    }
