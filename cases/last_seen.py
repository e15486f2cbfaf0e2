"""When the children of some cases were last seen, and last seen alone."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q
from django.utils import timezone

from cases.clocks import days_in_words
from cases.codes import FACE_TO_FACE, Seen
from cases.models import CaseParticipant, NoteParticipant


@dataclass(frozen=True, slots=True)
class LastSeen:
    """Of the children of a case, whoever was unseen for longest; None for somebody never seen."""

    seen: date | None
    alone: date | None
    who_seen: str = ""
    who_alone: str = ""

    @property
    def words(self) -> str:
        """“Last seen 3 days ago; alone 26 days ago (Ben)”."""
        if self.seen is None and self.alone is None:
            return f"Not seen yet{_named(self.who_seen)}"
        return (
            f"Last seen {_ago(self.seen)}{_named(self.who_seen)}; "
            f"alone {_ago(self.alone)}{_named(self.who_alone)}"
        )


def last_seen_in(children: Iterable[CaseParticipant], user) -> dict[int, LastSeen]:
    """By case. `children` are their subject children, each with its person; one query for all."""
    by_case: dict[int, list] = defaultdict(list)
    for part in children:
        by_case[part.case_id].append(part.person)
    people = {person.pk for rows in by_case.values() for person in rows}
    rows = NoteParticipant.objects.for_user(user).filter(person__in=people)
    rows = rows.filter(note__kind__in=FACE_TO_FACE, seen__in=(Seen.SEEN, Seen.ALONE))
    last = {
        person: (seen, alone)
        for person, seen, alone in rows.values_list("person").annotate(
            seen_at=Max("note__happened_at"),
            alone_at=Max("note__happened_at", filter=Q(seen=Seen.ALONE)),
        )
    }
    return {case: _of(people, last) for case, people in by_case.items()}


def _of(people: list, last: dict) -> LastSeen:
    who_seen, seen = _longest_ago(people, last, 0)
    who_alone, alone = _longest_ago(people, last, 1)
    several = len(people) > 1
    return LastSeen(seen, alone, who_seen if several else "", who_alone if several else "")


def _longest_ago(people: list, last: dict, which: int) -> tuple[str, date | None]:
    days = [
        (person, moment and timezone.localdate(moment))
        for person in people
        for moment in [last.get(person.pk, (None, None))[which]]
    ]
    person, day = min(days, key=lambda one: (one[1] is not None, one[1] or date.min))
    return person.short_name, day


def _ago(day: date | None) -> str:
    if day is None:
        return "not yet"
    days = (timezone.localdate() - day).days
    return "today" if days == 0 else f"{days_in_words(days)} ago"


def _named(who: str) -> str:
    return f" ({who})" if who else ""
