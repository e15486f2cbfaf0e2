"""The order along every row, chosen so that few lines cross and couples stand together.

Birth order inside a family is fixed; what may move is whole blocks, the side on which partners
stand, and where a line that skips a row passes through it. A short search tries such moves and
keeps what is better. It counts its tries instead of watching the clock, so that the same family
is always drawn the same way.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from cases.genogram.blocks import Block, Blocks
from cases.genogram.positions import PERSON, VIA, Node, Run, Spacing, middle, solve
from cases.genogram.reading import Reading
from cases.genogram.structure import Part

CROSSING = 100.0
STEP_ASIDE = 30.0  # for each person a couple line has to pass
SPLIT_HOME = 60.0  # for each extra outline a household needs
LENGTH = 0.1
THROUGH_KIN = 25.0  # for a line that passes between people who belong together
OTHER_SIDE = 12.0  # for partners who do not stand on their customary sides


@dataclass(frozen=True, slots=True)
class State:
    order: tuple[tuple[int, ...], ...]  # per row, the blocks by number
    flipped: frozenset[int]
    slots: tuple[int, ...]  # per via, how many people stand to its left


def runs_and_vias(part: Part) -> tuple[list[Run], list[int]]:
    """Each drop's way from row to row, and the row each via stands in."""
    runs, vias = [], []
    for number, drop in enumerate(part.drops):
        if drop.union is None:
            continue
        sources: tuple[Node, ...] = tuple((PERSON, key) for key in drop.union.partners)
        for row in range(drop.union.row, drop.row - 1):
            via = (VIA, len(vias))
            vias.append(row + 1)
            runs.append(Run(number, row, sources, (via,)))
            sources = (via,)
        sinks = tuple((PERSON, member.child) for member in drop.members)
        runs.append(Run(number, drop.row - 1, sources, sinks))
    return runs, vias


