"""Where along its row each person stands, once the order on the row is settled."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

Node = tuple[str, int]  # ("person", key), or ("via", n) where a line passes through a row

PERSON, VIA = "person", "via"


@dataclass(frozen=True, slots=True)
class Run:
    """A drop's way across the space between one row and the next."""

    drop: int
    row: int  # the upper row
    sources: tuple[Node, ...]
    sinks: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Spacing:
    """How far each node reaches to either side of its centre, and the room between two."""

    left: dict[Node, int]
    right: dict[Node, int]
    gap: Callable[[Node, Node], int]

    def apart(self, a: Node, b: Node) -> int:
        return self.right[a] + self.left[b] + self.gap(a, b)


Rows = Sequence[Sequence[Node]]


def middle(x: dict[Node, float], nodes: Sequence[Node]) -> float:
    places = [x[node] for node in nodes]
    return (min(places) + max(places)) / 2


def solve(
    rows: Rows,
    runs: Sequence[Run],
    close: Callable[[Node, Node], float],
    spacing: Spacing,
    rounds: int,
) -> dict[Node, float]:
    """Least squares under the order: parents over children, kin close, nobody overlapping.

    `close` says how strongly two neighbours on a row pull together.
    """
    x: dict[Node, float] = {}
    separations = []
    pulls = []
    for row in rows:
        apart = [spacing.apart(a, b) for a, b in pairwise(row)]
        separations.append(apart)
        pulls.append([close(a, b) for a, b in pairwise(row)])
        place = -sum(apart) / 2
        for node, step in zip(row, [0, *apart], strict=True):
            place += step
            x[node] = place
    into = [[run for run in runs if run.row == r - 1] for r in range(len(rows))]
    out = [[run for run in runs if run.row == r] for r in range(len(rows))]
    down = list(range(len(rows)))
    for _ in range(rounds):
        for r in [*down, *reversed(down)]:
            _settle(rows[r], x, (into[r], out[r]), separations[r], pulls[r])
    return x


def _settle(row, x, runs, apart, pulls) -> None:
    into, out = runs
    want = dict.fromkeys(row, 0.0)
    weight = dict.fromkeys(row, 0.0)

    def ask(node: Node, place: float, strength: float) -> None:
        want[node] += place * strength
        weight[node] += strength

    for run in into:
        shift = middle(x, run.sources) - middle(x, run.sinks)
        strength = 2.0 if run.sources[0][0] == VIA else 1.0
        for node in run.sinks:
            ask(node, x[node] + shift, strength)
    for run in out:
        shift = middle(x, run.sinks) - middle(x, run.sources)
        strength = 2.0 if run.sources[0][0] == VIA else 1.0
        for node in run.sources:
            ask(node, x[node] + shift, strength)
    for a, b, step, pull in zip(row, row[1:], apart, pulls, strict=False):
        ask(a, x[b] - step, pull)
        ask(b, x[a] + step, pull)
    for node in row:
        ask(node, x[node], 0.05)
    places = [want[node] / weight[node] for node in row]
    for node, place in zip(
        row, keep_apart(places, [weight[node] for node in row], apart), strict=True
    ):
        x[node] = place


def keep_apart(
    wanted: Sequence[float], weights: Sequence[float], apart: Sequence[int]
) -> list[float]:
    """The places nearest the wanted ones that keep the order and the distances: isotonic
    regression by pooling neighbours that would collide."""
    offsets = [0]
    for step in apart:
        offsets.append(offsets[-1] + step)
    pools: list[list[float]] = []  # place, weight, how many
    for place, weight, offset in zip(wanted, weights, offsets, strict=True):
        pools.append([place - offset, weight, 1])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            here, there = pools.pop(), pools.pop()
            total = here[1] + there[1]
            pools.append(
                [(here[0] * here[1] + there[0] * there[1]) / total, total, here[2] + there[2]]
            )
    settled = [pool[0] for pool in pools for _ in range(int(pool[2]))]
    return [place + offset for place, offset in zip(settled, offsets, strict=True)]


def to_whole(rows: Rows, x: dict[Node, float], spacing: Spacing) -> dict[Node, int]:
    """Whole pixels starting near nought. Rounding never brings two nodes closer than allowed."""
    settled: dict[Node, int] = {}
    for row in rows:
        reach: int | None = None
        for before, node in zip([None, *row], row, strict=False):
            place = round(x[node])
            if before is not None and reach is not None:
                place = max(place, reach + spacing.apart(before, node))
            settled[node] = reach = place
    leftmost = min(settled[node] - spacing.left[node] for row in rows for node in row)
    return {node: place - leftmost for node, place in settled.items()}
