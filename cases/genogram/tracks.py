"""Which track each line takes, so that no line runs along another.

Couple lines hang below their row in lanes, the shorter ones higher. Children hang from bars above
their row, again in lanes. Between the two, lines only go straight down, each at its own x.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cases.genogram import geometry as g
from cases.genogram.geometry import free_near, slots
from cases.genogram.model import Person
from cases.genogram.positions import PERSON, VIA, Node, Run
from cases.genogram.structure import Part, Union, birth_order

ALONG = 500  # the cost of one line running along another, in crossings


@dataclass(slots=True)
class Bar:
    """The level line that children hang from, and the stem it hangs from itself."""

    drop: int
    row: int  # the row below it
    sinks: tuple[Node, ...]
    run: int | None  # none for brothers and sisters without known parents
    stem: int = 0
    lane: int = 0
    tops: dict[Node, int] = field(default_factory=dict)
    fans: list[tuple[int, tuple[Node, ...]]] = field(default_factory=list)

    @property
    def hangers(self) -> list[int]:
        """Where lines leave the bar downwards: twins leave it at one point."""
        fanned = {node for _, nodes in self.fans for node in nodes}
        return [top for node, top in self.tops.items() if node not in fanned] + [
            meeting for meeting, _ in self.fans
        ]

    @property
    def span(self) -> tuple[int, int]:
        places = [*self.hangers, self.stem]
        return min(places), max(places)


class Tracks:
    def __init__(
        self,
        part: Part,
        people: dict[int, Person],
        twins: set[tuple[int, int]],
        runs: Sequence[Run],
        vias: Sequence[int],
        x: dict[Node, int],
    ):
        self.part, self.people, self.twins = part, people, twins
        self.runs, self.vias, self.x = runs, vias, x
        self.height = max(part.rows.values()) + 1
        self.couples = [union for union in part.unions if len(union.partners) == 2]
        self.legs: dict[tuple[tuple[int, ...], int], int] = {}
        self.singles: dict[int, int] = {}  # by run
        self._leave_symbols()
        self.couple_lane: dict[tuple[int, ...], int] = {}
        self._lane_couples()
        self.bars: list[Bar] = self._make_bars()
        self._reach_symbols()
        self._set_stems()
        self._straighten(bar for bar in self.bars if len(bar.sinks) == 1)
        for row in range(self.height):
            self._lane_bars([bar for bar in self.bars if bar.row == row])

    def couple_lanes(self, row: int) -> int:
        return max(
            (self.couple_lane[u.partners] + 1 for u in self.couples if u.row == row), default=0
        )

    def bar_lanes(self, row: int) -> int:
        return max((bar.lane + 1 for bar in self.bars if bar.row == row), default=0)

    def couple_span(self, union: Union) -> tuple[int, int]:
        ends = [self.legs[union.partners, key] for key in union.partners]
        return min(ends), max(ends)

    def _leave_symbols(self) -> None:
        """Share out the foot of each symbol: the nearest partner's line is the outermost, so
        that a person's own lines never cross."""
        leaving: dict[int, list[tuple]] = defaultdict(list)
        for union in self.couples:
            a, b = union.partners
            for key, partner in ((a, b), (b, a)):
                away = self.x[PERSON, partner] - self.x[PERSON, key]
                rank = (0, -away) if away < 0 else (2, -away)
                leaving[key].append((rank, "couple", union.partners))
        for number, run in enumerate(self.runs):
            kind, key = run.sources[0]
            if kind == PERSON and len(run.sources) == 1:
                target = sum(self.x[node] for node in run.sinks) / len(run.sinks)
                leaving[key].append(((1, target), "single", number))
        for key, lines in leaving.items():
            lines.sort()
            for (_, sort, what), offset in zip(lines, slots(len(lines)), strict=True):
                place = self.x[PERSON, key] + offset
                if sort == "couple":
                    self.legs[what, key] = place
                else:
                    self.singles[what] = place

    def _lane_couples(self) -> None:
        def length(union: Union):
            low, high = self.couple_span(union)
            return (high - low, low, union.partners)

        placed: list[Union] = []
        for union in sorted(self.couples, key=length):
            low, high = self.couple_span(union)
            lanes = [
                self.couple_lane[other.partners]
                for other in placed
                if other.row == union.row and _meet((low, high), self.couple_span(other))
            ]
            self.couple_lane[union.partners] = max(lanes, default=-1) + 1
            placed.append(union)

    def _make_bars(self) -> list[Bar]:
        bars = [
            Bar(run.drop, run.row + 1, run.sinks, number) for number, run in enumerate(self.runs)
        ]
        for number, drop in enumerate(self.part.drops):
            if drop.union is None:
                sinks = tuple((PERSON, member.child) for member in drop.members)
                bars.append(Bar(number, drop.row, sinks, None))
        for bar in bars:
            bar.stem = self._ideal_stem(bar)
        return bars

    def _ideal_stem(self, bar: Bar) -> int:
        if bar.run is None:
            places = [self.x[node] for node in bar.sinks]
            return (min(places) + max(places)) // 2
        if bar.run in self.singles:
            return self.singles[bar.run]
        sources = self.runs[bar.run].sources
        places = [self.x[node] for node in sources]
        return (min(places) + max(places)) // 2

    def _reach_symbols(self) -> None:
        """Share out the top of each symbol between the bars above it, then let twins meet."""
        arriving: dict[Node, list[tuple]] = defaultdict(list)
        for number, bar in enumerate(self.bars):
            for node in bar.sinks:
                others = [self.x[other] for other in bar.sinks if other != node]
                pull = sum([bar.stem, *others]) / (len(others) + 1)
                arriving[node].append((pull, number))
        for node, lines in arriving.items():
            lines.sort()
            offsets = [0] if node[0] == VIA else slots(len(lines))
            for (_, number), offset in zip(lines, offsets, strict=True):
                self.bars[number].tops[node] = self.x[node] + offset
        for bar in self.bars:
            if not self.part.drops[bar.drop].primary and bar.run is not None:
                continue
            bar.fans = [
                (round(sum(bar.tops[node] for node in nodes) / len(nodes)), nodes)
                for nodes in self._twins_under(bar)
            ]

    def _twins_under(self, bar: Bar) -> list[tuple[Node, ...]]:
        groups: list[list[Node]] = []
        for node in bar.sinks:
            if groups and self._are_twins(groups[-1][-1], node):
                groups[-1].append(node)
            else:
                groups.append([node])
        return [tuple(group) for group in groups if len(group) > 1]

    def _are_twins(self, a: Node, b: Node) -> bool:
        if a[0] == VIA or b[0] == VIA:
            return False
        one, two = self.people[a[1]], self.people[b[1]]
        same_day = birth_order(one)[:2] == birth_order(two)[:2] and birth_order(one)[0] == 0
        alike = one.is_unborn == two.is_unborn
        return (same_day and alike) or (min(a[1], b[1]), max(a[1], b[1])) in self.twins

    def _set_stems(self) -> None:
        taken: dict[int, list[int]] = defaultdict(list)  # by the row below
        for (_, key), place in self.legs.items():
            taken[self.part.rows[key] + 1].append(place)
        for number, place in self.singles.items():
            taken[self.runs[number].row + 1].append(place)
        for via, row in enumerate(self.vias):
            taken[row + 1].append(self.x[VIA, via])
        for bar in self.bars:
            if bar.run is None or bar.run in self.singles:
                continue
            if self.runs[bar.run].sources[0][0] == PERSON:
                self._set_stem(bar, taken[bar.row])

    def _set_stem(self, bar: Bar, taken: list[int]) -> None:
        """In the middle of the couple line, or straight above an only child who is near it."""
        partners = tuple(key for _, key in self.runs[bar.run].sources)
        low, high = sorted(self.legs[partners, key] for key in partners)
        hangers = [
            hanger
            for other in self.bars
            if other.row == bar.row and other is not bar
            for hanger in other.hangers
        ]
        own = bar.hangers
        near = [hanger for hanger in own if abs(hanger - bar.stem) <= (high - low) // 4]
        ideal = near[0] if len(own) == 1 and near else bar.stem
        avoid = [*taken, *hangers]
        place = free_near(ideal, low + 9, high - 9, avoid)
        for hanger in own:
            if 0 < abs(hanger - place) < 8 and all(abs(hanger - it) >= 7 for it in avoid):
                place = hanger
        bar.stem = place
        taken.append(place)

    def _straighten(self, lone: Iterable[Bar]) -> None:
        """Spare an only child's line a small step where nothing else reaches that symbol."""
        for bar in lone:
            node = bar.sinks[0]
            alone = sum(node in other.sinks for other in self.bars) == 1
            if node[0] == PERSON and alone and abs(bar.stem - self.x[node]) <= g.RADIUS - 8:
                bar.tops[node] = bar.stem

    def _lane_bars(self, bars: list[Bar]) -> None:
        """Short bars first, then neighbours in the order change places while that helps."""
        order = sorted(bars, key=lambda bar: (bar.run is not None, bar.span[1] - bar.span[0]))
        for _ in range(len(order)):
            for index in range(len(order) - 1):
                upper, lower = order[index], order[index + 1]
                if _clashes(lower, upper) < _clashes(upper, lower):
                    order[index], order[index + 1] = lower, upper
        for index, bar in enumerate(order):
            above = [other.lane for other in order[:index] if _meet(bar.span, other.span)]
            bar.lane = max(above, default=-1) + 1


def _meet(one: tuple[int, int], two: tuple[int, int], room: int = 8) -> bool:
    return one[0] < two[1] + room and two[0] < one[1] + room


def _clashes(upper: Bar, lower: Bar) -> int:
    """Crossings between two bars if the first is drawn above the second."""
    count = 0
    if lower.run is not None:
        count += upper.span[0] < lower.stem < upper.span[1]
        count += ALONG * any(abs(lower.stem - hanger) < 5 for hanger in upper.hangers)
    for hanger in upper.hangers:
        count += lower.span[0] < hanger < lower.span[1]
    return count
