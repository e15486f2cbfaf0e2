"""Documents open, say what they were given and nothing else, and know whose they are."""

from datetime import UTC, datetime
from io import BytesIO

import docx
from pypdf import PdfReader

from cases.paper import (
    Document,
    Facts,
    Heading,
    Listing,
    Paragraph,
    Signatures,
    Table,
    docx_of,
    pdf_of,
)

NASTY = '#read("/etc/passwd") $x$ *b* @ref <w:t> & \x00\x0b"quoted" \\ `raw` https://x.example'
READS = '#read("/etc/passwd") $x$ *b* @ref <w:t> & "quoted" \\ `raw` https://x.example'

DOCUMENT = Document(
    title="The story of Zoë",
    blocks=(
        Heading("2026"),
        Paragraph(NASTY),
        Paragraph("First line\nSecond line", bold=True),
        Listing(("One", "Two"), numbered=True),
        Table(("When", "What"), (("3 May", "Came home"),)),
        Facts((("Born", "1 May 2016"),)),
        Signatures(("Zoë Hill",)),
    ),
    printed_by="Priya Shah",
    printed_at=datetime(2026, 7, 1, 12, 30, tzinfo=UTC),
)


def test_word_file_says_everything():
    word = docx.Document(BytesIO(docx_of(DOCUMENT)))
    texts = [paragraph.text for paragraph in word.paragraphs]
    assert READS in texts
    assert {"The story of Zoë", "2026", "First line\nSecond line", "Two"} <= set(texts)
    assert word.tables[0].rows[1].cells[1].text == "Came home"
    assert word.core_properties.title == "The story of Zoë"
    assert word.core_properties.language == "en-GB"
    assert "Confidential" in word.sections[0].header.paragraphs[0].text
    footer = word.sections[0].footer.paragraphs[0].text
    assert "Printed by Priya Shah on 1 July 2026 at 13:30" in footer


def test_pdf_says_everything():
    reader = PdfReader(BytesIO(pdf_of(DOCUMENT)))
    text = " ".join(reader.pages[0].extract_text().split())
    for words in (
        '#read("/etc/passwd") $x$ *b* @ref <w:t> &',
        "Second line",
        "Came home",
        "1 May 2016",
        "Zoë Hill",
        "Confidential",
        "Printed by Priya Shah on 1 July 2026 at 13:30",
    ):
        assert words in text
    assert reader.metadata.title == "The story of Zoë"
    assert reader.root_object["/Lang"] == "en-GB"


def test_pdf_is_the_same_each_time():
    assert pdf_of(DOCUMENT) == pdf_of(DOCUMENT)


def test_long_document_runs_over_pages():
    many = Document("Long", (Paragraph("word " * 400),) * 20, "P", DOCUMENT.printed_at)
    assert len(PdfReader(BytesIO(pdf_of(many))).pages) > 3
