"""What an instrument is: its questions or scores, how they add up, what the sum means.

Definitions are data in code, each with a version. A definition that changes its questions,
scoring or bands gets a new version beside the old one, so that an old measure reads as it was.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cases.codes import AlertKind, Informant

Answers = Mapping[str, Any]
Problems = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Question:
    """One item answered by choosing. Each choice is its score and its wording."""

    slug: str
    text: str
    choices: tuple[tuple[int, str], ...]

    @property
    def highest(self) -> int:
        return max(value for value, _ in self.choices)

    def words_for(self, value: int | None) -> str:
        return dict(self.choices).get(value, "") if value is not None else ""


@dataclass(frozen=True, slots=True)
class Number:
    """A score or a count worked out elsewhere and typed in."""

    slug: str
    text: str
    highest: int
    lowest: int = 0
    hint: str = ""
    required: bool = True
    highest_for: Mapping[str, int] | None = None

    def top(self, informant: str) -> int:
        return (self.highest_for or {}).get(informant, self.highest)


@dataclass(frozen=True, slots=True)
class Tick:
    """Something that is so or not."""

    slug: str
    text: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A date that belongs to the result; left empty where it did not happen."""

    slug: str
    text: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A goal in the person's own words."""

    slug: str
    text: str
    hint: str = ""


Entry = Question | Number | Tick | Day | Words


@dataclass(frozen=True, slots=True)
class Level:
    slug: str
    label: str
    colour: str


@dataclass(frozen=True, slots=True)
class Band:
    """Scores from `lowest` to `highest` have this level."""

    level: Level
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class Scored:
    """What the answers come to. No total when too little was answered."""

    total: Decimal | None
    scores: Mapping[str, int]
    level: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Risk:
    """Something in the answers that cannot wait until tomorrow."""

    slug: str
    alert: AlertKind
    task: str
    text: str


def no_problems(answers: Answers, informant: str) -> Problems:
    return {}


def no_risks(answers: Answers) -> tuple[Risk, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Instrument:
    slug: str
    version: int
    name: str
    short_name: str
    measures: str
    licence: str
    source: str
    entries: tuple[Entry, ...]
    score: Callable[[Answers, str], Scored]
    lowest: int
    highest: int
    informants: tuple[Informant, ...]
    higher_is_worse: bool = True
    instruction: str = ""
    levels: tuple[Level, ...] = ()
    score_labels: tuple[tuple[str, str], ...] = ()
    # For instruments whose scales each have bands of their own.
    bands_of: Callable[[str, str], tuple[Band, ...]] | None = None
    cutoff: int | None = None
    cutoff_words: str = ""
    reliable_change: Decimal | None = None
    missing_allowed: int = 0
    problems: Callable[[Answers, str], Problems] = no_problems
    risks: Callable[[Answers], tuple[Risk, ...]] = no_risks
    ages: Mapping[str, tuple[int, int]] | None = None

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(one for one in self.entries if isinstance(one, Question))

    def scale_bands(self, scale: str, informant: str) -> tuple[Band, ...]:
        """The bands of one scale; none where only the total has a level."""
        if self.bands_of is None:
            return ()
        return self.bands_of(scale, informant)

    def level_named(self, slug: str) -> Level | None:
        return next((level for level in self.levels if level.slug == slug), None)


def level_in(bands: tuple[Band, ...], score: int | Decimal | None) -> str:
    """The level of the band a whole score falls in; none for no score."""
    if score is None:
        return ""
    return next((band.level.slug for band in bands if band.lowest <= score <= band.highest), "")


def band_table(levels: tuple[Level, ...], *ranges: tuple[int, int]) -> tuple[Band, ...]:
    return tuple(Band(level, *edges) for level, edges in zip(levels, ranges, strict=True))
