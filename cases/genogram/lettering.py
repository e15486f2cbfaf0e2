"""Fitting names into the drawing without knowing the reader's fonts.

Widths are taken from a wide sans-serif so that real text comes out narrower, never wider.
"""

import re
import unicodedata

LINE_HEIGHT = 16
BOLD = 1.15  # times as wide
NAME_SIZE = 14
NAME_LINES = 3
NARROW_LINE = 84  # wrap here where the words allow
WIDEST_LINE = 132  # and cut here where they do not

_THIN = frozenset("iljtfrI.,:;'|!()[]- ’‘")
_WIDE = frozenset("mwMWQGOÆŒ@%—…")
_KEPT_FORMATS = frozenset("\u200c\u200d")  # joiners that some scripts need to be spelt right


def clean(text: str) -> str:
    """The text on one line, without control characters or marks that reorder what follows."""
    kept = "".join(
        character if character in _KEPT_FORMATS else _plain(character) for character in text
    )
    return " ".join(kept.split())


def name_of(label: str) -> str:
    return clean(label) or "No name recorded"


def _plain(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cf", "Cs"):
        return ""
    return " " if category in ("Cc", "Zl", "Zp", "Cn", "Co") else character


def width(text: str, size: int = NAME_SIZE, *, bold: bool = False) -> int:
    wider = BOLD if bold else 1
    return round(sum(_advance(character) for character in text) * size * wider + 0.5)


def _advance(character: str) -> float:
    if unicodedata.combining(character) or character in _KEPT_FORMATS:
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.02
    if character in _THIN:
        return 0.41
    if character in _WIDE:
        return 0.95
    if character.isupper() or unicodedata.category(character) == "So":
        return 0.74
    return 0.62 if character < "\u0250" else 0.72


def is_right_to_left(text: str) -> bool:
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def wrap(name: str) -> tuple[str, ...]:
    """The name on up to three short lines, cut with an ellipsis where it is longer."""
    words = name_of(name).split(" ")
    lines: list[str] = []
    for number, word in enumerate(words):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer) <= NARROW_LINE:
            lines[-1] = longer
        elif len(lines) < NAME_LINES:
            lines.append(word)
        else:
            lines[-1] = cut(" ".join([lines[-1], *words[number:]]), always=True)
            break
    return tuple(cut(line) for line in lines)


def cut(text: str, *, always: bool = False) -> str:
    if not always and width(text) <= WIDEST_LINE:
        return text
    kept = ""
    for cluster in _clusters(text.rstrip("…")):
        if width(f"{kept}{cluster}…") > WIDEST_LINE:
            break
        kept += cluster
    return f"{kept.rstrip()}…"


def _clusters(text: str) -> list[str]:
    """Letters with the accents that belong to them, so that a cut never parts the two."""
    found: list[str] = []
    for character in text:
        joins = unicodedata.combining(character) or character in _KEPT_FORMATS
        if found and (joins or found[-1].endswith("\u200d")):
            found[-1] += character
        else:
            found.append(character)
    return found


def isolated(text: str) -> str:
    """Text from right to left kept from reordering the sentence around it."""
    if re.search("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]", text):
        return f"\u2068{text}\u2069"
    return text
