"""Early help, child in need, child protection and looked after: rules of the CIN census.

Numbers in comments are the census validation rules. The same day may end a child in need status
and start a child protection plan; it may not end one plan and start another of the same kind.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from cases.codes import (
    CLOSED_AFTER_ASSESSMENT,
    AbuseCategory,
    ClosureReason,
    EpisodeCeased,
    ProtectionEnd,
    StatusKind,
    end_reasons,
)
from cases.statutory_rules.facts import (
    ADULT,
    Findings,
    Problems,
    after_death,
    birthday,
    except_itself,
    future_or_reversed,
    say,
)

# A referral may be made for an unborn child from 40 weeks before the birth (8606).
PREGNANCY = timedelta(days=280)

_NAMES = {
    StatusKind.EARLY_HELP: "early help",
    StatusKind.CHILD_IN_NEED: "a child in need plan",
    StatusKind.CHILD_PROTECTION: "a child protection plan",
    StatusKind.LOOKED_AFTER: "a time of being looked after",
}
_UNDER_18 = (StatusKind.CHILD_PROTECTION, StatusKind.LOOKED_AFTER)
_DIED = {ClosureReason.DIED, ProtectionEnd.DIED, EpisodeCeased.DIED}
_PLANS = {StatusKind.CHILD_IN_NEED, StatusKind.CHILD_PROTECTION}


def status_problems(
    status: Any,
    *,
    child: Any,
    today: date,
    others: Iterable[Any] = (),
    had_assessment: bool | None = None,
) -> Problems:
    """What stops this status being recorded. `had_assessment` is None where it is not known."""
    findings = Findings()
    rest = except_itself(status, others)
    if status.starts is None:
        findings.add("starts", "Enter the start date.")
    future_or_reversed(findings, status, today)
    _age(findings, status, child)
    after_death(findings, status, child)
    _ending(findings, status)
    _closing(findings, status, child, rest, had_assessment)
    if status.kind == StatusKind.CHILD_PROTECTION:
        _protection(findings, status)
    if status.starts:
        for other in rest:
            _overlap(findings, status, other)
    return findings.problems


def status_queries(status: Any, *, child: Any) -> Problems:
    """Unusual but possible: to be shown once and accepted, as the census does with its queries."""
    findings = Findings()
    if status.kind == StatusKind.CHILD_IN_NEED and status.ends and status.ends == status.starts:
        findings.add("ends", "This plan starts and ends on the same day. Is that right?")  # 4012Q
    if child.death_date and not status.ends:
        findings.add("ends", f"The child died on {say(child.death_date)}. Should this be ended?")
    return findings.problems


def _age(findings: Findings, status: Any, child: Any) -> None:
    born, starts = child.date_of_birth, status.starts
    if starts is None:
        return
    if status.kind == StatusKind.LOOKED_AFTER:
        if born and starts < born:
            findings.add("starts", f"This is before the child was born on {say(born)}.")
        elif not born and child.expected_date:
            findings.add("starts", "An unborn child cannot be looked after.")
    else:
        due = born or child.expected_date
        if due and starts < due - PREGNANCY:
            word = "was born" if born else "is expected"
            findings.add(
                "starts",
                f"This is more than 40 weeks before the child {word} on {say(due)}.",
            )
    if born and status.kind in _UNDER_18 and starts >= birthday(born, ADULT):
        findings.add("starts", f"The child turned 18 on {say(birthday(born, ADULT))}.")


def _ending(findings: Findings, status: Any) -> None:
    if status.ends and not status.end_reason:  # 8805
        findings.add("end_reason", "Choose why it ended.")
    if status.end_reason and not status.ends:  # 8810
        findings.add("ends", "Enter the date it ended, or take the reason away.")
    if status.end_reason and status.end_reason not in _accepted_reasons(status.kind):  # 8640
        findings.add("end_reason", f"Choose a reason for the end of {_NAMES[status.kind]}.")
    same_day = status.ends and status.ends == status.starts
    if same_day and status.kind == StatusKind.CHILD_PROTECTION:  # 8840
        findings.add("ends", "A child protection plan cannot start and end on the same day.")


def _accepted_reasons(kind: str) -> set[str]:
    """What forms offer, and for the statutory kinds the census reasons that imports bring."""
    offered = {value for value, _ in end_reasons(kind)}
    return offered if kind == StatusKind.EARLY_HELP else offered | set(ClosureReason.values)


def _closing(
    findings: Findings,
    status: Any,
    child: Any,
    others: list[Any],
    had_assessment: bool | None,
) -> None:
    if status.end_reason in _DIED and not child.death_date:  # 8585Q
        findings.add("end_reason", "Record the child’s date of death before closing as “died”.")
    if status.end_reason not in CLOSED_AFTER_ASSESSMENT:
        return
    if status.kind != StatusKind.CHILD_IN_NEED:
        findings.add("end_reason", "“Closed after assessment” is for children in need only.")
    if had_assessment is False:  # 8825
        findings.add(
            "end_reason",
            "“Closed after assessment” needs an assessment, and none is recorded.",
        )
    planned = [
        other
        for other in others
        if other.kind == StatusKind.CHILD_PROTECTION
        and other.starts
        and status.starts
        and other.starts >= status.starts
        and (status.ends is None or other.starts <= status.ends)
    ]
    if planned:  # 2990
        findings.add(
            "end_reason",
            "“Closed after assessment” cannot follow a child protection plan, and one started on "
            f"{say(planned[0].starts)}. Choose another reason.",
        )


def _protection(findings: Findings, status: Any) -> None:
    held = status.conference_date
    if held is None:
        findings.add("conference_date", "Enter the date of the initial conference.")
    elif held.weekday() >= 5:  # 8875
        findings.add(
            "conference_date", f"{say(held)} is a {held:%A}. Conferences are not held at weekends."
        )
    if held and status.starts and held != status.starts:  # 2885
        findings.add(
            "starts",
            f"The plan starts on the day of the initial conference, {say(held)}.",
        )
    if status.initial_category not in AbuseCategory.values:  # 8905
        findings.add("initial_category", "Choose the category of abuse or neglect.")
    if status.latest_category and status.latest_category not in AbuseCategory.values:  # 8910
        findings.add("latest_category", "Choose the category of abuse or neglect.")


def _overlap(findings: Findings, status: Any, other: Any) -> None:
    if other.starts is None:
        return
    if other.kind == status.kind:
        _same_kind(findings, status, other)
    elif {other.kind, status.kind} == _PLANS and _touch(status, other, sharing_a_day=False):
        # 4001, 4016, 4017
        advice = (
            "End it on or before the start of this one."
            if other.starts < status.starts
            else "Choose dates that do not overlap."
        )
        findings.add(
            "starts",
            "A child cannot have a child in need plan and a child protection plan on the same "
            f"day. There is {_NAMES[other.kind]} {_span(other)}. {advice}",
        )


def _same_kind(findings: Findings, status: Any, other: Any) -> None:
    if other.ends is None and status.ends is None:  # 4004, 8935
        findings.add(
            "starts",
            f"This child already has {_NAMES[other.kind]} that is open, {_span(other)}. "
            "End it before starting another.",
        )
    elif _touch(status, other, sharing_a_day=True):  # 4014, 8940
        findings.add(
            "starts",
            f"This overlaps {_NAMES[other.kind]} {_span(other)}. Choose dates that do not overlap.",
        )


def _touch(one: Any, other: Any, *, sharing_a_day: bool) -> bool:
    """Whether two spells have a day in common; an end day counts only when `sharing_a_day`."""
    one_ends, other_ends = one.ends or date.max, other.ends or date.max
    if sharing_a_day:
        return one.starts <= other_ends and other.starts <= one_ends
    return one.starts < other_ends and other.starts < one_ends


def _span(status: Any) -> str:
    if status.ends is None:
        return f"since {say(status.starts)}"
    return f"from {say(status.starts)} to {say(status.ends)}"
