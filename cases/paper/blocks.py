"""What a document is made of. Texts are plain: nothing in them is ever read as markup."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from django.utils import timezone
from django.utils.formats import date_format

# What neither XML nor a printed page can hold; typed or pasted in by accident.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Heading:
    kind: ClassVar[str] = "heading"
    text: str
    level: int = 1  # 1 to 3, under the title


@dataclass(frozen=True, slots=True)
class Paragraph:
    kind: ClassVar[str] = "paragraph"
    text: str
    bold: bool = False
    small: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    kind: ClassVar[str] = "list"
    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    kind: ClassVar[str] = "table"
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of a name and what it is: “Born”, “3 May 2016”."""

    kind: ClassVar[str] = "facts"
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """A line to sign for each of these people, with room for the day."""

    kind: ClassVar[str] = "signatures"
    names: tuple[str, ...]


Block = Heading | Paragraph | Listing | Table | Facts | Signatures


@dataclass(frozen=True, slots=True)
class Document:
    title: str
    blocks: tuple[Block, ...]
    printed_by: str
    printed_at: datetime
    language: str = "en-GB"
    confidential: bool = field(default=True)

    @property
    def footer(self) -> str:
        local = timezone.localtime(self.printed_at)
        return f"Printed by {self.printed_by} on {date_format(local, 'j F Y')} at {local:%H:%M}"

    @property
    def header(self) -> str:
        return f"Confidential · {self.title}" if self.confidential else self.title


def clean(text: str) -> str:
    """Without what cannot be printed; line ends as one character."""
    return _UNPRINTABLE.sub("", str(text).replace("\r\n", "\n").replace("\r", "\n"))
