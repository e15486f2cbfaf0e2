"""What the rules look at.

The attributes are named as on the models, so a model instance, saved or not, will do in place of
any of these; the plain values are for forms that have not built one, imports and tests.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

Problems = dict[str, list[str]]

ADULT = 18


@dataclass(frozen=True)
class Child:
    date_of_birth: date | None = None
    expected_date: date | None = None
    death_date: date | None = None


@dataclass(frozen=True)
class Status:
    kind: str
    starts: date | None
    ends: date | None = None
    end_reason: str = ""
    conference_date: date | None = None
    initial_category: str = ""
    latest_category: str = ""
    pk: int | None = None


@dataclass(frozen=True)
class Episode:
    starts: date | None
    reason_started: str
    legal_status: str
    placement: str
    ends: date | None = None
    reason_ceased: str = ""
    pk: int | None = None


@dataclass(frozen=True)
class Missing:
    missing_at: datetime | None
    returned_at: datetime | None = None
    kind: str = "M"
    interview_offered: bool | None = None
    interview_accepted: bool | None = None
    pk: int | None = None


class Findings:
    """Messages gathered by field, one of each."""

    def __init__(self) -> None:
        self.problems: Problems = {}

    def add(self, field: str, message: str) -> None:
        messages = self.problems.setdefault(field, [])
        if message not in messages:
            messages.append(message)


def say(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def birthday(born: date, age: int) -> date:
    """The day someone turns this age; 1 March for those born on 29 February."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def age_on(born: date, day: date) -> int:
    years = day.year - born.year
    return years if birthday(born, years) <= day else years - 1


def except_itself(record: Any, others: Any) -> list[Any]:
    """The other records of the child, when the record being checked may be among them."""
    return [
        other
        for other in others
        if other is not record and (record.pk is None or other.pk != record.pk)
    ]


def future_or_reversed(findings: Findings, record: Any, today: date) -> None:
    if record.starts and record.starts > today:
        findings.add("starts", "The start date cannot be in the future.")
    if record.ends and record.ends > today:
        findings.add("ends", "The end date cannot be in the future.")
    if record.starts and record.ends and record.ends < record.starts:
        findings.add("ends", f"The end date cannot be before the start, {say(record.starts)}.")


def after_death(findings: Findings, record: Any, child: Any) -> None:
    died = child.death_date
    for field in ("starts", "ends"):
        day = getattr(record, field)
        if died and day and day > died:
            findings.add(field, f"This is after the child died on {say(died)}.")
