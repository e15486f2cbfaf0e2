"""A strand's cases as a list: one sentence on the whole, then the rows asked for, a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import (
    Count,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from cases.ages import age_words
from cases.clocks import Clock, days_in_words, decision_clock
from cases.codes import OPEN_STAGES, AllocationRole, CaseStage, ParticipantRole
from cases.forms.caseload import ENDED, NO_WORKER, OPEN, OVERDUE, REOPENED
from cases.keyset import KeysetPage, keyset_page
from cases.models import Allocation, Case, CaseParticipant, Person, Referral
from cases.working_days import LONDON

PAGE_SIZE = 25
NO_CLOCK = datetime(9999, 1, 1, tzinfo=LONDON)
STAGE_COLOURS = {
    CaseStage.REFERRED: "yellow",
    CaseStage.ACCEPTED: "blue",
    CaseStage.ACTIVE: "green",
    CaseStage.DECLINED: "grey",
    CaseStage.REDIRECTED: "grey",
    CaseStage.CLOSED: "grey",
}


@dataclass(frozen=True, slots=True)
class Counts:
    open: int
    without_worker: int
    waiting: int
    late: int

    @property
    def sentence(self) -> str:
        if not self.open:
            return "No open cases."
        late = f" ({self.late} late)" if self.late else ""
        return (
            f"{self.open} open case{'' if self.open == 1 else 's'}, "
            f"{self.without_worker} without a key worker, "
            f"{self.waiting} waiting for a decision{late}."
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One case on the list."""

    case: Case
    children: str
    clock: Clock | None

    @property
    def since(self) -> str:
        if self.clock:
            return self.clock.words
        if self.case.started_on and self.case.is_open:
            gone = (timezone.localdate() - self.case.started_on).days
            return f"Started {days_in_words(gone)}{' ago' if gone else ''}"
        return ""

    @property
    def colour(self) -> str:
        return STAGE_COLOURS[CaseStage(self.case.stage)]


def _key_workers():
    return Allocation.objects.current().filter(case=OuterRef("pk"), role=AllocationRole.KEY_WORKER)


def _undecided():
    return Referral.objects.undecided().filter(case=OuterRef("pk"))


def counts_of(cases: QuerySet) -> Counts:
    """One query for the whole sentence."""
    late = Exists(_undecided().filter(decision_due__lt=timezone.now()))
    working = Q(stage__in=(CaseStage.ACCEPTED, CaseStage.ACTIVE))
    return Counts(
        **cases.open_().aggregate(
            open=Count("pk"),
            without_worker=Count("pk", filter=working & ~Q(Exists(_key_workers()))),
            waiting=Count("pk", filter=Q(stage=CaseStage.REFERRED)),
            late=Count("pk", filter=Q(stage=CaseStage.REFERRED) & Q(late)),
        )
    )


def chosen_cases(cases: QuerySet, asked: dict) -> QuerySet:
    stage = asked["stage"]
    if stage == OPEN:
        cases = cases.filter(stage__in=OPEN_STAGES)
    elif stage == ENDED:
        cases = cases.exclude(stage__in=OPEN_STAGES)
    elif stage in CaseStage:
        cases = cases.filter(stage=stage)
    if asked["worker"]:
        cases = cases.allocated_to([asked["worker"].pk])
    if asked["team"]:
        cases = cases.filter(team=asked["team"])
    only = asked["only"]
    if NO_WORKER in only:
        cases = cases.without_key_worker()
    if OVERDUE in only:
        cases = cases.filter(Exists(_undecided().filter(decision_due__lt=timezone.now())))
    if REOPENED in only:
        again = Referral.objects.filter(case=OuterRef("pk"), is_rereferral=True)
        cases = cases.filter(Exists(again))
    return cases


def with_columns(cases: QuerySet, user) -> QuerySet:
    children = (
        CaseParticipant.objects.filter(
            role=ParticipantRole.SUBJECT_CHILD, person__in=Person.objects.for_user(user)
        )
        .select_related("person")
        .order_by("person__date_of_birth", "pk")
    )
    return (
        cases.select_related("family", "team")
        .prefetch_related(Prefetch("parts", queryset=children, to_attr="children"))
        .annotate(
            key_worker=Subquery(_key_workers().values("worker__name")[:1]),
            decision_due=Subquery(_undecided().values("decision_due")[:1]),
        )
    )


def sorted_by(cases: QuerySet, name: str) -> QuerySet:
    keys = {
        "referred": F("referred_on"),
        "family": F("family__name"),
        "worker": Coalesce(F("key_worker"), Value("")),
        # The nearest decision first, then whatever has no clock running.
        "due": Coalesce(F("decision_due"), Value(NO_CLOCK, output_field=DateTimeField())),
    }
    return cases.annotate(sort_key=keys[name])


def caseload_page(cases: QuerySet, user, asked: dict, where: dict) -> KeysetPage:
    sort = asked["sort"]
    rows = sorted_by(with_columns(chosen_cases(cases, asked), user), sort.lstrip("-"))
    return keyset_page(
        rows,
        descending=sort.startswith("-"),
        size=PAGE_SIZE,
        after=where.get("after"),
        before=where.get("before"),
    )


def lines_of(cases: list[Case]) -> list[Line]:
    return [
        Line(
            case=case,
            children=", ".join(
                f"{part.person.short_name} {age_words(part.person)}" for part in case.children
            ),
            clock=decision_clock(case.decision_due) if case.decision_due else None,
        )
        for case in cases
    ]


def address(asked: dict, **changed) -> str:
    """The list's address with these filters: only what differs from the plain list, only ids."""
    kept = {
        "stage": asked["stage"] if asked["stage"] != OPEN else "",
        "worker": asked["worker"].pk if asked["worker"] else "",
        "team": asked["team"].pk if asked["team"] else "",
        "only": asked["only"],
        "sort": asked["sort"] if asked["sort"] != "-referred" else "",
    } | changed
    pairs = [
        (name, value)
        for name, values in kept.items()
        for value in (values if isinstance(values, list) else [values])
        if value not in ("", None)
    ]
    return f"?{urlencode(pairs)}"
