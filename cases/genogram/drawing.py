"""A whole genogram, worked out for the template: nothing is left to calculate there."""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.genogram import geometry as g
from cases.genogram.ages import age_in_symbol, years_on_label
from cases.genogram.geometry import Box
from cases.genogram.homes import Home, Outline, homes, lone_outline, outlines
from cases.genogram.layout import Label, PartLayout, Placed, label_for
from cases.genogram.legend import Legend, legend_for
from cases.genogram.lettering import LINE_HEIGHT, is_right_to_left, isolated, name_of
from cases.genogram.lines import Lines, Note, Stroke
from cases.genogram.model import Family, Person
from cases.genogram.reading import read
from cases.genogram.structure import Part, parts
from cases.genogram.words import HomeWords, PersonWords, Words, spoken_name

MARGIN = 12
BETWEEN_PARTS = 28
PAGE = 960  # parts stand side by side as far as this, or as the widest of them
APART_HEADING = 26

# How far the cross of a death reaches from the middle of each symbol, and how far below it lies.
CROSSES = {"square": (22, 0), "circle": (16, 0), "diamond": (11, 0), "triangle": (12, 8)}


@dataclass(frozen=True, slots=True)
class TextLine:
    text: str
    x: int
    y: int
    right_to_left: bool = False
    is_years: bool = False


@dataclass(frozen=True, slots=True)
class Symbol:
    key: int
    url: str | None
    name: str
    spoken: str
    shape: str
    x: int
    y: int
    is_focus: bool
    is_dead: bool
    age: str
    lines: tuple[TextLine, ...]
    points: str
    ring_points: str
    brackets: str
    cross: str
    box: Box

    # The square's corner and size, and the circle's radius, for the template's attributes.
    size: int = g.RADIUS * 2
    radius: int = g.RADIUS
    ring: int = g.RADIUS + g.PLAIN_RING
    ring_size: int = (g.RADIUS + g.PLAIN_RING) * 2

    @property
    def left(self) -> int:
        return self.x - self.radius

    @property
    def top(self) -> int:
        return self.y - self.radius

    @property
    def ring_left(self) -> int:
        return self.x - self.ring

    @property
    def ring_top(self) -> int:
        return self.y - self.ring

    @property
    def box_width(self) -> int:
        return self.box.right - self.box.left

    @property
    def box_height(self) -> int:
        return self.box.bottom - self.box.top

    @property
    def age_y(self) -> int:
        return self.y + 5


@dataclass(frozen=True, slots=True)
class Genogram:
    prefix: str
    heading: str
    summary: str
    width: int
    height: int
    symbols: tuple[Symbol, ...]
    strokes: tuple[Stroke, ...]
    outlines: tuple[Outline, ...]
    notes: tuple[Note, ...]
    apart: Note | None
    legend: Legend
    people: tuple[PersonWords, ...]
    homes: tuple[HomeWords, ...]
    not_drawn: tuple[str, ...]


def draw(family: Family, *, heading: str = "Genogram", prefix: str = "genogram") -> Genogram:
    """`prefix` keeps ids apart when a page holds more than one genogram."""
    reading = read(family)
    labels = {
        key: label_for(person, years_on_label(person, family.on))
        for key, person in reading.people.items()
    }
    found = parts(reading)
    layouts = [PartLayout(part, reading, labels) for part in found if len(part.keys) > 1]
    sheet = Sheet()
    for layout in layouts:
        sheet.add(layout)
    alone = [part for part in found if len(part.keys) == 1]
    lone, apart = sheet.add_alone(alone, reading.people, labels)
    placed = [person for layout in layouts for person in layout.placed()] + lone
    order = [person.key for person in placed]
    shared = homes(reading.people, order)
    lines = [Lines(layout, family.ties) for layout in layouts]
    words = Words(family, reading)
    strokes = tuple(stroke for part in lines for stroke in part.strokes)
    symbols = tuple(_symbol(person, reading.people[person.key], family) for person in placed)
    drawn_homes = _outlines(layouts, lone, shared)
    return Genogram(
        prefix=prefix,
        heading=heading,
        summary=_summary(symbols),
        width=sheet.width + MARGIN,
        height=sheet.height + MARGIN,
        symbols=symbols,
        strokes=strokes,
        outlines=tuple(drawn_homes),
        notes=tuple(note for part in lines for note in part.notes),
        apart=apart,
        legend=legend_for(symbols, strokes, words.homes(shared), _has_twins(layouts)),
        people=tuple(words.people(order)),
        homes=tuple(words.homes(shared)),
        not_drawn=tuple(words.not_drawn()),
    )


