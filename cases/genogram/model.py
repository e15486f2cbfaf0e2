"""What a genogram is drawn from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Sex(StrEnum):
    MALE = "M"
    FEMALE = "F"
    UNKNOWN = "U"


class Kind(StrEnum):
    PARENT = "parent"  # a is a parent of b, or cares for b as one
    COUPLE = "couple"
    SIBLING = "sibling"
    OTHER = "other"  # told in words only


class Parenting(StrEnum):
    BIRTH = "birth"
    ADOPTIVE = "adoptive"
    KINSHIP = "kinship"
    GUARDIAN = "guardian"
    FOSTER = "foster"
    STEP = "step"


class Couple(StrEnum):
    MARRIED = "married"
    PARTNER = "partner"
    APART = "apart"  # partners who live apart
    FORMER = "former"  # partners who have parted
    SEPARATED = "separated"
    DIVORCED = "divorced"


class Siblings(StrEnum):
    FULL = "full"
    TWIN = "twin"
    HALF = "half"
    STEP = "step"


Bond = Parenting | Couple | Siblings


@dataclass(frozen=True, slots=True)
class Person:
    key: int
    label: str
    url: str | None = None
    sex: Sex = Sex.UNKNOWN
    born: date | None = None
    expected: date | None = None
    died: date | None = None
    dead: bool = False  # known to have died, date not known
    is_focus: bool = False
    household: str | None = None

    @property
    def is_unborn(self) -> bool:
        return self.born is None and self.expected is not None

    def has_died(self, on: date) -> bool:
        return self.dead or (self.died is not None and self.died <= on)


@dataclass(frozen=True, slots=True)
class Tie:
    """One recorded relation. `words` names an `OTHER` tie from a's side: "aunt"."""

    kind: Kind
    a: int
    b: int
    bond: Bond | None = None
    started: date | None = None
    ended: date | None = None
    words: str = ""

    def has_ended(self, on: date) -> bool:
        return self.ended is not None and self.ended <= on

    def has_started(self, on: date) -> bool:
        return self.started is None or self.started <= on


@dataclass(frozen=True, slots=True)
class Family:
    """Everyone to be drawn and how they are tied, as things stood on one day.

    `households` gives the words shown for a household key, such as an address; leave a key out
    when the address must not be shown.
    """

    people: tuple[Person, ...]
    ties: tuple[Tie, ...]
    on: date
    households: Mapping[str, str] = field(default_factory=dict)
