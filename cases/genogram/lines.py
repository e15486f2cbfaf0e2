"""The lines of one part, as SVG paths."""

from dataclasses import dataclass
from datetime import date

from cases.genogram import geometry as g
from cases.genogram.layout import PartLayout, Placed
from cases.genogram.lettering import width
from cases.genogram.model import Couple, Parenting, Siblings, Tie
from cases.genogram.positions import PERSON, VIA, Node
from cases.genogram.structure import Drop, Member, Union
from cases.genogram.styles import LINES, UNKNOWN_PARENTS, UNRECORDED
from cases.genogram.tracks import Bar

NOTE_SIZE = 12
NOTE_STARTS = {
    Couple.MARRIED: "m.",
    Couple.PARTNER: "since",
    Couple.APART: "since",
    Couple.FORMER: "until",
    Couple.SEPARATED: "sep.",
    Couple.DIVORCED: "div.",
}


@dataclass(frozen=True, slots=True)
class Stroke:
    """One path. `ties` are the places of the recorded ties it shows; decoration shows none."""

    style: str
    d: str
    ties: tuple[int, ...] = ()
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    text: str
    x: int
    y: int


def style_of(bond: Parenting | Siblings) -> str:
    return f"siblings-{bond}" if isinstance(bond, Siblings) else f"child-{bond}"


class Lines:
    def __init__(self, layout: PartLayout, ties: tuple[Tie, ...]):
        self.layout, self.tracks, self.ties = layout, layout.tracks, ties
        self.placed: dict[int, Placed] = {placed.key: placed for placed in layout.placed()}
        self.strokes: list[Stroke] = []
        self.notes: list[Note] = []
        for union in self.tracks.couples:
            self._couple(union)
        for bar in self.tracks.bars:
            self._bar(bar)

    def _draw(self, style: str, d: str, ties: tuple[int, ...] = ()) -> None:
        self.strokes.append(Stroke(style, d, ties, LINES[style].dash))

    def _x(self, place: int) -> int:
        return place + self.layout.dx

    def _couple_y(self, union: Union) -> int:
        lane = self.tracks.couple_lane[union.partners]
        return self.layout.levels[union.row].couples + lane * g.COUPLE_LANE + self.layout.dy

    def _bar_y(self, bar: Bar) -> int:
        return self.layout.levels[bar.row].bars + bar.lane * g.LANE + self.layout.dy

    def _couple(self, union: Union) -> None:
        style = f"couple-{union.couple.bond}" if union.couple else UNRECORDED
        y = self._couple_y(union)
        ends = sorted(
            (self._x(self.tracks.legs[union.partners, key]), self.placed[key])
            for key in union.partners
        )
        (left, first), (right, second) = ends
        d = f"M{left} {first.foot(left)}V{y}H{right}V{second.foot(right)}"
        self._draw(style, d, union.couple.ties if union.couple else ())
        for number in range(LINES[style].slashes):
            x = left + 14 + 7 * number
            self.strokes.append(Stroke("slash", f"M{x - 5} {y + 9}L{x + 5} {y - 9}"))
        self._note(union, left, right, y)

    def _note(self, union: Union, left: int, right: int, y: int) -> None:
        """The year on the line, or "?" where no couple is recorded, for two who stand next to
        each other when there is room."""
        order = self.layout.rows[union.row]
        a, b = (order.index((PERSON, key)) for key in union.partners)
        text, slashes = "?", 0
        if union.couple:
            text = year_words(union.couple.bond, self.ties[union.couple.ties[0]])
            slashes = LINES[f"couple-{union.couple.bond}"].slashes
        start = left + (14 + 7 * slashes if slashes else 8)
        fits = start + width(text, NOTE_SIZE) < right - 6
        inner = self.tracks.couple_lane[union.partners] == 0
        if text and fits and inner and abs(a - b) == 1:
            self.notes.append(Note(text, start, y - 4))

    def _bar(self, bar: Bar) -> None:
        drop = self.layout.part.drops[bar.drop]
        y = self._bar_y(bar)
        style = style_of(drop.bond)
        low, high = bar.span
        stem = self._x(bar.stem)
        if bar.run is None:
            self._draw(UNKNOWN_PARENTS, f"M{stem} {y}V{y - 11}")
            level = f"M{self._x(low)} {y}H{self._x(high)}"
        else:
            level = f"M{stem} {self._stem_top(bar, stem)}V{y}"
            if high > low:
                level += f"M{self._x(low)} {y}H{self._x(high)}"
        self._draw(style, level)
        fanned = {node: meeting for meeting, nodes in bar.fans for node in nodes}
        members = {(PERSON, member.child): member for member in drop.members}
        for node, top in bar.tops.items():
            if node[0] == PERSON:
                self._stub(bar, members[node], self._x(top), fanned.get(node))

    def _stem_top(self, bar: Bar, stem: int) -> int:
        run = self.layout.runs[bar.run]
        node: Node = run.sources[0]
        if node[0] == VIA:
            above = next(
                other
                for other in self.tracks.bars
                if other.drop == bar.drop and node in other.sinks
            )
            return self._bar_y(above)
        if len(run.sources) == 1:
            return self.placed[node[1]].foot(stem)
        return self._couple_y(self._union(bar))

    def _union(self, bar: Bar) -> Union:
        drop: Drop = self.layout.part.drops[bar.drop]
        return drop.union

    def _stub(self, bar: Bar, member: Member, x: int, meeting: int | None) -> None:
        y = self._bar_y(bar)
        child = self.placed[member.child]
        style = style_of(member.bond)
        foot = self.layout.levels[bar.row].top - g.HEAD + self.layout.dy
        if meeting is None:
            path = f"M{x} {y}V{child.top(x)}"
        else:
            path = f"M{self._x(meeting)} {y}V{foot - g.FAN + 4}L{x} {foot + 4}V{child.top(x)}"
        self._draw(style, path, member.ties)
        if dash := LINES[style].beside:
            start = y if meeting is None else foot + 4
            beside = f"M{x + 5} {start}V{child.top(x + 5)}"
            self.strokes.append(Stroke(style, beside, (), dash))


def year_words(bond: Couple, tie: Tie) -> str:
    parted = NOTE_STARTS[bond] in ("until", "sep.", "div.")
    day: date | None = tie.ended if parted else tie.started
    return f"{NOTE_STARTS[bond]} {day.year}" if day else ""