class Arranger:
    def __init__(self, part: Part, reading: Reading, spacing: Spacing):
        self.part, self.people, self.spacing = part, reading.people, spacing
        self.blocks = Blocks(part, reading)
        self.runs, self.vias = runs_and_vias(part)
        self.block_of: dict[Node, tuple[int, int]] = {}
        for r, row in enumerate(self.blocks.rows):
            for number, block in enumerate(row):
                for key in block.keys(self.blocks.lefts):
                    self.block_of[PERSON, key] = (r, number)
        self.couples = {
            frozenset((PERSON, key) for key in union.partners)
            for union in part.unions
            if len(union.partners) == 2
        }
        self.homes: dict[str, set[int]] = {}
        for key in part.keys:
            if household := self.people[key].household:
                self.homes.setdefault(household, set()).add(key)

    def close(self, a: Node, b: Node) -> float:
        if frozenset((a, b)) in self.couples:
            return 0.6
        if a in self.block_of and self.block_of[a] == self.block_of.get(b):
            return 0.4
        return 0.02

    def rows(self, state: State) -> list[list[Node]]:
        rows = []
        for r, order in enumerate(state.order):
            row: list[Node] = []
            for number in order:
                block: Block = self.blocks.rows[r][number]
                row += [(PERSON, key) for key in block.keys(self.blocks.lefts, state.flipped)]
            rows.append(row)
        for via in sorted(range(len(self.vias)), key=lambda via: (-state.slots[via], via)):
            rows[self.vias[via]].insert(state.slots[via], (VIA, via))
        return rows

    def arrange(self) -> list[list[Node]]:
        state = self._start()
        best = self._cost(state)
        tries = max(80, min(500, 9000 // len(self.part.keys)))
        improved = True
        while improved and tries > 0:
            improved = False
            for candidate in self._moves(state):
                tries -= 1
                if tries < 0:
                    break
                cost = self._cost(candidate)
                if cost < best - 1e-6:
                    state, best, improved = candidate, cost, True
                    break
        return self.rows(state)

    def _start(self) -> State:
        """A first order by the middle of each block's neighbours, from the top and back."""
        order = [list(range(len(row))) for row in self.blocks.rows]
        state = State(tuple(map(tuple, order)), frozenset(), tuple(0 for _ in self.vias))
        best, lowest = state, self._cost(state)
        height = len(order)
        for sweep in range(4):
            rows = range(height) if sweep % 2 == 0 else range(height - 1, -1, -1)
            for r in rows:
                state = self._sorted_row(state, r)
            cost = self._cost(state)
            if cost < lowest - 1e-6:
                best, lowest = state, cost
        return best

    def _sorted_row(self, state: State, r: int) -> State:
        rows = self.rows(state)
        place = {node: (index + 0.5) / len(row) for row in rows for index, node in enumerate(row)}
        pulls: dict[int, list[float]] = {number: [] for number in state.order[r]}
        slots = list(state.slots)
        links = [(run.sources, run.sinks) for run in self.runs if r in (run.row, run.row + 1)]
        links += [((a,), (b,)) for a, b in map(sorted, self.couples) if a in rows[r]]
        for sources, sinks in links:
            for mine, theirs in ((sources, sinks), (sinks, sources)):
                target = middle(place, theirs)
                for node in mine:
                    if node in self.block_of and self.block_of[node][0] == r:
                        pulls[self.block_of[node][1]].append(target)
                    elif node[0] == VIA and self.vias[node[1]] == r:
                        slots[node[1]] = round(target * len(self._people_in(state, r)))

        def pull(number: int) -> float:
            found = pulls[number]
            if found:
                return sum(found) / len(found)
            return place[PERSON, self.blocks.rows[r][number].roots[0]]

        order = list(state.order)
        order[r] = tuple(sorted(state.order[r], key=lambda number: (pull(number), number)))
        return replace(state, order=tuple(order), slots=tuple(slots))

    def _people_in(self, state: State, r: int) -> list[Node]:
        return [node for node in self.rows(state)[r] if node[0] == PERSON]

    def _moves(self, state: State) -> Iterator[State]:
        for via, r in enumerate(self.vias):
            for slot in range(len(self._people_in(state, r)) + 1):
                if slot != state.slots[via]:
                    slots = (*state.slots[:via], slot, *state.slots[via + 1 :])
                    yield replace(state, slots=slots)
        for r, order in enumerate(state.order):
            for index, number in enumerate(order):
                for goal in range(len(order)):
                    if goal in (index, index - 1):
                        continue
                    rest = [*order[:index], *order[index + 1 :]]
                    rest.insert(goal, number)
                    yield replace(
                        state, order=(*state.order[:r], tuple(rest), *state.order[r + 1 :])
                    )
        for key in sorted(key for row in self.blocks.rows for b in row for key in b.joined):
            yield replace(state, flipped=state.flipped ^ {key})

    def _parts_kin(self, row: list[Node], node: Node) -> bool:
        if node[0] == PERSON:
            return False
        place = row.index(node)
        before = [self.block_of[it] for it in row[:place] if it[0] == PERSON]
        after = [self.block_of[it] for it in row[place:] if it[0] == PERSON]
        return bool(before and after) and before[-1] == after[0]

    def _cost(self, state: State) -> float:
        rows = self.rows(state)
        x = solve(rows, self.runs, self.close, self.spacing, rounds=3)
        cost = CROSSING * _crossings(self.runs, x, len(rows))
        for run in self.runs:
            cost += LENGTH * abs(middle(x, run.sources) - middle(x, run.sinks))
            cost += LENGTH * (x[run.sinks[-1]] - x[run.sinks[0]])
        index = {node: place for row in rows for place, node in enumerate(row)}
        for a, b in map(sorted, self.couples):
            cost += STEP_ASIDE * (abs(index[a] - index[b]) - 1) + LENGTH * abs(x[a] - x[b])
        cost += THROUGH_KIN * sum(self._parts_kin(row, node) for row in rows for node in row)
        split = sum(
            max(0, len(pieces_in_row(row, keys)) - 1)
            for keys in self.homes.values()
            for row in rows
        )
        return cost + SPLIT_HOME * split + OTHER_SIDE * len(state.flipped)


def pieces_in_row(row, keys) -> list[list[int]]:
    """Members of a household who stand together with nobody else between them."""
    pieces: list[list[int]] = []
    together = False
    for kind, key in row:
        if kind == VIA:
            continue
        if key in keys and together:
            pieces[-1].append(key)
        elif key in keys:
            pieces.append([key])
        together = key in keys
    return pieces


def _crossings(runs: list[Run], x: Mapping[Node, float], height: int) -> int:
    count = 0
    for r in range(height):
        lines = [
            (middle(x, run.sources), x[sink], number)
            for number, run in enumerate(runs)
            if run.row == r
            for sink in run.sinks
        ]
        for i, (top, foot, run) in enumerate(lines):
            for other_top, other_foot, other_run in lines[i + 1 :]:
                if run != other_run and (top - other_top) * (foot - other_foot) < 0:
                    count += 1
    return count
