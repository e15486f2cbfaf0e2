"""Going missing, coming back, and the interview that follows.

Return interviews: statutory guidance on children who run away or go missing from home or care
(2014). Overlaps and dates: SSDA903 rules 567, 574 and 586.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from cases.codes import MissingKind
from cases.statutory_rules.facts import Findings, Problems, except_itself, say
from cases.working_days import due_after_hours, local_date

INTERVIEW_HOURS = 72
OFTEN_TIMES = 3
OFTEN_DAYS = 30


def missing_problems(
    missing: Any, *, child: Any, now: datetime, others: Iterable[Any] = ()
) -> Problems:
    findings = Findings()
    if missing.kind not in MissingKind.values:
        findings.add("kind", "Choose whether the child was missing or away without permission.")
    if missing.missing_at is None:
        findings.add("missing_at", "Enter when the child went missing.")
        return findings.problems
    _times(findings, missing, child, now)
    for other in except_itself(missing, others):
        _overlap(findings, missing, other)
    _interview(findings, missing)
    return findings.problems


def return_interview_due(
    returned_at: datetime | None, *, hours: float = INTERVIEW_HOURS
) -> datetime | None:
    """By when the interview should be held: 72 hours after the child is found or comes back."""
    return None if returned_at is None else due_after_hours(returned_at, hours)


def often_missing(
    episodes: Iterable[Any],
    *,
    times: int = OFTEN_TIMES,
    days: int = OFTEN_DAYS,
    kinds: frozenset[str] = frozenset({MissingKind.MISSING}),
) -> list[Any]:
    """The episodes that made it `times` or more in `days`: each calls for a strategy meeting.

    Counted by London dates, so 1 and 31 May are within 30 days. Being away without permission
    does not count unless `kinds` says so.
    """
    in_order = sorted(
        (episode for episode in episodes if episode.missing_at and episode.kind in kinds),
        key=lambda episode: episode.missing_at,
    )
    window = timedelta(days=days)
    return [
        last
        for first, last in zip(in_order, in_order[times - 1 :], strict=False)
        if local_date(last.missing_at) - local_date(first.missing_at) <= window
    ]


def _times(findings: Findings, missing: Any, child: Any, now: datetime) -> None:
    left, back = missing.missing_at, missing.returned_at
    if left > now:
        findings.add("missing_at", "This cannot be in the future.")
    if child.date_of_birth and local_date(left) < child.date_of_birth:  # 586
        findings.add(
            "missing_at", f"This is before the child was born on {say(child.date_of_birth)}."
        )
    if child.death_date and local_date(left) > child.death_date:
        findings.add("missing_at", f"This is after the child died on {say(child.death_date)}.")
    if back and back > now:
        findings.add("returned_at", "This cannot be in the future.")
    if back and back <= left:  # 567
        findings.add("returned_at", "The child must come back after they went missing.")


def _overlap(findings: Findings, missing: Any, other: Any) -> None:
    if other.missing_at is None:
        return
    started = say(local_date(other.missing_at))
    starts_within = other.returned_at is None or missing.missing_at < other.returned_at
    ends_within = missing.returned_at is None or other.missing_at < missing.returned_at
    if not (starts_within and ends_within):  # 574
        return
    if other.returned_at is None and other.missing_at <= missing.missing_at:
        findings.add(
            "missing_at",
            f"The child is already recorded as missing since {started}. Record when they came "
            "back first.",
        )
    elif missing.returned_at is None and missing.missing_at < other.missing_at:
        findings.add(
            "returned_at",
            f"The child went missing again on {started}. Enter when they came back before that.",
        )
    else:
        findings.add("missing_at", f"This overlaps the time missing from {started}.")


def _interview(findings: Findings, missing: Any) -> None:
    if missing.returned_at is None and missing.interview_offered is not None:
        findings.add(
            "interview_offered", "Record when the child came back before the return interview."
        )
    if missing.interview_accepted and not missing.interview_offered:
        findings.add("interview_accepted", "An interview must be offered before it is accepted.")
