"""Who of a manager's workers needs help: what each has overdue and due today."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.access import Action, reach
from accounts.models import Membership, User
from cases.codes import OPEN_STAGES, VOLUNTEER_ROLES
from cases.deadlines.limits import end_of
from cases.due import DECISION
from cases.models import Allocation, Deadline, Task
from cases.visibility import within
from cases.workload import CASEWORKERS


@dataclass(frozen=True, slots=True)
class WorkerDay:
    worker: User
    cases: int
    overdue: int
    today: int

    @property
    def words(self) -> str:
        cases = f"{self.cases} open case{'' if self.cases == 1 else 's'}"
        return f"{cases}, {self.overdue} overdue, {self.today} due today"

    @property
    def state(self) -> str:
        return "overdue" if self.overdue else "soon" if self.today else ""


def workers_of(manager):
    """Caseworkers in the teams this user manages; for a programme manager, of the authority."""
    held = (
        Membership.objects.current()
        .filter(user=OuterRef("pk"), role__in=CASEWORKERS)
        .filter(
            within(
                reach(manager, Action.SEE_WORKERS),
                authority="team__authority_id",
                strand="team__strand",
            )
        )
    )
    return User.objects.filter(Exists(held), is_active=True)


def team_day(manager) -> list[WorkerDay]:
    """Whoever has most overdue first. Four queries, however many workers and cases."""
    workers = list(workers_of(manager).order_by("name", "pk"))
    ids = [worker.pk for worker in workers]
    now, until = timezone.now(), end_of(timezone.localdate())
    overdue, today = Counter(), Counter()
    tasks = Task.objects.for_user(manager).open_().of_workers(ids).filter(due_on__lte=until.date())
    for worker, due_on in tasks.values_list("assigned_to", "due_on"):
        (overdue if end_of(due_on) < now else today)[worker] += 1
    on_case, on_family, cases = _whose(ids)
    clocks = Deadline.objects.for_user(manager).running().exclude(rule=DECISION)
    clocks = clocks.filter(family__in=on_family, due_at__lte=until)
    for case, family, due_at in clocks.values_list("case", "family", "due_at"):
        for worker in on_case[case] if case else on_family[family]:
            (overdue if due_at < now else today)[worker] += 1
    days = [
        WorkerDay(worker, len(cases[worker.pk]), overdue[worker.pk], today[worker.pk])
        for worker in workers
    ]
    return sorted(days, key=lambda day: (-day.overdue, -day.today, day.worker.name))


def _whose(workers: list[int]):
    on_case, on_family, cases = defaultdict(set), defaultdict(set), defaultdict(set)
    rows = (
        Allocation.objects.current()
        .filter(worker__in=workers, case__stage__in=OPEN_STAGES)
        .exclude(role__in=VOLUNTEER_ROLES)
    )
    for worker, case, family in rows.values_list("worker", "case", "case__family"):
        on_case[case].add(worker)
        on_family[family].add(worker)
        cases[worker].add(case)
    return on_case, on_family, cases
