"""Everyone's place, row by row, and the height each row and the space between rows needs."""

from collections.abc import Mapping
from dataclasses import dataclass

from cases.genogram import geometry as g
from cases.genogram.geometry import Box
from cases.genogram.lettering import LINE_HEIGHT, width, wrap
from cases.genogram.model import Parenting, Person
from cases.genogram.order import Arranger
from cases.genogram.positions import PERSON, VIA, Node, Spacing, solve, to_whole
from cases.genogram.reading import Reading
from cases.genogram.structure import Part
from cases.genogram.tracks import Tracks


@dataclass(frozen=True, slots=True)
class Label:
    lines: tuple[str, ...]
    bold: bool = False

    @property
    def width(self) -> int:
        return max(width(line, bold=self.bold) for line in self.lines)

    @property
    def height(self) -> int:
        return LINE_HEIGHT * len(self.lines)


@dataclass(frozen=True, slots=True)
class Placed:
    """A person in the drawing: the centre of the symbol, and the box that symbol and label fill."""

    key: int
    x: int
    y: int
    shape: str
    reach: int  # from the centre to the outermost outline
    bracketed: bool
    label: Label

    @property
    def label_left(self) -> int:
        return self.x + self.half + g.LABEL_GAP

    @property
    def half(self) -> int:
        return g.RADIUS + g.BRACKET if self.bracketed else self.reach

    @property
    def box(self) -> Box:
        tall = max(self.reach, (self.label.height + 1) // 2)
        return Box(
            self.x - self.half,
            self.y - tall,
            self.label_left + self.label.width,
            self.y + tall,
        )

    def foot(self, x: int) -> int:
        return self.y + g.reach_down(self.shape, self.reach, x - self.x)

    def top(self, x: int) -> int:
        return self.y - g.reach_up(self.shape, self.reach, x - self.x)


def label_for(person: Person, years: str) -> Label:
    lines = wrap(person.label)
    return Label((*lines, years) if years else lines, bold=person.is_focus)


@dataclass(frozen=True, slots=True)
class RowPlace:
    top: int  # of the tallest symbol or label
    centre: int
    bottom: int
    couples: int  # where the first couple line runs
    end: int  # below the last couple line
    bars: int  # where the first bar above the row runs


class PartLayout:
    """One part of the drawing, its top left corner at nought until it is moved."""

    def __init__(self, part: Part, reading: Reading, labels: Mapping[int, Label]):
        self.part, self.people = part, reading.people
        self.labels = labels
        self.adopted = {
            member.child
            for drop in part.drops
            for member in drop.members
            if member.bond == Parenting.ADOPTIVE
        }
        spacing = self._spacing()
        arranger = Arranger(part, reading, spacing)
        self.rows = arranger.arrange()
        self.runs, self.vias = arranger.runs, arranger.vias
        rounds = 40 if len(part.keys) < 100 else 12
        x = solve(self.rows, self.runs, arranger.close, spacing, rounds)
        self.x: dict[Node, int] = {
            node: place + g.PADDING for node, place in to_whole(self.rows, x, spacing).items()
        }
        self.tracks = Tracks(part, self.people, reading.twins, self.runs, self.vias, self.x)
        self.dx = self.dy = 0
        self.levels = self._levels()
        right = max(self.x[node] + spacing.right[node] for node in self.x)
        self.width = right + g.PADDING
        self.height = self.levels[-1].end + g.PADDING

    def _reach(self, key: int) -> int:
        person = self.people[key]
        return g.RADIUS + (g.ring(g.shape_of(person)) if person.is_focus else 0)

    def _half(self, key: int) -> int:
        return g.RADIUS + g.BRACKET if key in self.adopted else self._reach(key)

    def _spacing(self) -> Spacing:
        left: dict[Node, int] = {}
        right: dict[Node, int] = {}
        for key in self.part.keys:
            half = self._half(key)
            left[PERSON, key] = half
            right[PERSON, key] = half + g.LABEL_GAP + self.labels[key].width
        for number in range(
            sum(max(0, d.row - d.union.row - 1) for d in self.part.drops if d.union)
        ):
            left[VIA, number] = right[VIA, number] = g.VIA_REACH
        return Spacing(left, right, self._gap)

    def _gap(self, a: Node, b: Node) -> int:
        homes = [self.people[key].household if kind == PERSON else None for kind, key in (a, b)]
        return g.GAP if homes[0] == homes[1] or VIA in (a[0], b[0]) else g.GAP_BETWEEN_HOMES

    def _levels(self) -> list[RowPlace]:
        levels = []
        y = 0
        for row in range(len(self.rows)):
            keys = [key for kind, key in self.rows[row] if kind == PERSON]
            tall = max(max(self._reach(key), (self.labels[key].height + 1) // 2) for key in keys)
            lanes = self.tracks.bar_lanes(row)
            fans = any(bar.fans for bar in self.tracks.bars if bar.row == row)
            bars = y + 12
            if lanes:
                y = bars + (lanes - 1) * g.LANE + (g.FAN if fans else 4)
            top = y + g.HEAD
            bottom = top + 2 * tall
            couple_lanes = self.tracks.couple_lanes(row)
            couples = bottom + g.COUPLE_LANE
            end = bottom + (couple_lanes * g.COUPLE_LANE + 8 if couple_lanes else 4)
            levels.append(RowPlace(top, top + tall, bottom, couples, end, bars))
            y = end + 4
        return levels

    def move(self, dx: int, dy: int) -> None:
        self.dx, self.dy = dx, dy

    def placed(self) -> list[Placed]:
        """Everyone, from the top row down and left to right."""
        return [
            Placed(
                key,
                self.x[PERSON, key] + self.dx,
                self.levels[row].centre + self.dy,
                g.shape_of(self.people[key]),
                self._reach(key),
                key in self.adopted,
                self.labels[key],
            )
            for row, nodes in enumerate(self.rows)
            for kind, key in nodes
            if kind == PERSON
        ]
