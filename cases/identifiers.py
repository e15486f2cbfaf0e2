"""Numbers that stand for a person: checked by their check digits, forgiving about how they are typed.

`clean_…` takes what someone typed or pasted and returns the one form we keep, or raises
`ValidationError` saying what is wrong in words that help find the slip. Spaces, dashes and small
letters are never a reason to refuse.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from cases.codes import IdentifierKind

# Values 0 to 22 of the check letter and of a temporary number's last letter. I, O and S are
# left out because they look like 1, 0 and 5.
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"

MAX_OTHER_LENGTH = 50
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—−_./]+")


def _compact(raw: object) -> str:
    """What was typed without spaces, dashes and the invisible marks that come with pasting."""
    text = unicodedata.normalize("NFKC", "" if raw is None else str(raw))
    return _SEPARATORS.sub("", _INVISIBLE.sub("", text))


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def is_record_number(text: str) -> bool:
    """Could this be the number of a row? Longer ones the database could not even compare."""
    return _is_digits(text) and len(text) < 19


def _refuse(message: str, code: str) -> ValidationError:
    return ValidationError(message, code=code)


# NHS number


def nhs_check_digit(first_nine: str) -> int | None:
    """The tenth digit (modulus 11, weights 10 to 2), or None where no number may be made."""
    if not (_is_digits(first_nine) and len(first_nine) == 9):
        raise ValueError("an NHS number is made from nine digits")
    total = sum(
        int(digit) * weight for digit, weight in zip(first_nine, range(10, 1, -1), strict=True)
    )
    check = 11 - total % 11
    return {11: 0, 10: None}.get(check, check)


def clean_nhs_number(raw: object) -> str:
    number = _compact(raw)
    if not number:
        raise _refuse("Enter an NHS number.", "required")
    if not _is_digits(number):
        raise _refuse(
            "NHS number has digits only. Check for a letter typed in place of a digit, "
            "such as O for 0.",
            "not_digits",
        )
    if len(number) != 10:
        raise _refuse(f"NHS number has 10 digits; this has {len(number)}.", "length")
    if len(set(number)) == 1:
        raise _refuse("NHS number cannot be the same digit ten times.", "made_up")
    if nhs_check_digit(number[:9]) != int(number[9]):
        raise _refuse(
            "The last digit does not match the others. Check for a mistyped digit or two "
            "digits swapped.",
            "check_digit",
        )
    return number


def format_nhs_number(number: str) -> str:
    """In threes and four, as on NHS letters: 943 476 5919."""
    return f"{number[:3]} {number[3:6]} {number[6:]}" if len(number) == 10 else number


# Unique pupil number

# Authorities that have issued pupil numbers since 1998, old ones and Welsh ones included, and the
# stand-in codes 001 to 005 (the children in need census, rule 1530). 942 and 943 are the
# authorities that replaced Cumbria in 2023.
_AUTHORITY_SPANS = (
    "001-005 201-213 301-320 330-336 340-344 350-359 370-373 380-384 390-394 420 660-681 701-708 "
    "800-803 805-808 810-813 815-816 820-823 825-826 830-831 835-841 845-846 850-852 855-857 "
    "860-861 865-896 908-909 916 919 921 925-926 928-929 931 933 935-938 940-943"
)


def _span_codes(spans: str) -> frozenset[str]:
    codes: set[str] = set()
    for span in spans.split():
        first, _, last = span.partition("-")
        codes.update(f"{code:03d}" for code in range(int(first), int(last or first) + 1))
    return frozenset(codes)


PUPIL_AUTHORITIES = _span_codes(_AUTHORITY_SPANS)


def upn_check_letter(body: str) -> str:
    """The first letter for the other twelve characters (modulus 23, weights 2 to 13).

    The last character of a temporary number is a letter and counts by its place in UPN_LETTERS.
    """
    if not re.fullmatch(rf"[0-9]{{11}}[0-9{UPN_LETTERS}]", body):
        raise ValueError("a UPN is made from eleven digits and a digit or letter")
    values = [int(char) if char.isdigit() else UPN_LETTERS.index(char) for char in body]
    total = sum(value * weight for value, weight in zip(values, range(2, 14), strict=True))
    return UPN_LETTERS[total % 23]


def is_temporary_upn(upn: str) -> bool:
    return len(upn) == 13 and upn[-1].isalpha()


def clean_upn(raw: object) -> str:
    """A permanent number. A temporary one is refused with a word about where it belongs."""
    upn = _clean_any_upn(raw)
    if is_temporary_upn(upn):
        raise _refuse(
            "This is a temporary UPN because it ends in a letter. Record it as a temporary UPN, "
            "or ask the school for the permanent one.",
            "temporary",
        )
    return upn


def clean_temporary_upn(raw: object) -> str:
    upn = _clean_any_upn(raw)
    if not is_temporary_upn(upn):
        raise _refuse(
            "This is a permanent UPN because it ends in a digit. Record it as the UPN.",
            "permanent",
        )
    return upn


def clean_former_upn(raw: object) -> str:
    """A number once used may have been of either kind (census rule 1560Q)."""
    return _clean_any_upn(raw)


def _clean_any_upn(raw: object) -> str:
    upn = _compact(raw).upper()
    if not upn:
        raise _refuse("Enter a UPN.", "required")
    if len(upn) != 13:
        raise _refuse(f"UPN has 13 characters; this has {len(upn)}.", "length")
    if not (upn[0].isascii() and upn[0].isalpha()):
        raise _refuse("UPN starts with a letter.", "first_letter")
    _refuse_lookalikes(upn)
    if not _is_digits(upn[1:12]):
        raise _refuse(
            "UPN has a letter, then 11 digits, then a digit or letter. Check the middle digits.",
            "middle_digits",
        )
    if upn[12] not in "0123456789" + UPN_LETTERS:
        raise _refuse("The last character of a UPN is a digit or a letter.", "last_character")
    if upn[1:4] not in PUPIL_AUTHORITIES:
        raise _refuse(
            f"{upn[1:4]} is not the number of a council in England or Wales. "
            "Check the second to fourth characters.",
            "authority",
        )
    if upn_check_letter(upn[1:]) != upn[0]:
        raise _refuse(
            "The first letter does not match the rest. Check for a mistyped character or two "
            "digits swapped.",
            "check_letter",
        )
    return upn


def _refuse_lookalikes(upn: str) -> None:
    for letter, digit in (("O", "0, the digit zero"), ("I", "1"), ("S", "5")):
        if letter in upn:
            raise _refuse(
                f"The letter {letter} is never used in a UPN. Should it be {digit}?", "lookalike"
            )


# The council's own number for a child


def clean_la_child_id(raw: object) -> str:
    """1 to 20 letters and digits (census rules 8500, 1570, 1580).

    Capitals are kept as typed: the number must be the same in every year's return.
    """
    number = _compact(raw)
    if not number:
        raise _refuse("Enter the council child number.", "required")
    if not (number.isascii() and number.isalnum()):
        raise _refuse("Council child number has letters A to Z and digits only.", "characters")
    if len(number) > 20:
        raise _refuse(
            f"Council child number has 20 characters at most; this has {len(number)}.", "length"
        )
    return number


def clean_other_number(raw: object) -> str:
    """A number whose rules we do not know: kept as written, but for stray spaces."""
    text = unicodedata.normalize("NFC", "" if raw is None else str(raw))
    text = " ".join(_INVISIBLE.sub("", text).split())
    if not text:
        raise _refuse("Enter the number.", "required")
    if len(text) > MAX_OTHER_LENGTH:
        raise _refuse(
            f"The number has {MAX_OTHER_LENGTH} characters at most; this has {len(text)}.",
            "length",
        )
    return text


_CLEANERS: dict[str, Callable[[object], str]] = {
    IdentifierKind.NHS_NUMBER: clean_nhs_number,
    IdentifierKind.UPN: clean_upn,
    IdentifierKind.FORMER_UPN: clean_former_upn,
    IdentifierKind.TEMPORARY_UPN: clean_temporary_upn,
    IdentifierKind.LA_CHILD_ID: clean_la_child_id,
}


def clean_identifier(kind: str, raw: object) -> str:
    """The kept form of a number of this kind, or `ValidationError`."""
    return _CLEANERS.get(kind, clean_other_number)(raw)


def format_identifier(kind: str, value: str) -> str:
    return format_nhs_number(value) if kind == IdentifierKind.NHS_NUMBER else value


# Our own references


@dataclass(frozen=True)
class Reference:
    """C000123, F000123 or P000123 taken apart: what it names and its number."""

    kind: str
    number: int

    def __str__(self) -> str:
        return f"{_LETTERS[self.kind]}{self.number:06d}"


_KINDS = {"C": "case", "F": "family", "P": "person"}
_LETTERS = {kind: letter for letter, kind in _KINDS.items()}


def format_reference(kind: str, number: int) -> str:
    """`kind` is "case", "family" or "person"."""
    return str(Reference(kind, number))


def parse_reference(raw: object) -> Reference | None:
    """A reference as people type it ("c 123", "C-000123"), or None when it is not one.

    Returns None rather than raising because the search box asks it of everything typed there.
    """
    match = re.fullmatch(r"([CFP])([0-9]{1,12})", _compact(raw).upper(), re.ASCII)
    if match is None or int(match[2]) == 0:
        return None
    return Reference(_KINDS[match[1]], int(match[2]))
