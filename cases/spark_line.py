"""A small line of ratings from 0 to 10 over time, as points of a drawing and in words."""

from dataclasses import dataclass

from cases.ages import day_words

WIDTH, HEIGHT, EDGE = 120, 32, 4
HIGHEST = 10


@dataclass(frozen=True, slots=True)
class SparkLine:
    points: str
    last: tuple[float, float]
    words: str
    width: int = WIDTH
    height: int = HEIGHT


def spark_line(ratings) -> SparkLine | None:
    """Of ratings in order of time. The line is spaced by days, so that a gap looks like one."""
    if not ratings:
        return None
    first, last = ratings[0], ratings[-1]
    span = (last.on - first.on).days or 1
    room, drop = WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE
    places = [
        (
            round(EDGE + room * (one.on - first.on).days / span, 1),
            round(EDGE + drop * (1 - one.score / HIGHEST), 1),
        )
        for one in ratings
    ]
    return SparkLine(
        points=" ".join(f"{x},{y}" for x, y in places), last=places[-1], words=_words(ratings)
    )


def _words(ratings) -> str:
    """ "3 out of 10 on 1 May 2026, 7 on 12 June 2026"."""
    first, *rest = ratings
    words = [f"{first.score} out of 10 on {day_words(first.on)}"]
    return ", ".join([*words, *(f"{one.score} on {day_words(one.on)}" for one in rest)])
