"""What some workers have to do soon: their tasks, and the clocks of the families they work with."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.access import Action, may
from cases.clocks import late_by
from cases.codes import OPEN_STAGES, VOLUNTEER_ROLES
from cases.deadlines.limits import end_of
from cases.deadlines.registry import rule_named
from cases.models import Allocation, Deadline, Task

# Decisions have a list of their own: nobody is allocated to a case before it is decided.
DECISION = "referral-decision"
MOST = 60
AHEAD = timedelta(days=7)


@dataclass(slots=True)
class Due:
    """One card: what, about whom, until when, and the one thing to do about it."""

    title: str
    about: str
    due_at: datetime
    url: str
    action: str = ""
    action_url: str = ""
    task: Task | None = None
    for_whom: str = ""
    people: list[str] = field(default_factory=list)

    @property
    def is_overdue(self) -> bool:
        return self.due_at < timezone.now()

    @property
    def state(self) -> str:
        return "overdue" if self.is_overdue else "soon" if _days_until(self.due_at) == 0 else ""

    @property
    def when(self) -> str:
        return when_due(self.due_at)


def when_due(at: datetime) -> str:
    """“4 hours late”, “due today by 21:10”, “due tomorrow”, “due Friday 27 November”."""
    if at < timezone.now():
        return f"{late_by(timezone.now() - at)} late"
    local, days = timezone.localtime(at), _days_until(at)
    if days == 0:
        by = "" if (local.hour, local.minute) == (23, 59) else f" by {local:%H:%M}"
        return f"due today{by}"
    return "due tomorrow" if days == 1 else f"due {date_format(local, 'l j F')}"


def _days_until(at: datetime) -> int:
    return (timezone.localdate(at) - timezone.localdate()).days


@dataclass(frozen=True, slots=True)
class DueList:
    overdue: tuple[Due, ...] = ()
    today: tuple[Due, ...] = ()
    this_week: tuple[Due, ...] = ()
    has_more: bool = False

    @property
    def groups(self) -> list[tuple[str, tuple[Due, ...]]]:
        named = (("Overdue", self.overdue), ("Today", self.today), ("This week", self.this_week))
        return [(name, items) for name, items in named if items]

    @property
    def sentence(self) -> str:
        parts = []
        if n := len(self.overdue):
            parts.append("1 thing is overdue" if n == 1 else f"{n} things are overdue")
        if n := len(self.today):
            parts.append(f"{n} {'is' if n == 1 else 'are'} due today")
        return ", ".join(parts) + "." if parts else ""


def due_of(workers: Collection[int], *, reader) -> DueList:
    """Everything these workers have to do within a week, as far as the reader may see it."""
    until = end_of(timezone.localdate() + AHEAD)
    tasks = list(
        Task.objects.for_user(reader)
        .open_()
        .of_workers(workers)
        .filter(due_on__lte=timezone.localdate(until))
        .select_related("family", "case", "assigned_to")
        .order_by("due_on", "pk")[: MOST + 1]
    )
    clocks = list(
        running_for(workers, reader=reader)
        .filter(due_at__lte=until)
        .select_related("family", "case", "person")
        .order_by("due_at", "pk")[: MOST + 1]
    )
    items = [_task(task, reader) for task in tasks[:MOST]] + _clocks(clocks[:MOST], reader)
    items.sort(key=lambda item: item.due_at)
    return DueList(
        overdue=tuple(item for item in items if item.is_overdue),
        today=tuple(item for item in items if item.state == "soon"),
        this_week=tuple(item for item in items if not item.state),
        has_more=len(tasks) > MOST or len(clocks) > MOST,
    )


def running_for(workers: Collection[int], *, reader):
    """Clocks of cases these workers are on; those of a family or a child, of any case of theirs."""
    theirs = (
        Allocation.objects.current()
        .filter(worker__in=workers, case__stage__in=OPEN_STAGES)
        .exclude(role__in=VOLUNTEER_ROLES)
    )
    of_case = Q(Exists(theirs.filter(case=OuterRef("case"))))
    of_family = Q(case=None) & Q(Exists(theirs.filter(case__family=OuterRef("family"))))
    rows = Deadline.objects.for_user(reader).running().exclude(rule=DECISION)
    return rows.filter(of_case | of_family)


def _task(task: Task, reader) -> Due:
    return Due(
        title=task.title,
        about=str(task.family),
        due_at=end_of(task.due_on),
        url=(task.case or task.family).get_absolute_url(),
        task=task,
        for_whom="" if task.assigned_to_id == reader.pk else str(task.assigned_to),
    )


def _clocks(rows: list[Deadline], reader) -> list[Due]:
    """One card for brothers and sisters whose clock runs out at one moment."""
    cards: dict[tuple, Due] = {}
    for row in rows:
        key = (row.rule, row.family_id, row.case_id, row.due_at)
        if key not in cards:
            cards[key] = _clock(row, reader)
        if row.person:
            cards[key].people.append(row.person.short_name)
    return list(cards.values())


def _clock(row: Deadline, reader) -> Due:
    action, action_url = _action(row, reader)
    return Due(
        title=rule_named(row.rule).name,
        about=str(row.family),
        due_at=row.due_at,
        url=(row.case or row.family).get_absolute_url(),
        action=action,
        action_url=action_url,
    )


def _action(row: Deadline, reader) -> tuple[str, str]:
    fact = {"return-interview": "missing", "alert-review": "alert"}.get(row.rule)
    if fact and may(reader, Action.RECORD, authority_id=row.family.authority_id):
        return "Record", reverse("cases:fact_edit", args=[fact, row.started_by_id])
    return "Open", (row.case or row.family).get_absolute_url()
