"""What a clock is: what starts it, how long it runs, what meets it, and who says so."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from cases.codes import ClockUnit, DeadlineEnd

if TYPE_CHECKING:
    from cases.deadlines.facts import FamilyFacts


class Level(StrEnum):
    LAW = "Law"
    GUIDANCE = "Statutory guidance"
    LOCAL = "Local practice"


class Per(StrEnum):
    CASE = "case"
    PERSON = "person"
    FAMILY = "family"


@dataclass(frozen=True, slots=True)
class Met:
    """What met a clock, and when."""

    at: datetime
    by: str
    by_id: int


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of time in which a clock runs: from its start to what ends the need for it.

    `due` is given when the record names the day itself, such as the review date of an alert.
    """

    family_id: int
    started_by: str
    started_by_id: int
    starts: datetime
    case_id: int | None = None
    person_id: int | None = None
    until: datetime | None = None
    why_ended: DeadlineEnd = DeadlineEnd.NOT_NEEDED
    meets: tuple[Met, ...] = ()
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class ClockRule:
    """One clock. `amount` is None when the record itself names the day.

    `runs` finds where it runs among the records of some families; `watches` are the models it
    looks at, so that saving anything else costs nothing. `met_by_seeing`: a note in which the
    person was seen may meet it.
    """

    slug: str
    name: str
    starts: str
    met_by: str
    per: Per
    level: Level
    source: str
    runs: Callable[["FamilyFacts"], Iterable[Run]]
    watches: frozenset[str]
    amount: int | None = None
    unit: ClockUnit = ClockUnit.DAYS
    repeats: bool = False
    met_by_seeing: bool = False
