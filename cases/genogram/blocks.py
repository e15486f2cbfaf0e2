"""Who stands next to whom: brothers and sisters in birth order, each partner beside their own."""

from collections import defaultdict
from dataclasses import dataclass, field

from cases.genogram.model import Sex
from cases.genogram.reading import PARTED, Reading
from cases.genogram.structure import Part, Union, birth_order, partners_of


@dataclass(slots=True)
class Block:
    """People who stay together on a row: kin in birth order, and partners joined on to them."""

    roots: list[int]
    joined: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def keys(self, lefts: dict[int, list[int]], flipped: frozenset[int] = frozenset()):
        """Everyone from left to right. `lefts` says which partners stand to the left."""
        row = []
        for root in self.roots:
            left = [key for key in self.joined[root] if key in lefts.get(root, ())]
            right = [key for key in self.joined[root] if key not in left]
            if root in flipped:
                left, right = right[::-1], left[::-1]
            for key in left:
                row += reversed(self._outwards(key))
            row.append(root)
            for key in right:
                row += self._outwards(key)
        return row

    def _outwards(self, key: int) -> list[int]:
        row = [key]
        for further in self.joined[key]:
            row += self._outwards(further)
        return row


class Blocks:
    """The blocks of each row of one part, and on which side each root's partners stand."""

    def __init__(self, part: Part, reading: Reading):
        self.part, self.reading = part, reading
        self.partners = partners_of(part)
        self.eldest: dict[tuple[int, ...], int] = {}
        self._note_eldest()
        self.rows: list[list[Block]] = [
            self._row(row) for row in range(max(part.rows.values()) + 1)
        ]
        self.lefts: dict[int, list[int]] = {}
        for row in self.rows:
            for block in row:
                self._arrange(block)

    def _note_eldest(self) -> None:
        for drop in self.part.drops:
            if drop.union and drop.primary:
                unknown, day, _ = birth_order(self.reading.people[drop.members[0].child])
                self.eldest[drop.union.partners] = day if not unknown else 10**7

    def _row(self, row: int) -> list[Block]:
        keys = [key for key in self.part.keys if self.part.rows[key] == row]
        home: dict[int, Block] = {}
        blocks: list[Block] = []

        def start(roots: list[int]) -> None:
            block = Block(roots)
            blocks.append(block)
            home.update(dict.fromkeys(roots, block))

        for drop in self.part.drops:
            if drop.row == row and drop.primary:
                start([member.child for member in drop.members])
        for drop in self.part.drops:
            if drop.row == row and drop.union is None:
                self._add_siblings([member.child for member in drop.members], home, start)
        self._join_partners(keys, home)
        while left := [key for key in keys if key not in home]:
            start([max(left, key=lambda key: (len(self.partners[key]), -key))])
            self._join_partners(keys, home)
        return blocks

    def _add_siblings(self, keys: list[int], home: dict[int, Block], start) -> None:
        fresh = [key for key in keys if key not in home]
        known = [key for key in keys if key in home]
        if not fresh:
            return
        if not known:
            start(fresh)
            return
        block = home[known[0]]
        block.roots += fresh
        home.update(dict.fromkeys(fresh, block))

    def _join_partners(self, keys: list[int], home: dict[int, Block]) -> None:
        waiting = [key for key in keys if key not in home]
        moved = True
        while moved:
            moved = False
            for key in list(waiting):
                unions = [union for union in self.partners[key] if other(union, key) in home]
                if not unions:
                    continue
                union = max(unions, key=self._closeness)
                partner = other(union, key)
                block = home[key] = home[partner]
                block.joined[partner].append(key)
                waiting.remove(key)
                moved = True

    def _closeness(self, union: Union):
        return (
            union.partners in self.eldest,
            self._is_current(union),
            tuple(-key for key in union.partners),
        )

    def _is_current(self, union: Union) -> bool:
        return union.couple is not None and union.couple.bond not in PARTED

    def _arrange(self, block: Block) -> None:
        """Earlier partners to the left and the present one to the right; a lone couple stands
        with the man on the left."""
        for key, joined in list(block.joined.items()):
            unions = {other(union, key): union for union in self.partners[key]}
            joined.sort(key=lambda partner, unions=unions: self._when(unions[partner]))
            if key in block.roots:
                self.lefts[key] = self._lefts(key, joined)

    def _lefts(self, key: int, joined: list[int]) -> list[int]:
        people = self.reading.people
        if len(joined) > 1:
            return joined[:-1]
        him = people[key].sex == Sex.FEMALE and people[joined[0]].sex == Sex.MALE
        return list(joined) if him else []

    def _when(self, union: Union):
        started = None
        if union.couple:
            tie = self.reading.ties[union.couple.ties[0]]
            started = tie.started or tie.ended
        began = started.toordinal() if started else self.eldest.get(union.partners, 10**7)
        return (self._is_current(union), began, union.partners)


def other(union: Union, key: int) -> int:
    a, b = union.partners
    return b if key == a else a
