"""The key to a drawing: only the symbols and lines that are in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cases.genogram.styles import LINES, SHAPES, UNKNOWN_PARENTS
from cases.genogram.words import HomeWords


@dataclass(frozen=True, slots=True)
class LineSample:
    style: str
    words: str
    dash: str
    path: str
    beside: str  # a second line alongside, and its dashes
    beside_dash: str
    slashes: str


@dataclass(frozen=True, slots=True)
class Legend:
    shapes: tuple[tuple[str, str], ...]
    has_focus: bool
    has_death: bool
    has_adopted: bool
    has_twins: bool
    has_ages: bool
    lines: tuple[LineSample, ...]
    homes: tuple[HomeWords, ...]


def legend_for(symbols, strokes, homes: Sequence[HomeWords], has_twins: bool) -> Legend:
    shapes = {symbol.shape for symbol in symbols}
    styles = {stroke.style for stroke in strokes}
    return Legend(
        shapes=tuple((shape, words) for shape, words in SHAPES.items() if shape in shapes),
        has_focus=any(symbol.is_focus for symbol in symbols),
        has_death=any(symbol.is_dead for symbol in symbols),
        has_adopted=any(symbol.brackets for symbol in symbols),
        has_twins=has_twins,
        has_ages=any(symbol.age for symbol in symbols),
        lines=tuple(_samples(styles)),
        homes=tuple(homes),
    )


# Couples hang below two people, children below a bar, brothers and sisters under one.
COUPLE, CHILD, SIBLINGS = "M5 5V19H43V5", "M24 2V26", "M8 25V8H40V25"


def _samples(styles: Iterable[str]) -> Iterable[LineSample]:
    for style, look in LINES.items():
        if style not in styles:
            continue
        kind = style.partition("-")[0]
        path = {"couple": COUPLE, "child": CHILD}.get(kind, SIBLINGS)
        yield LineSample(
            style,
            look.words,
            look.dash,
            CHILD if style == UNKNOWN_PARENTS else path,
            "M29 2V26" if look.beside else "",
            look.beside,
            "".join(f"M{16 + 8 * n} 27L{26 + 8 * n} 11" for n in range(look.slashes)),
        )
