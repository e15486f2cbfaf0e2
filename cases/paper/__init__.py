"""Documents people read: made of plain blocks, written as Word or PDF."""

from cases.paper.answer import as_file, as_page
from cases.paper.blocks import (
    Block,
    Document,
    Facts,
    Heading,
    Listing,
    Paragraph,
    Signatures,
    Table,
)
from cases.paper.docx import docx_of
from cases.paper.pdf import pdf_of

__all__ = [
    "Block",
    "Document",
    "Facts",
    "Heading",
    "Listing",
    "Paragraph",
    "Signatures",
    "Table",
    "as_file",
    "as_page",
    "docx_of",
    "pdf_of",
]