class Sheet:
    """Puts the parts side by side, and under one another when the page is full."""

    def __init__(self):
        self.x = self.y = MARGIN
        self.shelf = 0
        self.width = self.height = 0
        self.limit = PAGE

    def add(self, layout: PartLayout) -> None:
        self.limit = max(self.limit, layout.width)
        layout.move(*self._room(layout.width, layout.height))

    def _room(self, width: int, height: int) -> tuple[int, int]:
        if self.x > MARGIN and self.x + width > self.limit:
            self._new_shelf()
        place = (self.x, self.y)
        self.x += width + BETWEEN_PARTS
        self.shelf = max(self.shelf, height)
        self.width = max(self.width, place[0] + width)
        self.height = max(self.height, place[1] + height)
        return place

    def _new_shelf(self) -> None:
        self.x = MARGIN
        self.y += self.shelf + (BETWEEN_PARTS if self.shelf else 0)
        self.shelf = 0

    def add_alone(
        self, alone: Sequence[Part], people: dict[int, Person], labels: dict[int, Label]
    ) -> tuple[list[Placed], Note | None]:
        """People without a line to anyone, in rows of their own under the rest."""
        note = None
        if alone and self.height:
            self._new_shelf()
            note = Note("Not joined to anyone by a line", MARGIN, self.y + 14)
            self.width = max(self.width, MARGIN + 220)
            self.y += APART_HEADING
        self.limit = max(PAGE, self.width)
        placed = []
        for part in alone:
            person = people[part.keys[0]]
            shape = g.shape_of(person)
            reach = g.RADIUS + (g.ring(shape) if person.is_focus else 0)
            label = labels[person.key]
            tall = max(reach, (label.height + 1) // 2)
            width = 2 * reach + g.LABEL_GAP + label.width + 2 * g.PADDING
            x, y = self._room(width, 2 * tall + g.HEAD + g.PADDING)
            placed.append(
                Placed(
                    person.key,
                    x + g.PADDING + reach,
                    y + g.HEAD + tall,
                    shape,
                    reach,
                    bracketed=False,
                    label=label,
                )
            )
        return placed, note


def _outlines(layouts: list[PartLayout], lone: list[Placed], found: list[Home]) -> list[Outline]:
    drawn = [outline for layout in layouts for outline in outlines(layout, found)]
    letters = {key: home.letter for home in found for key in home.keys}
    drawn += [lone_outline(letters[person.key], person) for person in lone if person.key in letters]
    return drawn


def _symbol(placed: Placed, person: Person, family: Family) -> Symbol:
    dead = person.has_died(family.on)
    plain, ringed = _points(placed, person)
    return Symbol(
        key=person.key,
        url=person.url,
        name=name_of(person.label),
        spoken=spoken_name(person, family.on),
        shape=placed.shape,
        x=placed.x,
        y=placed.y,
        is_focus=person.is_focus,
        is_dead=dead,
        age=age_in_symbol(person, family.on),
        lines=_text_lines(placed, has_years=bool(years_on_label(person, family.on))),
        points=plain,
        ring_points=ringed,
        brackets=_brackets(placed) if placed.bracketed else "",
        cross=_cross(placed) if dead else "",
        box=placed.box,
    )


def _points(placed: Placed, person: Person) -> tuple[str, str]:
    """Corners of a diamond or triangle, and of its second outline for the person at the centre."""
    small, large = g.RADIUS, placed.reach
    if placed.shape == "diamond":
        corners = [[(0, -size), (size, 0), (0, size), (-size, 0)] for size in (small, large)]
    elif placed.shape == "triangle" and person.is_focus:
        corners = [[(0, -16), (19, 22), (-19, 22)], [(0, -large), (large, large), (-large, large)]]
    elif placed.shape == "triangle":
        corners = [[(0, -size), (size, size), (-size, size)] for size in (small, large)]
    else:
        return "", ""
    plain, ringed = (
        " ".join(f"{placed.x + dx},{placed.y + dy}" for dx, dy in shape) for shape in corners
    )
    return plain, ringed if person.is_focus else ""


def _brackets(placed: Placed) -> str:
    out, tall, arm = placed.half - 1, g.RADIUS - 2, 6
    x, y = placed.x, placed.y
    return " ".join(
        f"M{x + side * (out - arm)} {y - tall}H{x + side * out}V{y + tall}H{x + side * (out - arm)}"
        for side in (-1, 1)
    )


def _cross(placed: Placed) -> str:
    arm, below = CROSSES[placed.shape]
    x, y = placed.x, placed.y + below
    return f"M{x - arm} {y - arm}L{x + arm} {y + arm}M{x - arm} {y + arm}L{x + arm} {y - arm}"


def _text_lines(placed: Placed, *, has_years: bool) -> tuple[TextLine, ...]:
    count = len(placed.label.lines)
    first = placed.y - placed.label.height // 2 + 12
    return tuple(
        TextLine(
            line,
            placed.label_left,
            first + number * LINE_HEIGHT,
            right_to_left=is_right_to_left(line),
            is_years=has_years and number == count - 1,
        )
        for number, line in enumerate(placed.label.lines)
    )


def _summary(symbols: Sequence[Symbol]) -> str:
    if not symbols:
        return "Nobody to draw yet."
    count = "One person" if len(symbols) == 1 else f"{len(symbols)} people"
    focus = [isolated(symbol.name) for symbol in symbols if symbol.is_focus]
    about = f", drawn for {focus[0]}" if focus else ""
    return f"{count}{about}. The same is told in words below the drawing."


def _has_twins(layouts: list[PartLayout]) -> bool:
    return any(bar.fans for layout in layouts for bar in layout.tracks.bars)
