"""A document as PDF, set by typst with the fonts it carries, so that it looks alike everywhere.

The texts travel beside the template as data (`sys.inputs`), never inside it, so that nothing
anybody typed can be read as typst.
"""

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from cases.paper.blocks import (
    Block,
    Document,
    Facts,
    Heading,
    Listing,
    Paragraph,
    Signatures,
    Table,
    clean,
)

TEMPLATE = Path(__file__).parent / "document.typ"


def pdf_of(document: Document) -> bytes:
    data = {
        "title": clean(document.title),
        "header": clean(document.header),
        "footer": clean(document.footer),
        "author": clean(document.printed_by),
        "printed": _parts(document.printed_at),
        "blocks": [_as_data(block) for block in document.blocks],
    }
    return typst.compile(
        _template(),
        format="pdf",
        sys_inputs={"document": json.dumps(data, ensure_ascii=False)},
        font_paths=[],
        ignore_system_fonts=True,
    )


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()


def _parts(moment: datetime) -> list[int]:
    return [moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second]


def _as_data(block: Block) -> dict[str, Any]:
    match block:
        case Heading(text, level):
            return {"is": block.kind, "text": clean(text), "level": min(max(level, 1), 3) + 1}
        case Paragraph(text, bold, small):
            return {"is": block.kind, "text": clean(text), "bold": bold, "small": small}
        case Listing(items, numbered):
            return {"is": block.kind, "items": [clean(one) for one in items], "numbered": numbered}
        case Table(header, rows):
            return {
                "is": block.kind,
                "header": [clean(cell) for cell in header],
                "rows": [[clean(cell) for cell in row] for row in rows],
            }
        case Facts(rows):
            return {"is": block.kind, "rows": [[clean(name), clean(text)] for name, text in rows]}
        case Signatures(names):
            return {"is": block.kind, "names": [clean(name) for name in names]}
