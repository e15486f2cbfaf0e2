"""Turns recorded ties into what can be drawn, and notes what is left to words.

Records disagree: the same tie twice, a parent who is also a child, partners who are in different
generations. Nothing here fails; whatever cannot be drawn is told in words with the reason.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import combinations

from cases.genogram.model import Couple, Family, Kind, Parenting, Person, Sex, Siblings, Tie

PARENTING_ORDER = tuple(Parenting)
CARE = frozenset({Parenting.KINSHIP, Parenting.GUARDIAN, Parenting.FOSTER, Parenting.STEP})
PARTED = frozenset({Couple.FORMER, Couple.SEPARATED, Couple.DIVORCED})


class Untold(StrEnum):
    """Why a tie has no line of its own."""

    IN_WORDS = "in words"
    ENDED = "it has ended"
    NOT_YET = "it has not started"
    BY_COUPLE = "the couple line shows it"
    BY_PARENTS = "the shared parents show it"
    CONTRADICTION = "it contradicts another record"
    REPEATED = "a later record of the same couple is drawn"


@dataclass(frozen=True, slots=True)
class Descent:
    parent: int
    child: int
    bond: Parenting
    ties: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people on one row: a couple (with its latest style) or siblings."""

    a: int
    b: int
    bond: Couple | Siblings
    ties: tuple[int, ...]


@dataclass(slots=True)
class Reading:
    people: dict[int, Person]
    ties: tuple[Tie, ...]
    rows: dict[int, int] = field(default_factory=dict)
    descents: list[Descent] = field(default_factory=list)
    couples: dict[tuple[int, int], Pair] = field(default_factory=dict)
    siblings: list[Pair] = field(default_factory=list)
    twins: set[tuple[int, int]] = field(default_factory=set)
    untold: dict[int, Untold] = field(default_factory=dict)

    def leave(self, ties: tuple[int, ...], why: Untold) -> None:
        for tie in ties:
            self.untold[tie] = why

    def parents_of(self) -> dict[int, set[int]]:
        parents = defaultdict(set)
        for descent in self.descents:
            parents[descent.child].add(descent.parent)
        return parents


def usable(family: Family) -> dict[int, Tie]:
    """Ties between two different people who are both in the family, by their place in the list."""
    keys = {person.key for person in family.people}
    return {
        place: tie
        for place, tie in enumerate(family.ties)
        if tie.a in keys and tie.b in keys and tie.a != tie.b
    }


def read(family: Family) -> Reading:
    people: dict[int, Person] = {}
    for person in sorted(family.people, key=lambda person: (person.key, person.label)):
        people.setdefault(person.key, person)
    ties = usable(family)
    _keep_unborn_with_mother(people, ties)
    reading = Reading(people=people, ties=family.ties)
    for place, tie in ties.items():
        if tie.kind == Kind.OTHER:
            reading.untold[place] = Untold.IN_WORDS
    _read_couples(reading, ties, family)
    descents = _read_descents(reading, ties, family)
    pairs = _read_siblings(ties)
    _place(reading, descents, pairs)
    _settle_siblings(reading, pairs)
    return reading


def _keep_unborn_with_mother(people: dict[int, Person], ties: dict[int, Tie]) -> None:
    for tie in ties.values():
        mother, child = people[tie.a], people[tie.b]
        by_birth = tie.kind == Kind.PARENT and tie.bond in (None, Parenting.BIRTH)
        if by_birth and mother.sex == Sex.FEMALE and child.is_unborn and not child.household:
            people[tie.b] = replace(child, household=mother.household)


def _read_couples(reading: Reading, ties: dict[int, Tie], family: Family) -> None:
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, tie in ties.items():
        if tie.kind == Kind.COUPLE:
            if tie.has_started(family.on):
                found[ordered(tie.a, tie.b)].append(place)
            else:
                reading.untold[place] = Untold.NOT_YET
    for (a, b), places in sorted(found.items()):
        places.sort(key=lambda place: _recency(ties[place], family, place))
        latest = places[-1]
        reading.leave(tuple(places[:-1]), Untold.REPEATED)
        reading.couples[a, b] = Pair(
            a, b, couple_style(ties[latest], reading.people, family), (latest,)
        )


def _recency(tie: Tie, family: Family, place: int):
    running = not tie.has_ended(family.on)
    parted = tie.bond in PARTED
    began = tie.started or tie.ended
    return (running and not parted, began.toordinal() if began else 0, parted, place)


def couple_style(tie: Tie, people: dict[int, Person], family: Family) -> Couple:
    """How a couple stands on the day. Being widowed ends a couple without parting it."""
    bond = Couple(tie.bond) if isinstance(tie.bond, str) else Couple.PARTNER
    if not tie.has_ended(family.on) or bond in PARTED:
        return bond
    deaths = [people[key].died for key in (tie.a, tie.b) if people[key].has_died(family.on)]
    if any(died is None or died <= tie.ended for died in deaths):
        return bond
    return Couple.DIVORCED if bond == Couple.MARRIED else Couple.FORMER


def _read_descents(reading: Reading, ties: dict[int, Tie], family: Family) -> list[Descent]:
    found: dict[tuple[Parenting, int, int], list[int]] = defaultdict(list)
    for place, tie in ties.items():
        if tie.kind != Kind.PARENT:
            continue
        bond = Parenting(tie.bond) if isinstance(tie.bond, str) else Parenting.BIRTH
        if not tie.has_started(family.on):
            reading.untold[place] = Untold.NOT_YET
        elif tie.has_ended(family.on) and bond in CARE:
            reading.untold[place] = Untold.ENDED
        else:
            found[bond, tie.a, tie.b].append(place)
    descents = [Descent(a, b, bond, tuple(places)) for (bond, a, b), places in found.items()]
    return sorted(
        _without_shown(reading, descents),
        key=lambda descent: (
            PARENTING_ORDER.index(descent.bond),
            _implausible(reading.people, descent),
            descent.parent,
            descent.child,
        ),
    )


