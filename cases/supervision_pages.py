"""What supervision pages show: whose work is looked after, and what was longest not talked about."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.utils.formats import date_format

from accounts.access import Action, may
from accounts.models import Membership, Team, User
from cases.agreed_actions import SUPERVISION, tasks_from
from cases.codes import OPEN_STAGES
from cases.models import (
    Allocation,
    Case,
    CaseDiscussion,
    Supervision,
    SupervisionPersonal,
)
from cases.my_work import children_of_cases, names_of_children
from cases.supervising import supervised
from cases.workload import CASEWORKERS

LONG_AGO = date.min


@dataclass(frozen=True, slots=True)
class DiscussedCase:
    """An open case of a worker, and when it was last talked about in a supervision."""

    case: Case
    children: str
    last_on: date | None

    @property
    def last_words(self) -> str:
        return f"Last discussed {date_format(self.last_on)}" if self.last_on else "Never discussed"


@dataclass(frozen=True, slots=True)
class SupervisedWorker:
    worker: User
    team: Team
    met_on: date | None
    cases: tuple[DiscussedCase, ...]

    @property
    def never_discussed(self) -> int:
        return sum(1 for one in self.cases if one.last_on is None)

    @property
    def cases_words(self) -> str:
        n = len(self.cases)
        if not n:
            return "No open cases"
        words = f"{n} open case{'' if n == 1 else 's'}"
        return f"{words}, {self.never_discussed} never discussed" if self.never_discussed else words

    @property
    def longest(self) -> DiscussedCase | None:
        return self.cases[0] if self.cases else None


def workers_supervised_by(user, *, only: int | None = None) -> list[SupervisedWorker]:
    """Who was longest not met comes first. Four queries, however many workers and cases."""
    if not may(user, Action.SUPERVISE):
        return []
    held = (
        Membership.objects.current()
        .filter(supervised(user), role__in=CASEWORKERS, user__is_active=True)
        .exclude(user=user)
        .select_related("user", "team")
        .order_by("user__name", "user_id", "pk")
    )
    if only is not None:
        held = held.filter(user=only)
    teams = {}
    for membership in held:
        teams.setdefault(membership.user, membership.team)
    ids = [worker.pk for worker in teams]
    cases = _open_cases(user, ids)
    met = dict(
        Supervision.objects.for_user(user)
        .filter(worker__in=ids)
        .values_list("worker")
        .annotate(last=Max("held_on"))
    )
    found = [
        SupervisedWorker(worker, team, met.get(worker.pk), tuple(cases.get(worker.pk, ())))
        for worker, team in teams.items()
    ]
    return sorted(found, key=lambda one: (one.met_on or LONG_AGO, one.worker.name, one.worker.pk))


def _open_cases(user, worker_ids: list[int]) -> dict[int, list[DiscussedCase]]:
    """Open cases of each worker that this user may open, longest not discussed first."""
    last = (
        CaseDiscussion.objects.for_user(user)
        .filter(case=OuterRef("case"))
        .order_by("-supervision__held_on")
        .values("supervision__held_on")[:1]
    )
    rows = (
        Allocation.objects.for_user(user)
        .current()
        .filter(worker__in=worker_ids, case__stage__in=OPEN_STAGES)
        .annotate(last_on=Subquery(last))
        .select_related("case__family")
        .prefetch_related(children_of_cases(user, "case__parts"))
        .order_by("case__referred_on", "case_id", "pk")
    )
    by_worker: dict[int, dict[int, DiscussedCase]] = {}
    for row in rows:
        one = DiscussedCase(row.case, names_of_children(row.case), row.last_on)
        by_worker.setdefault(row.worker_id, {}).setdefault(row.case_id, one)
    return {
        worker: sorted(cases.values(), key=lambda one: one.last_on or LONG_AGO)
        for worker, cases in by_worker.items()
    }


@dataclass(frozen=True, slots=True)
class SupervisionPage:
    supervision: Supervision
    discussions: list[CaseDiscussion]
    hidden: int
    left: tuple[DiscussedCase, ...]
    personal: SupervisionPersonal | None
    may_write: bool


def supervision_page(supervision: Supervision, user) -> SupervisionPage:
    everything = supervision.discussions.count()
    discussions = list(
        CaseDiscussion.objects.for_user(user)
        .filter(supervision=supervision)
        .select_related("case__family")
        .order_by("created_at", "pk")
    )
    show_tasks(discussions, user)
    may_write = supervision.supervisor_id == user.pk
    left: tuple[DiscussedCase, ...] = ()
    if may_write:
        done = {discussion.case_id for discussion in discussions}
        cases = _open_cases(user, [supervision.worker_id]).get(supervision.worker_id, ())
        left = tuple(one for one in cases if one.case.pk not in done)
    return SupervisionPage(
        supervision=supervision,
        discussions=discussions,
        hidden=everything - len(discussions),
        left=left,
        personal=SupervisionPersonal.objects.for_user(user).filter(supervision=supervision).first(),
        may_write=may_write,
    )


def show_tasks(discussions: list[CaseDiscussion], user) -> None:
    tasks = tasks_from(SUPERVISION, [discussion.pk for discussion in discussions], user)
    for discussion in discussions:
        discussion.tasks = tasks[discussion.pk]


def decided_in_supervision(case: Case, user) -> list[CaseDiscussion]:
    """What was decided about a case, the latest first, with what became of the actions."""
    rows = CaseDiscussion.objects.for_user(user).filter(case=case)
    rows = rows.select_related("supervision__worker", "supervision__supervisor")
    found = list(rows.order_by("-supervision__held_on", "-pk"))
    show_tasks(found, user)
    return found


def own_supervisions(user) -> QuerySet[Supervision]:
    rows = Supervision.objects.for_user(user).filter(worker=user)
    return rows.select_related("supervisor").order_by("-held_on", "-pk")
