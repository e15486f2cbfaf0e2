"""Unions, the children who hang from them, and which people belong in one drawing together."""

from collections import defaultdict
from dataclasses import dataclass

from cases.genogram.model import Parenting, Person, Siblings
from cases.genogram.reading import PARENTING_ORDER, Descent, Pair, Reading


@dataclass(frozen=True, slots=True)
class Union:
    """One or two people on a row from whom children may hang. `couple` is None when no couple
    was recorded: parents of the same child, or one parent alone."""

    partners: tuple[int, ...]
    row: int
    couple: Pair | None = None


@dataclass(frozen=True, slots=True)
class Member:
    child: int
    bond: Parenting | Siblings
    ties: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Drop:
    """Children of one union on one row, under one bar. Without a union: brothers and sisters
    whose parents are not in the records."""

    union: Union | None
    row: int
    members: tuple[Member, ...]
    primary: bool

    @property
    def bond(self) -> Parenting | Siblings:
        """The bond all share; where they differ the bar is a birth line and each child's own
        line tells."""
        bonds = {member.bond for member in self.members}
        if len(bonds) == 1:
            return next(iter(bonds))
        return Siblings.FULL if self.union is None else Parenting.BIRTH


@dataclass(frozen=True, slots=True)
class Part:
    """People joined to one another by lines, drawn apart from everyone else."""

    keys: tuple[int, ...]
    rows: dict[int, int]
    unions: tuple[Union, ...]
    drops: tuple[Drop, ...]


def birth_order(person: Person) -> tuple[int, int, int]:
    day = person.born or person.expected
    unknown = 1 if day is None else 0
    return (unknown, day.toordinal() if day else 0, person.key)


def parts(reading: Reading) -> list[Part]:
    """Drawings to make: the one with the focus first, then the larger."""
    unions, drops = _unions_and_drops(reading)
    groups = _joined(reading, unions, drops)
    found = [_part(reading, keys, unions, drops) for keys in groups]
    focus = {key for key, person in reading.people.items() if person.is_focus}
    return sorted(
        found, key=lambda part: (not focus & set(part.keys), -len(part.keys), part.keys[0])
    )


def _unions_and_drops(reading: Reading) -> tuple[list[Union], list[Drop]]:
    unions: dict[tuple[int, ...], Union] = {}

    def union_of(partners: tuple[int, ...]) -> Union:
        return unions.setdefault(
            partners,
            Union(partners, reading.rows[partners[0]], reading.couples.get(partners)),
        )

    for partners in sorted(reading.couples):
        union_of(partners)
    by_child: dict[int, dict[Parenting, list[Descent]]] = defaultdict(lambda: defaultdict(list))
    for descent in reading.descents:
        by_child[descent.child][descent.bond].append(descent)
    hanging: dict[tuple, list[Member]] = defaultdict(list)
    for child in sorted(by_child):
        first = True
        for bond in PARENTING_ORDER:
            for partners, ties in _partnerships(reading, bond, by_child[child].get(bond, [])):
                union = union_of(partners)
                key = (partners, reading.rows[child], None if first else bond)
                hanging[key].append(Member(child, bond, ties))
                unions[partners] = union
                first = False
    drops = [
        Drop(unions[partners], row, _in_birth_order(reading, members), primary=bond is None)
        for (partners, row, bond), members in hanging.items()
    ]
    drops += _sibling_drops(reading)
    return list(unions.values()), drops


def _in_birth_order(reading: Reading, members: list[Member]) -> tuple[Member, ...]:
    return tuple(sorted(members, key=lambda member: birth_order(reading.people[member.child])))


def _partnerships(reading: Reading, bond: Parenting, descents: list[Descent]):
    """Who stands together as this child's parents: recorded couples first, then the two who
    are left, then each alone."""
    ties = {descent.parent: descent.ties for descent in descents}
    left = sorted(ties)
    found = []
    for a in list(left):
        for b in list(left):
            if a in left and b in left and (a, b) in reading.couples:
                found.append((a, b))
                left.remove(a)
                left.remove(b)
    if len(left) == 2 and bond in (Parenting.BIRTH, Parenting.ADOPTIVE):
        a, b = left
        if reading.rows[a] == reading.rows[b]:
            found.append((a, b))
            left = []
    found += [(alone,) for alone in left]
    return [(partners, sum((ties[key] for key in partners), ())) for partners in found]


def _sibling_drops(reading: Reading) -> list[Drop]:
    kinds = {Siblings.TWIN: Siblings.FULL}
    by_kind: dict[Siblings, list[Pair]] = defaultdict(list)
    for pair in reading.siblings:
        by_kind[kinds.get(pair.bond, pair.bond)].append(pair)
    drops = []
    for kind in sorted(by_kind):
        for keys in _clusters((pair.a, pair.b) for pair in by_kind[kind]):
            ties = defaultdict(tuple)
            for pair in by_kind[kind]:
                if pair.a in keys:
                    ties[pair.a] += pair.ties
            members = [Member(key, kind, ties[key]) for key in keys]
            row = reading.rows[keys[0]]
            drops.append(Drop(None, row, _in_birth_order(reading, members), primary=False))
    return drops


def _clusters(pairs) -> list[tuple[int, ...]]:
    group: dict[int, set[int]] = {}
    for a, b in pairs:
        joined = group.get(a, {a}) | group.get(b, {b})
        for key in joined:
            group[key] = joined
    return sorted({tuple(sorted(keys)) for keys in group.values()})


def _joined(reading: Reading, unions: list[Union], drops: list[Drop]) -> list[tuple[int, ...]]:
    links = [(key, key) for key in reading.people]
    for union in unions:
        links += [(union.partners[0], key) for key in union.partners]
    for drop in drops:
        first = drop.union.partners[0] if drop.union else drop.members[0].child
        links += [(first, member.child) for member in drop.members]
    return _clusters(links)


def _part(reading: Reading, keys: tuple[int, ...], unions, drops) -> Part:
    mine = set(keys)
    levels = {level: row for row, level in enumerate(sorted({reading.rows[key] for key in keys}))}
    moved = {
        union.partners: Union(union.partners, levels[union.row], union.couple)
        for union in unions
        if union.partners[0] in mine
    }
    return Part(
        keys=keys,
        rows={key: levels[reading.rows[key]] for key in keys},
        unions=tuple(moved.values()),
        drops=tuple(
            Drop(
                moved[drop.union.partners] if drop.union else None,
                levels[drop.row],
                drop.members,
                drop.primary,
            )
            for drop in drops
            if drop.members[0].child in mine
        ),
    )


def partners_of(part: Part) -> dict[int, list[Union]]:
    found = defaultdict(list)
    for union in part.unions:
        if len(union.partners) == 2:
            for key in union.partners:
                found[key].append(union)
    return found
