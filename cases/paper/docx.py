"""A document as a Word file."""

from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

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

_SIGNED = "Signed ______________________________   Date ______________"


def docx_of(document: Document) -> bytes:
    word = docx.Document()
    _properties(word, document)
    _frame(word, document)
    word.add_heading(clean(document.title), level=0)
    for block in document.blocks:
        _add(word, block)
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def _properties(word: WordDocument, document: Document) -> None:
    properties = word.core_properties
    properties.title = clean(document.title)
    properties.author = clean(document.printed_by)
    properties.language = document.language
    properties.comments = ""
    properties.created = properties.modified = document.printed_at
    style = word.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(11)
    language = OxmlElement("w:lang")
    for name in ("w:val", "w:eastAsia", "w:bidi"):
        language.set(qn(name), document.language)
    run = style.element.get_or_add_rPr()
    for before in run.findall(qn("w:lang")):
        run.remove(before)
    run.append(language)


def _frame(word: WordDocument, document: Document) -> None:
    section = word.sections[0]
    section.header.paragraphs[0].text = clean(document.header)
    footer = section.footer.paragraphs[0]
    footer.text = f"{clean(document.footer)} · Page "
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    footer._p.append(number)


def _add(word: WordDocument, block: Block) -> None:
    match block:
        case Heading(text, level):
            word.add_heading(clean(text), level=min(max(level, 1), 3))
        case Paragraph(text, bold, small):
            run = word.add_paragraph().add_run(clean(text))
            run.bold = bold
            run.font.size = Pt(9) if small else None
        case Listing(items, numbered):
            for item in items:
                word.add_paragraph(clean(item), "List Number" if numbered else "List Bullet")
        case Table(header, rows):
            _table(word, header, rows)
        case Facts(rows):
            _facts(word, rows)
        case Signatures(names):
            for name in names:
                word.add_paragraph(clean(name)).paragraph_format.keep_with_next = True
                word.add_paragraph(_SIGNED)


def _table(word: WordDocument, header, rows) -> None:
    table = word.add_table(rows=1, cols=len(header), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, header, strict=True):
        cell.paragraphs[0].add_run(clean(text)).bold = True
    # Read out as headings, and repeated on each page.
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = clean(text)


def _facts(word: WordDocument, rows) -> None:
    table = word.add_table(rows=0, cols=2, style="Table Grid")
    for name, text in rows:
        first, second = table.add_row().cells
        first.paragraphs[0].add_run(clean(name)).bold = True
        second.text = clean(text)