def _without_shown(reading: Reading, descents: list[Descent]) -> list[Descent]:
    """Step-parents beside the parent need no line; nor does an older sister who is the carer."""
    kin = defaultdict(set)
    for descent in descents:
        if descent.bond not in CARE:
            kin[descent.child].add(descent.parent)
    kept = []
    for descent in descents:
        parents = kin[descent.child]
        beside = any(ordered(descent.parent, parent) in reading.couples for parent in parents)
        if descent.bond == Parenting.STEP and beside:
            reading.leave(descent.ties, Untold.BY_COUPLE)
        elif descent.bond in CARE and parents & kin[descent.parent]:
            reading.leave(descent.ties, Untold.IN_WORDS)
        else:
            kept.append(descent)
    return kept


def _implausible(people: dict[int, Person], descent: Descent) -> int:
    """Where two records contradict each other, the one that fits the dates of birth is kept."""
    elder, younger = people[descent.parent].born, people[descent.child].born
    if elder is None or younger is None:
        return 1
    return 0 if elder < younger else 2


def _read_siblings(ties: dict[int, Tie]) -> list[Pair]:
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, tie in ties.items():
        if tie.kind == Kind.SIBLING:
            found[ordered(tie.a, tie.b)].append(place)
    pairs = []
    for (a, b), places in sorted(found.items()):
        bonds = [Siblings(ties[place].bond or Siblings.FULL) for place in places]
        bond = Siblings.TWIN if Siblings.TWIN in bonds else bonds[0]
        pairs.append(Pair(a, b, bond, tuple(places)))
    return pairs


class _Generations:
    """Groups of people who must stand on one row, and who must stand above whom."""

    def __init__(self, keys):
        self.group = {key: key for key in keys}
        self.below: dict[int, set[int]] = defaultdict(set)

    def _reaches(self, start: int, goal: int) -> bool:
        seen, waiting = {start}, [start]
        while waiting:
            for lower in self.below[waiting.pop()]:
                if lower == goal:
                    return True
                if lower not in seen:
                    seen.add(lower)
                    waiting.append(lower)
        return False

    def put_above(self, parent: int, child: int) -> bool:
        upper, lower = self.group[parent], self.group[child]
        if upper == lower or self._reaches(lower, upper):
            return False
        self.below[upper].add(lower)
        return True

    def put_beside(self, a: int, b: int) -> bool:
        one, two = self.group[a], self.group[b]
        if one == two:
            return True
        if self._reaches(one, two) or self._reaches(two, one):
            return False
        keep, lose = min(one, two), max(one, two)
        for key, group in self.group.items():
            if group == lose:
                self.group[key] = keep
        self.below[keep] |= self.below.pop(lose, set())
        for lower in self.below.values():
            if lose in lower:
                lower.remove(lose)
                lower.add(keep)
        return True

    def rows(self) -> dict[int, int]:
        """Longest path from the top, then everyone as near above their children as may be."""
        above: dict[int, set[int]] = defaultdict(set)
        for upper, lowers in self.below.items():
            for lower in lowers:
                above[lower].add(upper)
        row: dict[int, int] = {}
        groups = sorted(set(self.group.values()))
        while len(row) < len(groups):
            for group in groups:
                if group not in row and all(upper in row for upper in above[group]):
                    row[group] = max((row[upper] + 1 for upper in above[group]), default=0)
        for group in sorted(groups, key=lambda group: (-row[group], group)):
            lowers = self.below[group]
            if lowers and len(lowers) > len(above[group]):
                row[group] = min(row[lower] for lower in lowers) - 1
        return {key: row[group] for key, group in self.group.items()}


def _place(reading: Reading, descents: list[Descent], siblings: list[Pair]) -> None:
    """Blood and adoption first, then couples, then siblings, then care: the first claim wins."""
    generations = _Generations(reading.people)
    kin = [descent for descent in descents if descent.bond not in CARE]
    care = [descent for descent in descents if descent.bond in CARE]
    for descent in kin:
        _descend(reading, generations, descent)
    for pair in list(reading.couples.values()):
        if not generations.put_beside(pair.a, pair.b):
            reading.leave(pair.ties, Untold.CONTRADICTION)
            del reading.couples[pair.a, pair.b]
    for child in sorted(parents := reading.parents_of()):
        for a, b in combinations(sorted(parents[child]), 2):
            generations.put_beside(a, b)
    for pair in siblings:
        generations.put_beside(pair.a, pair.b)
    for descent in care:
        _descend(reading, generations, descent)
    reading.rows = generations.rows()


def _descend(reading: Reading, generations: _Generations, descent: Descent) -> None:
    if generations.put_above(descent.parent, descent.child):
        reading.descents.append(descent)
    else:
        reading.leave(descent.ties, Untold.CONTRADICTION)


def _settle_siblings(reading: Reading, pairs: list[Pair]) -> None:
    parents = reading.parents_of()
    for pair in pairs:
        if pair.bond == Siblings.TWIN:
            reading.twins.add((pair.a, pair.b))
        if parents[pair.a] & parents[pair.b]:
            reading.leave(pair.ties, Untold.BY_PARENTS)
        elif reading.rows[pair.a] == reading.rows[pair.b]:
            reading.siblings.append(pair)
        else:
            reading.leave(pair.ties, Untold.CONTRADICTION)


def ordered(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)
