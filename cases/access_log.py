"""Who has looked at a record, a page at a time, newest first."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from accounts.models import AccessEvent, Membership, User
from cases.models import Person
from cases.openings import EXISTENCE_ONLY

PAGE = 50


@dataclass(frozen=True, slots=True)
class Look:
    at: datetime
    who: str
    role: str
    what: str
    how: str


@dataclass(frozen=True, slots=True)
class LogPage:
    looks: tuple[Look, ...]
    older: tuple[datetime, int] | None


def looks(events, *, user, before: tuple[datetime, int] | None = None) -> LogPage:
    """One query for the events, then one each for the people's names, roles and those looked at."""
    if before is not None:
        at, number = before
        events = events.filter(Q(at__lt=at) | Q(at=at, id__lt=number))
    rows = list(events[: PAGE + 1])
    older = (rows[PAGE - 1].at, rows[PAGE - 1].id) if len(rows) > PAGE else None
    rows = rows[:PAGE]
    users = User.objects.in_bulk({row.user_id for row in rows})
    roles = _roles(users)
    names = _names({row.person_id for row in rows if row.person_id}, user)
    return LogPage(
        looks=tuple(
            Look(
                at=row.at,
                who=users[row.user_id].name if row.user_id in users else "Unknown",
                role=roles.get(row.user_id, ""),
                what=_what(row, names),
                how=_how(row),
            )
            for row in _once_each(rows)
        ),
        older=older,
    )


def _once_each(rows: list[AccessEvent]) -> list[AccessEvent]:
    """Opening a person of two families is noted under both, at one time: one look all the same."""
    first: dict[tuple, int | None] = {}
    kept = []
    for row in rows:
        look = (row.at, row.user_id, row.person_id, row.case_id)
        if first.setdefault(look, row.family_id) == row.family_id:
            kept.append(row)
    return kept


def _roles(users: dict[int, User]) -> dict[int, str]:
    held = Membership.objects.current().filter(user__in=users).select_related("team")
    roles: dict[int, str] = {}
    for membership in held.order_by("starts", "pk"):
        text = f"{membership.get_role_display()}, {membership.team.name}"
        before = roles.get(membership.user_id)
        roles[membership.user_id] = f"{before}; {text}" if before else text
    return roles


def _names(ids: set[int], user) -> dict[int, str]:
    people = Person.objects.for_user(user).filter(pk__in=ids)
    return {person.pk: person.full_name for person in people}


def _what(row: AccessEvent, names: dict[int, str]) -> str:
    if row.case_id:
        return f"Case C{row.case_id:06d}"
    if row.person_id:
        return names.get(row.person_id) or f"Person P{row.person_id:06d}"
    return "Family page"


def _how(row: AccessEvent) -> str:
    if row.reason == EXISTENCE_ONLY:
        return "Saw only who works with them"
    return AccessEvent.How(row.how).label
