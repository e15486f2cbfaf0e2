"""Names as people write them, and the plain form in which they are compared.

`tidy` is for keeping: it mends what typing and pasting do to a name and changes nothing else.
`fold` is for comparing: "O’Brien", "o'brien" and "OBrien" fold to the same word. It gives what the
database's `strands_fold` gives, so that a name typed here is found in an index built there.
"""

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path

MAX_LENGTH = 200

# What keyboards, word processors and older systems put in place of an apostrophe or a hyphen.
APOSTROPHES = "'’‘‛ʼʻʹʽˈ′`´"
HYPHENS = "-‐‑‒–—―−"

# Marks that turn or hide text. The joiners U+200C and U+200D stay: Persian and Indic names
# are spelt with them.
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_PARTICLES = frozenset(
    [
        *("al", "bin", "bint", "da", "dal", "de", "del", "della", "den", "der", "di", "dos"),
        *("du", "el", "ibn", "la", "le", "ter", "ul", "van", "von", "y"),
    ]
)

# Letters that have no accent to take off and are written plainly in English records.
_PLAIN = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ð": "d", "đ": "d", "þ": "th", "ħ": "h", "ı": "i",
    "ĸ": "q", "ŀ": "l", "ł": "l", "ŉ": "n", "ŋ": "n", "ŧ": "t", "ƀ": "b", "ƃ": "b", "ƈ": "c",
    "ƌ": "d", "ƒ": "f", "ƕ": "hv", "ƙ": "k", "ƚ": "l", "ƞ": "n", "ƣ": "oi", "ƥ": "p", "ƫ": "t",
    "ƭ": "t", "ƴ": "y", "ƶ": "z", "ǥ": "g", "ȡ": "d", "ȥ": "z", "ȴ": "l", "ȵ": "n", "ȶ": "t",
    "ȷ": "j", "ȼ": "c", "ȿ": "s", "ɀ": "z", "ɇ": "e", "ɉ": "j", "ɍ": "r", "ɏ": "y", "ɓ": "b",
    "ɖ": "d", "ɗ": "d", "ɛ": "e", "ɠ": "g", "ɡ": "g", "ɦ": "h", "ɨ": "i", "ɫ": "l", "ɲ": "n",
    "ɳ": "n", "ɽ": "r", "ʂ": "s", "ʈ": "t", "ʉ": "u", "ʋ": "v", "ʐ": "z", "ẚ": "a", "ẜ": "s",
    "ẝ": "s", "ỻ": "ll", "ỽ": "v", "ỿ": "y", "ⱥ": "a", "ⱦ": "t", "ё": "е",
}  # fmt: skip


def tidy(name: object) -> str:
    """The name as it should be kept: one kind of apostrophe, hyphen and space; nothing else touched.

    Capitals stay as typed, since "de la Cruz" and "DeAndre" are right only as their owners say.
    """
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", "" if name is None else str(name)))
    text = re.sub(f"[{APOSTROPHES}]", "'", text)
    text = re.sub(f"[{re.escape(HYPHENS)}]", "-", text)
    text = "".join(" " if unicodedata.category(char) == "Cc" else char for char in text)
    return re.sub(r" ?- ?", "-", " ".join(text.split()))


def fold(name: object) -> str:
    """Small letters without accents, apostrophes or stops; hyphens are spaces; single spaces.

    Letters of other scripts are kept, so that a name in Arabic is found by typing it in Arabic.
    """
    lowered = (char.lower() for char in ("" if name is None else str(name)))
    plain = "".join(_plain(char) for part in lowered for char in part)
    spaced = "".join(
        " " if char in HYPHENS or char == "\u00ad" or char.isspace() else char for char in plain
    )
    return " ".join("".join(filter(_counts, spaced)).split())


@cache
def _plain(char: str) -> str:
    if char in _PLAIN:
        return _PLAIN[char]
    if unicodedata.category(char)[0] not in "LN" or not (char.isalpha() or char.isdecimal()):
        return char
    base = "".join(
        part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part)
    )
    return base.lower() if base.isalnum() and all(map(_latin_or_greek, base)) else char


def _latin_or_greek(char: str) -> bool:
    return char.isascii() or "\u0370" <= char <= "\u03ff"


@cache
def _counts(char: str) -> bool:
    """Whether a character is part of a word: letters, digits, and the vowel signs of scripts
    that write vowels as signs. Accents of Latin letters are not.
    """
    if char.isascii():
        return char.isalnum() or char == " "
    if char in APOSTROPHES:
        return False
    category = unicodedata.category(char)
    if category in ("Mn", "Mc"):
        return unicodedata.combining(char) in _VOWEL_CLASSES
    return category[0] == "L" or category == "Nl"


_VOWEL_CLASSES = frozenset({0, *range(10, 37)})


def words(name: object) -> list[str]:
    return fold(name).split()


def joined(name: object) -> str:
    """The folded name without spaces, for "de la Cruz" against "Delacruz"."""
    return fold(name).replace(" ", "")


def without_particles(name: object) -> list[str]:
    """The words of a surname that carry it: ["cruz"] of "de la Cruz". All of them if none do."""
    every = words(name)
    return [word for word in every if word not in _PARTICLES] or every


# Nicknames

NICKNAMES = Path(__file__).parent / "data" / "nicknames.csv"


@cache
def nickname_pairs() -> frozenset[tuple[str, str]]:
    """Every listed pair of a name and a form of it, folded."""
    with NICKNAMES.open(encoding="utf-8", newline="") as file:
        pairs = {(fold(row["name"]), fold(row["form"])) for row in csv.DictReader(file)}
    return frozenset((name, form) for name, form in pairs if name != form)


@cache
def nickname_groups() -> dict[str, frozenset[str]]:
    """For each folded given name, the other names the same person may go by.

    A form shared by two names ("Alex") is near both, but does not make the two names near each
    other: Alexander is not Alexandra. Two forms of one name ("Kate" and "Cathy") are near.
    """
    forms: dict[str, set[str]] = {}
    for name, form in nickname_pairs():
        forms.setdefault(name, set()).add(form)
    near: dict[str, set[str]] = {}
    for name, others in forms.items():
        family = {name, *others}
        for member in family:
            near.setdefault(member, set()).update(family - {member})
    return {name: frozenset(others) for name, others in near.items()}


def nicknames_of(name: object) -> frozenset[str]:
    return nickname_groups().get(fold(name), frozenset())


def same_given_name(one: object, other: object) -> bool:
    """Whether two given names are the same or forms of one name."""
    first, second = fold(one), fold(other)
    return bool(first) and (first == second or second in nicknames_of(first))
