"""A small drawing of the scores of one series over time."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format

from cases.instruments.definition import Instrument
from cases.instruments.summing import number
from cases.models import Measure

WIDTH, HEIGHT = 320, 150
LEFT, RIGHT, TOP, BOTTOM = 32, 20, 22, 28


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    label: str
    anchor: str

    @property
    def label_y(self) -> float:
        return round(self.y - 9, 1)


@dataclass(frozen=True, slots=True)
class Chart:
    dots: tuple[Dot, ...]
    line: str
    cutoff_y: float | None
    highest: str
    lowest: str
    first_day: str
    last_day: str
    words: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM


def chart_of(instrument: Instrument, rows: Sequence[Measure]) -> Chart | None:
    """The scores in order of time; None until there are two."""
    rows = [row for row in rows if row.total is not None]
    if len(rows) < 2:
        return None
    # A long scale is drawn no higher than it is needed, so that a change can be seen.
    needed = max(float(row.total) for row in rows)
    top = max(needed, instrument.cutoff or 0) if instrument.highest > 50 else instrument.highest
    first, last = rows[0].taken_on.toordinal(), rows[-1].taken_on.toordinal()

    def y_of(score) -> float:
        share = (float(score) - instrument.lowest) / ((top - instrument.lowest) or 1)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)

    def dot(place: int, row: Measure) -> Dot:
        share = (row.taken_on.toordinal() - first) / (last - first) if last > first else place
        x = LEFT + 10 + share * (WIDTH - LEFT - RIGHT - 20)
        return Dot(round(x, 1), y_of(row.total), number(row.total), "middle")

    dots = tuple(dot(place, row) for place, row in enumerate(rows) if last > first or place < 2)
    return Chart(
        dots=dots,
        line=" ".join(f"{one.x},{one.y}" for one in dots),
        cutoff_y=None if instrument.cutoff is None else y_of(instrument.cutoff),
        highest=number(top),
        lowest=str(instrument.lowest),
        first_day=date_format(rows[0].taken_on, "j M Y"),
        last_day=date_format(rows[-1].taken_on, "j M Y"),
        words=_words(instrument, rows),
    )


def _words(instrument: Instrument, rows: Sequence[Measure]) -> str:
    said = ", ".join(f"{number(row.total)} on {date_format(row.taken_on, 'j F Y')}" for row in rows)
    good = "Lower is better" if instrument.higher_is_worse else "Higher is better"
    return f"{instrument.short_name}: {said}. {good}."
