"""Notices as their page shows them: what, about whom, for whom, and where to look."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from cases.codes import NoticeKind
from cases.deadlines.registry import rule_named
from cases.models import Deadline, Notice, Task

PER_PAGE = 25
# More than anybody reads: what lies beyond need not be counted.
MOST_COUNTED = 99

TASKS = frozenset({NoticeKind.TASK_GIVEN, NoticeKind.SUPERVISION_TASK})
PLANS = frozenset({NoticeKind.PLAN_WAITS, NoticeKind.PLAN_APPROVED, NoticeKind.PLAN_SENT_BACK})


@dataclass(frozen=True, slots=True)
class Line:
    notice: Notice
    detail: str
    for_whom: str
    read_by: str

    @property
    def title(self) -> str:
        return str(self.notice.get_kind_display())

    @property
    def about(self) -> str:
        notice = self.notice
        if notice.case:
            return f"{notice.family}, {notice.case.strand_name}"
        return str(notice.family) if notice.family else ""

    @property
    def url(self) -> str:
        notice = self.notice
        if notice.kind in _ADDRESSES:
            return _ADDRESSES[notice.kind](notice)
        about = notice.case or notice.family
        return about.get_absolute_url() if about else reverse("home")


def _tasks(notice: Notice) -> str:
    if notice.case_id:
        return reverse("cases:case_tasks", args=[notice.case_id])
    return reverse("cases:family_tasks", args=[notice.family_id])


_ADDRESSES: dict[str, Callable[[Notice], str]] = {
    NoticeKind.CASE_OFFERED: lambda one: reverse("cases:transfer_answer", args=[one.source_id]),
    NoticeKind.RISK: lambda one: reverse("cases:measure", args=[one.source_id]),
    NoticeKind.DRAFT_EXPIRES: lambda _: reverse("home"),
    **dict.fromkeys(TASKS, _tasks),
    **dict.fromkeys(PLANS, lambda one: reverse("cases:case_plan", args=[one.case_id])),
}


def lines_of(notices: list[Notice], *, reader) -> list[Line]:
    """With `family`, `case`, `user` and `read_by` selected; the details in a query a kind."""
    tasks = _ids(notices, TASKS)
    clocks = _ids(notices, {NoticeKind.CLOCK_RAN_OUT})
    titles = dict(
        Task.objects.for_user(reader).filter(pk__in=tasks).values_list("pk", "title")
        if tasks
        else ()
    )
    rules = dict(
        Deadline.objects.for_user(reader).filter(pk__in=clocks).values_list("pk", "rule")
        if clocks
        else ()
    )
    return [_line(notice, titles, rules, reader) for notice in notices]


def _ids(notices: list[Notice], kinds: set[str] | frozenset[str]) -> list[int]:
    return [notice.source_id for notice in notices if notice.kind in kinds]


def _line(notice: Notice, titles: dict[int, str], rules: dict[int, str], reader) -> Line:
    detail = ""
    if notice.kind in TASKS:
        detail = titles.get(notice.source_id, "")
    elif notice.kind == NoticeKind.CLOCK_RAN_OUT and notice.source_id in rules:
        detail = rule_named(rules[notice.source_id]).name
    somebody_else = notice.read_by_id not in (None, reader.pk)
    return Line(
        notice=notice,
        detail=detail,
        for_whom="" if notice.user_id == reader.pk else str(notice.user),
        read_by=str(notice.read_by) if somebody_else else "",
    )


class Unread:
    """How many notices a user has not read: asked once, and only by a page that shows it."""

    def __init__(self, user) -> None:
        self.user = user

    @cached_property
    def count(self) -> int:
        return Notice.objects.for_user(self.user).unread()[: MOST_COUNTED + 1].count()

    @property
    def number(self) -> str:
        return f"{MOST_COUNTED}+" if self.count > MOST_COUNTED else str(self.count)

    @property
    def menu_text(self) -> str:
        return f"Notices ({self.number})" if self.count else "Notices"

    @property
    def words(self) -> str:
        return f"{self.number} new notice{'' if self.count == 1 else 's'}"
