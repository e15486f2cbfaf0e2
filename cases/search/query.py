"""What someone typed into the search box, taken apart: names, dates, postcodes and numbers."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from cases.identifiers import Reference, parse_reference
from cases.names import nicknames_of, words
from cases.search.dates import Span, age_spans, take_dates

MAX_LENGTH = 200
MAX_WORDS = 6
MAX_NUMBERS = 6

_REFERENCE = re.compile(r"(?<![\w-])[CFP]-?[0-9]{1,12}(?![\w-])", re.IGNORECASE | re.ASCII)
_NHS_NUMBER = re.compile(r"(?<!\d)\d{3}[\s-]\d{3}[\s-]\d{4}(?!\d)", re.ASCII)
_POSTCODE = re.compile(
    r"(?<!\w)(?P<out>[A-Z]{1,2}[0-9][A-Z0-9]?)(?:\s*(?P<in>[0-9][A-Z]{2})|\s+(?P<part>[0-9][A-Z]?))?(?!\w)",
    re.IGNORECASE | re.ASCII,
)
# Words that say what the rest is and are no part of a name.
_LABELS = frozenset(
    [
        "age",
        "aged",
        "born",
        "dob",
        "family",
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "nhs",
        "upn",
        "no",
        "number",
        "postcode",
        "ref",
    ]
)
# Words that may be typed and not recorded, or the other way round.
_OPTIONAL = frozenset(
    [
        "unborn",
        "baby",
        "de",
        "la",
        "le",
        "du",
        "da",
        "der",
        "den",
        "van",
        "von",
        "del",
        "el",
        "al",
        "bin",
        "bint",
        "ibn",
        "ter",
        "y",
    ]
)


@dataclass(frozen=True)
class Query:
    """The pieces of evidence in a search."""

    words: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()
    days: tuple[tuple[date, str], ...] = ()
    spans: tuple[Span, ...] = ()
    postcode: str = ""
    numbers: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    # Neighbouring words written as one, for each of `words` in them: "de la cruz" is "delacruz".
    joined: tuple[tuple[int, str], ...] = ()

    @property
    def is_dated(self) -> bool:
        return bool(self.days or self.spans)

    @property
    def can_be_searched(self) -> bool:
        """A single letter, or nothing, would match half the people there are."""
        return bool(
            self.days
            or self.spans
            or self.postcode
            or self.numbers
            or self.references
            or any(len(word) > 1 or not word.isascii() for word in self.words)
        )


def clean(text: object) -> str:
    """The text without what no database can hold, and not endless."""
    kept = "".join(
        char
        for char in str(text or "")[: MAX_LENGTH * 2]
        if char != "\0" and not "\ud800" <= char <= "\udfff"
    )
    return unicodedata.normalize("NFC", " ".join(kept.split()))[:MAX_LENGTH]


def read(text: object, *, today: date | None = None) -> Query:
    """Take the text apart. Never raises: whatever is not understood is taken as a name."""
    today = today or timezone.localdate()
    rest = clean(text)
    numbers = _numbers(rest)
    references, rest = _take_references(rest)
    rest = _NHS_NUMBER.sub(" ", rest)
    dates, spans, rest = take_dates(rest, today=today)
    postcode, rest = _take_postcode(rest)
    if not (dates or spans):
        spans, rest = _take_bare_age(rest, today)
    must, initials = _words(rest)
    return Query(
        words=must,
        initials=initials,
        days=tuple(dates[0].days) if dates else (),
        spans=tuple(spans),
        postcode=postcode,
        numbers=numbers,
        references=references,
        joined=tuple(_joined(words(rest), must)),
    )


def _numbers(text: str) -> tuple[str, ...]:
    """Whatever may be an identifier: each part with a digit in it, and the whole without spaces."""
    found = [match[0] for match in _NHS_NUMBER.finditer(text)]
    found += [part for part in text.split() if any(map(str.isdigit, part))]
    if sum(map(str.isdigit, text)) >= 4:
        found.append(text)
    compacted = dict.fromkeys(compact(part) for part in found)
    return tuple(number for number in compacted if 4 <= len(number) <= 50)[:MAX_NUMBERS]


def compact(value: str) -> str:
    """As the database's `strands_compact` does it: capitals of A to Z only."""
    plain = re.sub(r"[\s._/-]+", "", value, flags=re.ASCII)
    return "".join(char.upper() if char.isascii() else char for char in plain)


def _take_references(text: str) -> tuple[tuple[Reference, ...], str]:
    whole = parse_reference(text)
    if whole is not None:
        return (whole,), ""
    found = tuple(filter(None, (parse_reference(m[0]) for m in _REFERENCE.finditer(text))))
    return found[:MAX_NUMBERS], _REFERENCE.sub(" ", text)


def _take_postcode(text: str) -> tuple[str, str]:
    match = _POSTCODE.search(text)
    if match is None:
        return "", text
    inward = match["in"] or match["part"] or ""
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    return f"{match['out']} {inward}".strip().upper(), rest


def _take_bare_age(text: str, today: date) -> tuple[list[Span], str]:
    """ "hill 9": a small number beside a name is an age."""
    match = re.search(r"(?<!\S)\d{1,2}(?!\S)", text, re.ASCII)
    if match is None or not any(char.isalpha() for char in text):
        return [], text
    return age_spans(int(match[0]), today=today), text.replace(match[0], " ", 1)


def _words(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    typed = [word for word in dict.fromkeys(words(text)) if not any(map(str.isdigit, word))]
    named = [word for word in typed if word not in _LABELS] or typed
    must = [word for word in named if word not in _OPTIONAL] or named
    initials = [word for word in must if len(word) == 1 and word.isascii()]
    if len(initials) == len(must):
        return tuple(must[:MAX_WORDS]), ()
    return tuple(w for w in must if w not in initials)[:MAX_WORDS], tuple(initials)


def _joined(typed: list[str], must: tuple[str, ...]):
    for length in (2, 3):
        for start in range(min(len(typed), MAX_WORDS + 2) - length + 1):
            part = typed[start : start + length]
            yield from ((must.index(word), "".join(part)) for word in part if word in must)


_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def one_letter_off(word: str) -> list[str]:
    """Every word one slip away: a letter missing, extra, wrong, or two swapped."""
    if not (word.isascii() and word.isalpha() and 3 <= len(word) <= 14):
        return []
    splits = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {a + b[1:] for a, b in splits if b}
    found |= {a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1}
    found |= {a + letter + b[1:] for a, b in splits if b for letter in _LETTERS}
    found |= {a + letter + b for a, b in splits for letter in _LETTERS}
    return sorted(found - {word})


def other_forms(word: str) -> list[str]:
    """Nicknames and full names of the same person; those of two words as one."""
    return sorted({form.replace(" ", "") for form in nicknames_of(word)} - {word})
