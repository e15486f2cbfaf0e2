"""The genogram in words: a sentence for each person, and who lives with whom."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from cases.genogram.ages import age_words, day_words
from cases.genogram.homes import Home
from cases.genogram.lettering import clean, isolated, name_of
from cases.genogram.model import Couple, Family, Kind, Parenting, Person, Siblings, Tie
from cases.genogram.reading import PARTED, Reading, Untold, couple_style, ordered, usable
from cases.genogram.structure import birth_order

CHILD_OF = {
    Parenting.BIRTH: "child of",
    Parenting.ADOPTIVE: "adopted child of",
    Parenting.FOSTER: "fostered by",
    Parenting.KINSHIP: "in kinship care with",
    Parenting.GUARDIAN: "under special guardianship with",
    Parenting.STEP: "step-child of",
}
PARENT_OF = {
    Parenting.BIRTH: "parent of",
    Parenting.ADOPTIVE: "adoptive parent of",
    Parenting.FOSTER: "foster carer of",
    Parenting.KINSHIP: "kinship carer of",
    Parenting.GUARDIAN: "special guardian of",
    Parenting.STEP: "step-parent of",
}
COUPLE_WITH = {
    Couple.MARRIED: "married to",
    Couple.PARTNER: "living together with",
    Couple.APART: "partner, living apart, of",
    Couple.FORMER: "former partner of",
    Couple.SEPARATED: "separated from",
    Couple.DIVORCED: "divorced from",
}
COUPLE_STATE = {
    Couple.MARRIED: "married",
    Couple.PARTNER: "living together",
    Couple.APART: "living apart",
    Couple.FORMER: "former partners",
    Couple.SEPARATED: "separated",
    Couple.DIVORCED: "divorced",
}
SIBLING_OF = {
    Siblings.FULL: "brother or sister of",
    Siblings.TWIN: "twin of",
    Siblings.HALF: "half-brother or half-sister of",
    Siblings.STEP: "step-brother or step-sister of",
}
SEX = {"M": "male", "F": "female", "U": "sex not known"}
SILENT = frozenset({Untold.BY_COUPLE, Untold.BY_PARENTS, Untold.REPEATED})


@dataclass(frozen=True, slots=True)
class PersonWords:
    key: int
    name: str
    url: str | None
    is_focus: bool
    facts: str

    def __str__(self) -> str:
        return f"{self.name}, {self.facts}"


@dataclass(frozen=True, slots=True)
class HomeWords:
    letter: str
    place: str
    names: str


def listed(things: Sequence[str]) -> str:
    if len(things) < 2:
        return "".join(things)
    return f"{', '.join(things[:-1])} and {things[-1]}"


class Words:
    def __init__(self, family: Family, reading: Reading):
        self.family, self.reading = family, reading
        self.ties = usable(family)
        self.names = {
            key: isolated(name_of(person.label)) for key, person in reading.people.items()
        }

    def people(self, order: Iterable[int]) -> list[PersonWords]:
        """The person at the centre first, then as in the drawing."""
        by_person: dict[int, list[Tie]] = defaultdict(list)
        for tie in self.ties.values():
            by_person[tie.a].append(tie)
            by_person[tie.b].append(tie)
        people = self.reading.people
        return [
            self._person(people[key], by_person[key])
            for key in sorted(order, key=lambda key: not people[key].is_focus)
        ]

    def _person(self, person: Person, ties: list[Tie]) -> PersonWords:
        facts = [age_words(person, self.family.on)]
        facts += self._parents(person.key, ties)
        facts += self._couples(person.key, ties)
        facts += self._children(person.key, ties)
        facts += self._siblings(person.key, ties)
        facts += self._others(person.key, ties)
        return PersonWords(
            person.key,
            self.names[person.key],
            person.url,
            person.is_focus,
            f"{facts[0]}{', ' if facts[1:] else ''}{'; '.join(facts[1:])}.",
        )

    def _parents(self, key: int, ties: list[Tie]) -> list[str]:
        mine = [tie for tie in ties if tie.kind == Kind.PARENT and tie.b == key]
        return [
            f"{when}{CHILD_OF[bond]} {self._together(parents)}{dates}"
            for (bond, when, dates), parents in self._grouped(mine, lambda tie: tie.a)
        ]

    def _children(self, key: int, ties: list[Tie]) -> list[str]:
        mine = [tie for tie in ties if tie.kind == Kind.PARENT and tie.a == key]
        people = self.reading.people
        found = []
        for (bond, when, dates), children in self._grouped(mine, lambda tie: tie.b):
            children.sort(key=lambda child: birth_order(people[child]))
            names = listed([self.names[child] for child in children])
            found.append(f"{when}{PARENT_OF[bond]} {names}{dates}")
        return found

    def _grouped(self, ties: list[Tie], who):
        groups: dict[tuple[Parenting, str, str], list[int]] = defaultdict(list)
        for tie in ties:
            bond = Parenting(tie.bond) if isinstance(tie.bond, str) else Parenting.BIRTH
            key = (bond, *self._when(tie))
            if who(tie) not in groups[key]:
                groups[key].append(who(tie))
        order = list(Parenting)
        return sorted(groups.items(), key=lambda item: (order.index(item[0][0]), item[0][1:]))

    def _when(self, tie: Tie) -> tuple[str, str]:
        if tie.has_ended(self.family.on):
            return "formerly ", f" (until {day_words(tie.ended)})"
        if not tie.has_started(self.family.on):
            return "", f" (from {day_words(tie.started)})"
        return "", ""

    def _together(self, parents: list[int]) -> str:
        names = listed([self.names[key] for key in parents])
        if len(parents) == 2 and (pair := self.reading.couples.get(ordered(*parents))):
            past = "were " if pair.bond not in PARTED and self._one_died(*parents) else ""
            return f"{names} ({past}{COUPLE_STATE[pair.bond]})"
        return names

    def _couples(self, key: int, ties: list[Tie]) -> list[str]:
        mine = [tie for tie in ties if tie.kind == Kind.COUPLE]
        mine.sort(key=lambda tie: tie.started or tie.ended or date.max)
        return [
            f"{self._couple_with(tie)} {self.names[_other(tie, key)]}{_span(tie)}" for tie in mine
        ]

    def _couple_with(self, tie: Tie) -> str:
        """A couple one of whom has died is told as past, though it did not part."""
        bond = couple_style(tie, self.reading.people, self.family)
        widowed = bond not in PARTED and self._one_died(tie.a, tie.b)
        return f"{'was ' if widowed else ''}{COUPLE_WITH[bond]}"

    def _one_died(self, a: int, b: int) -> bool:
        return any(self.reading.people[key].has_died(self.family.on) for key in (a, b))

    def _siblings(self, key: int, ties: list[Tie]) -> list[str]:
        groups: dict[Siblings, list[str]] = defaultdict(list)
        for tie in ties:
            if tie.kind == Kind.SIBLING:
                name = self.names[_other(tie, key)]
                bond = Siblings(tie.bond or Siblings.FULL)
                if name not in groups[bond]:
                    groups[bond].append(name)
        return [f"{SIBLING_OF[bond]} {listed(groups[bond])}" for bond in sorted(groups)]

    def _others(self, key: int, ties: list[Tie]) -> list[str]:
        found = []
        for tie in ties:
            if tie.kind != Kind.OTHER:
                continue
            words = clean(tie.words)
            name = self.names[_other(tie, key)]
            if not words:
                found.append(f"connected to {name}")
            elif tie.a == key:
                found.append(f"{words} of {name}")
            else:
                found.append(f"has {name} as {words}")
        return found

    def homes(self, found: Sequence[Home]) -> list[HomeWords]:
        return [
            HomeWords(
                home.letter,
                clean(self.family.households.get(home.household, "")),
                listed([self.names[key] for key in home.keys]),
            )
            for home in found
        ]

    def not_drawn(self) -> list[str]:
        """Recorded ties that have no line, each with the reason unless it is plain."""
        return [
            self._statement(self.ties[place], why)
            for place, why in sorted(self.reading.untold.items())
            if why not in SILENT
        ]

    def _statement(self, tie: Tie, why: Untold) -> str:
        a, b = self.names[tie.a], self.names[tie.b]
        reason = "" if why == Untold.IN_WORDS else f" ({why})"
        words = f"{clean(tie.words) or 'connected'} {'of' if tie.words else 'to'}"
        if tie.kind == Kind.PARENT:
            words = PARENT_OF[Parenting(tie.bond or Parenting.BIRTH)]
        elif tie.kind == Kind.COUPLE:
            words = self._couple_with(tie)
        elif tie.kind == Kind.SIBLING:
            words = SIBLING_OF[Siblings(tie.bond or Siblings.FULL)]
        return f"{a}: {words} {b}{reason}."


def spoken_name(person: Person, on: date) -> str:
    """What a screen reader says for the symbol: the visible name first."""
    parts = [isolated(name_of(person.label)), age_words(person, on)]
    if not person.is_unborn:
        parts.append(SEX[person.sex])
    if person.is_focus:
        parts.append("the person this is drawn for")
    return ", ".join(parts)


def _other(tie: Tie, key: int) -> int:
    return tie.b if tie.a == key else tie.a


def _span(tie: Tie) -> str:
    if tie.started and tie.ended:
        return f" ({tie.started.year} to {tie.ended.year})"
    if tie.started:
        return f" (since {tie.started.year})"
    return f" (until {tie.ended.year})" if tie.ended else ""
