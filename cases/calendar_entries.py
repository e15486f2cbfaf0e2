"""A worker's tasks and clocks as a calendar that others may see over their shoulder.

Initials only: no name, no address, nothing anybody typed. The link opens Strands, which asks who
is there.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, timedelta

from django.db.models import Prefetch
from django.utils import timezone
from icalendar import Calendar, Event

from cases.codes import ParticipantRole
from cases.deadlines.limits import end_of
from cases.deadlines.registry import rule_named
from cases.due import running_for
from cases.models import CaseParticipant, Deadline, Family, Person, Task

BACK = timedelta(days=31)
AHEAD = timedelta(days=366)
MOST = 500
MADE_BY = "-//Strands//Tasks and clocks//EN"

Link = Callable[[str], str]


def calendar_of(user, *, link: Link, host: str) -> bytes:
    """`link` makes an address of a path."""
    calendar = Calendar()
    calendar.add("prodid", MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Strands")
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for task in _tasks(user):
        calendar.add_component(_task(task, link, host))
    for clock in _clocks(user):
        calendar.add_component(_clock(clock, link, host))
    return calendar.to_ical()


def _tasks(user) -> Iterable[Task]:
    today = timezone.localdate()
    return (
        Task.objects.for_user(user)
        .open_()
        .of_workers(user.stands_in_for)
        .filter(due_on__gte=today - BACK, due_on__lte=today + AHEAD)
        .select_related("family", "case", "person")
        .prefetch_related(_children(user))
        .order_by("due_on", "pk")[:MOST]
    )


def _clocks(user) -> Iterable[Deadline]:
    now = timezone.now()
    return (
        running_for(user.stands_in_for, reader=user)
        .filter(due_at__gte=now - BACK, due_at__lte=now + AHEAD)
        .select_related("family", "case", "person")
        .prefetch_related(_children(user))
        .order_by("due_at", "pk")[:MOST]
    )


def _children(user) -> Prefetch:
    rows = CaseParticipant.objects.filter(
        role=ParticipantRole.SUBJECT_CHILD, person__in=Person.objects.for_user(user)
    )
    return Prefetch(
        "case__parts",
        queryset=rows.select_related("person").order_by("person__date_of_birth", "pk"),
        to_attr="children",
    )


def _task(task: Task, link: Link, host: str) -> Event:
    event = _event(f"task-{task.pk}@{host}", "Task", task, link)
    _all_day(event, task.due_on)
    return event


def _clock(row: Deadline, link: Link, host: str) -> Event:
    event = _event(f"clock-{row.pk}@{host}", rule_named(row.rule).name, row, link)
    day = timezone.localdate(row.due_at)
    if row.due_at == end_of(day):
        _all_day(event, day)
    else:
        event.add("dtstart", row.due_at.astimezone(UTC))
        event.add("dtend", row.due_at.astimezone(UTC))
    return event


def _event(uid: str, what: str, about: Task | Deadline, link: Link) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", timezone.now().astimezone(UTC))
    event.add("summary", f"{what} – {initials_about(about)}")
    event.add("url", link((about.case or about.family).get_absolute_url()))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event


def _all_day(event: Event, day) -> None:
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))


def initials_about(about: Task | Deadline) -> str:
    """The child it is about; else the children of the case; else the family."""
    if about.person:
        return initials_of(about.person)
    children = [part.person for part in about.case.children] if about.case else []
    return ", ".join(initials_of(child) for child in children) or _of_family(about.family)


def initials_of(person: Person) -> str:
    """“A.H.”"""
    names = [name.strip() for name in (person.forename, person.surname)]
    return "".join(f"{name[0].upper()}." for name in names if name)


def _of_family(family: Family) -> str:
    return f"{family.name.strip()[:1].upper()}. family"
