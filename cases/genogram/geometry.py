"""Measures and small shapes the drawing is made of. Everything is in pixels."""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.genogram.model import Person, Sex

RADIUS = 22  # half a symbol
FOCUS_RING = {"diamond": 7}  # between the two outlines of the person at the centre
PLAIN_RING = 5
BRACKET = 7  # beyond the symbol of an adopted child
LABEL_GAP = 7
PADDING = 8  # between people and the outline of their household
GAP = 20
GAP_BETWEEN_HOMES = 30
VIA_REACH = 9
HEAD = 24  # room over the symbols for an outline and its letter
FAN = 18  # room for lines to twins to spread
LANE = 15
COUPLE_LANE = 18
SLOT = 10  # between two lines that leave one symbol

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Box:
    left: int
    top: int
    right: int
    bottom: int

    def overlaps(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def moved(self, dx: int, dy: int) -> "Box":
        return Box(self.left + dx, self.top + dy, self.right + dx, self.bottom + dy)


def shape_of(person: Person) -> str:
    if person.is_unborn:
        return "triangle"
    return {Sex.MALE: "square", Sex.FEMALE: "circle"}.get(person.sex, "diamond")


def ring(shape: str) -> int:
    return FOCUS_RING.get(shape, PLAIN_RING)


def reach_down(shape: str, radius: int, dx: int) -> int:
    """How far below its centre a symbol's edge is, dx to the side of the middle."""
    if shape == "circle":
        return round(max(0, radius * radius - dx * dx) ** 0.5)
    if shape == "diamond":
        return max(0, radius - abs(dx))
    return radius


def reach_up(shape: str, radius: int, dx: int) -> int:
    if shape == "triangle":
        return radius - 2 * abs(dx)
    return reach_down(shape, radius, dx)


def slots(count: int) -> list[int]:
    """Evenly spread places for lines to leave a symbol, within its width."""
    if count < 2:
        return [0] * count
    step = min(SLOT, 2 * (RADIUS - 6) / (count - 1))
    return [round((place - (count - 1) / 2) * step) for place in range(count)]


def free_near(ideal: int, low: int, high: int, taken: Sequence[int], room: int = 7) -> int:
    """The place nearest the ideal one that is not too close to another line."""
    low, high = min(low, high), max(low, high)
    ideal = min(max(ideal, low), high)
    for distance in range(high - low + 1):
        for place in (ideal - distance, ideal + distance):
            if low <= place <= high and all(abs(place - other) >= room for other in taken):
                return place
    return ideal


def rounded(points: Sequence[Point], radius: int) -> str:
    """A closed path round upright corners, each softened as far as its sides allow."""
    corners = _without_straights(points)
    path = []
    for index, (x, y) in enumerate(corners):
        before, after = corners[index - 1], corners[(index + 1) % len(corners)]
        start = _towards((x, y), before, radius)
        end = _towards((x, y), after, radius)
        path.append(f"{'L' if path else 'M'}{start[0]} {start[1]}")
        path.append(f"Q{x} {y} {end[0]} {end[1]}")
    return " ".join([*path, "Z"])


def _without_straights(points: Sequence[Point]) -> list[Point]:
    distinct = [point for i, point in enumerate(points) if point != points[i - 1]]
    return [
        point
        for i, point in enumerate(distinct)
        if not (
            distinct[i - 1][0] == point[0] == distinct[(i + 1) % len(distinct)][0]
            or distinct[i - 1][1] == point[1] == distinct[(i + 1) % len(distinct)][1]
        )
    ]


def _towards(corner: Point, neighbour: Point, radius: int) -> Point:
    dx, dy = neighbour[0] - corner[0], neighbour[1] - corner[1]
    length = abs(dx) + abs(dy)
    step = min(radius, length // 2)
    sign = (dx > 0) - (dx < 0), (dy > 0) - (dy < 0)
    return (corner[0] + sign[0] * step, corner[1] + sign[1] * step)
