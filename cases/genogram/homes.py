"""Outlines round the people who live together.

An outline never takes in anyone who lives elsewhere: it follows the people row by row, and where
others stand between, the household gets more than one outline with the same letter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from cases.genogram import geometry as g
from cases.genogram.geometry import Box
from cases.genogram.layout import PartLayout, Placed
from cases.genogram.model import Person
from cases.genogram.order import pieces_in_row

OVER = 20  # the outline above the tallest person of its row
CORNER = 12
SHARED = 40  # how much two rows must share to be joined straight down
FARTHEST = 160  # how far apart two rows may be and still be joined


@dataclass(frozen=True, slots=True)
class Home:
    letter: str
    household: str
    keys: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    letter: str
    d: str
    boxes: tuple[Box, ...]

    @property
    def tag(self) -> tuple[int, int]:
        return self.boxes[0].left + 5, self.boxes[0].top + 13


def homes(people: dict[int, Person], order: Sequence[int]) -> list[Home]:
    """Households of two or more, lettered as met in the drawing, the focus person's first."""
    found: dict[str, list[int]] = {}
    for key in sorted(order, key=lambda key: not people[key].is_focus):
        if household := people[key].household:
            found.setdefault(household, []).append(key)
    shared = [(household, keys) for household, keys in found.items() if len(keys) > 1]
    places = {key: place for place, key in enumerate(order)}
    return [
        Home(_letter(number), household, tuple(sorted(keys, key=places.__getitem__)))
        for number, (household, keys) in enumerate(shared)
    ]


def _letter(number: int) -> str:
    more, letter = divmod(number, len(ascii_uppercase))
    return (_letter(more - 1) if more else "") + ascii_uppercase[letter]


def outlines(layout: PartLayout, found: Sequence[Home]) -> list[Outline]:
    placed = {person.key: person for person in layout.placed()}
    joins: list[tuple[str, Box]] = []
    drawn = []
    for home in found:
        mine = set(home.keys)
        stacks: list[tuple[int, list[Box]]] = []
        for row, nodes in enumerate(layout.rows):
            for piece in pieces_in_row(nodes, mine):
                box = _row_box(layout, row, [placed[key] for key in piece])
                if not _join(layout, stacks, (row, box), home.letter, joins):
                    stacks.append((row, [box]))
        drawn += [
            Outline(home.letter, g.rounded(_around(boxes), CORNER), tuple(boxes))
            for _, boxes in stacks
        ]
    return drawn


def _row_box(layout: PartLayout, row: int, people: list[Placed]) -> Box:
    level = layout.levels[row]
    return Box(
        min(person.box.left for person in people) - g.PADDING,
        level.top - OVER + layout.dy,
        max(person.box.right for person in people) + g.PADDING,
        level.end + 2 + layout.dy,
    )


def _join(layout, stacks, addition, letter, joins) -> bool:
    """Carry an outline on from the row above, through the space where only lines run."""
    row, box = addition
    for index, (last, boxes) in enumerate(stacks):
        if last != row - 1:
            continue
        upper = boxes[-1]
        if max(upper.left - box.right, box.left - upper.right) > FARTHEST:
            continue
        between = _between(upper, box)
        if any(
            other != letter and bridge.overlaps(taken)
            for other, taken in joins
            for bridge in between
        ):
            continue
        joins += [(letter, bridge) for bridge in between]
        boxes += [*between, box]
        stacks[index] = (row, boxes)
        return True
    return False


def _between(upper: Box, lower: Box) -> list[Box]:
    left, right = max(upper.left, lower.left), min(upper.right, lower.right)
    if right - left >= SHARED:
        half = (upper.bottom + lower.top) // 2
        return [
            Box(upper.left, upper.bottom, upper.right, half),
            Box(lower.left, half, lower.right, lower.top),
        ]
    return [
        Box(
            min(upper.left, lower.left),
            upper.bottom,
            max(upper.right, lower.right),
            lower.top,
        )
    ]


def _around(boxes: Sequence[Box]) -> list[g.Point]:
    """The corners of boxes stacked one under another, down the right and up the left."""
    right = [point for box in boxes for point in ((box.right, box.top), (box.right, box.bottom))]
    left = [point for box in boxes for point in ((box.left, box.top), (box.left, box.bottom))]
    return right + left[::-1]


def lone_outline(letter: str, person: Placed) -> Outline:
    box = person.box
    around = Box(
        box.left - g.PADDING, box.top - OVER, box.right + g.PADDING, box.bottom + g.PADDING
    )
    return Outline(letter, g.rounded(_around([around]), CORNER), (around,))
