"""Files are what their content says, are refused in plain words, and are never served as pages."""

import io
import re
import socket
import struct
import threading
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from accounts.models import AccessEvent
from cases.models import Document
from tests import factories
from tests.cast import sign_in

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0" * 40
WAV = b"RIFF" + struct.pack("<L", 40) + b"WAVEfmt " + b"\0" * 40


@pytest.fixture
def family(hampshire, worker):
    family = factories.make_family(people=[factories.make_person()])
    factories.allocate(factories.make_case(family, by=worker), worker)
    return family


@pytest.fixture
def client(worker):
    return sign_in(worker)


def pdf(password: str = "") -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    if password:
        writer.encrypt(password)
    writer.write(out)
    return out.getvalue()


def office(part: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr(part, "<x/>")
    return out.getvalue()


def attach(client, family, *files, **typed):
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(f"/families/{family.pk}/documents/add/", {"files": sent, **typed})


def refusal(response) -> str:
    assert response.status_code == 200
    assert not Document.objects.exists()
    page = response.content.decode()
    return re.sub(r"<[^>]+>|\s+", " ", page[page.index("govuk-error-message") :])[:400]


def test_files_are_kept_by_what_they_are_under_names_nobody_can_guess(client, family):
    files = [
        ("Ava Hill letter.pdf", pdf()),
        ("photo.PNG", PNG),
        ("plan.docx", office("word/document.xml")),
        ("sums.xlsx", office("xl/workbook.xml")),
        ("voice.wav", WAV),
    ]
    assert attach(client, family, *files, about="From school").status_code == 302
    kept = list(Document.objects.order_by("pk"))
    assert [one.kind for one in kept] == ["pdf", "png", "docx", "xlsx", "wav"]
    assert [one.name for one in kept] == [name for name, _ in files]
    assert all(re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{64}", one.file.name) for one in kept)
    assert kept[0].scan == "not_scanned"
    page = client.get(f"/families/{family.pk}/documents/").content.decode()
    assert "Ava Hill letter.pdf" in page
    assert "From school" in page


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("letter.pdf", b"<html><script>alert(1)</script>", "is not a picture, PDF, Office"),
        ("letter.pdf", PNG, "its content is Picture (PNG)"),
        ("letter.html", pdf(), "its content is PDF"),
        ("plan.docx", office("xl/workbook.xml"), "its content is Excel workbook"),
        ("macro.docx", office("word/vbaProject.bin"), "is not a picture, PDF, Office"),
        ("letter.pdf", pdf(password="secret"), "has a password"),
    ],
)
def test_file_that_lies_or_is_locked_is_refused_and_the_form_kept(
    client, family, name, content, words
):
    response = attach(client, family, (name, content), about="Kept words")
    assert words in refusal(response)
    assert 'value="Kept words"' in response.content.decode()


def test_empty_file_is_refused(client, family):
    assert "is empty" in refusal(attach(client, family, ("letter.pdf", b"")))


def test_no_file_asks_for_one(client, family):
    assert "files" in refusal(attach(client, family))


def test_too_large_a_file_is_dropped_while_it_arrives_and_the_form_kept(client, family, settings):
    settings.DOCUMENT_LIMIT = 200_000
    big = pdf() + b"\0" * 3_000_000
    response = attach(client, family, ("film.pdf", big), about="Kept words")
    assert "is too large" in refusal(response)
    assert 'value="Kept words"' in response.content.decode()


def test_download_is_an_attachment_and_written_down(client, family):
    attach(client, family, ('Ava "x".pdf', pdf()))
    document = Document.objects.get()
    response = client.get(f"/documents/{document.pk}/")
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Type"] == "application/pdf"
    assert b"".join(response.streaming_content) == pdf_of(document)
    event = AccessEvent.objects.of_family(family.pk).first()
    assert (event.how, event.family_id) == ("download", family.pk)


def pdf_of(document) -> bytes:
    with document.file.open("rb") as file:
        return file.read()


def test_file_on_a_case_of_another_strand_is_not_shown(client, family):
    other = factories.make_case(family, strand="fit")
    document = factories.make_document(family, case=other)
    assert client.get(f"/documents/{document.pk}/").status_code == 404
    assert "letter.pdf" not in client.get(f"/families/{family.pk}/documents/").content.decode()


def test_removing_needs_a_reason_and_leaves_the_row(client, family):
    document = factories.make_document(family)
    path = f"/documents/{document.pk}/remove/"
    assert client.post(path, {"reason": ""}).status_code == 200
    assert client.post(path, {"reason": "Wrong family"}).status_code == 302
    assert client.get(f"/documents/{document.pk}/").status_code == 404
    page = client.get(f"/families/{family.pk}/documents/").content.decode()
    assert "Wrong family" in page


@pytest.fixture
def clamd(settings):
    """A server that speaks clamd's protocol: finds something in files that hold the word EICAR."""
    server = socket.create_server(("127.0.0.1", 0))
    settings.CLAMD_ADDRESS = f"tcp://127.0.0.1:{server.getsockname()[1]}"

    def serve():
        while True:
            try:
                peer, _ = server.accept()
            except OSError:
                return
            with peer, peer.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                content = b""
                while size := struct.unpack("!L", stream.read(4))[0]:
                    content += stream.read(size)
                found = b"EICAR" in content
                peer.sendall(b"stream: Eicar FOUND\0" if found else b"stream: OK\0")

    threading.Thread(target=serve, daemon=True).start()
    yield server
    server.close()


def test_scanner_passes_clean_files_and_refuses_others(client, family, clamd):
    assert "refused by the virus scanner" in refusal(
        attach(client, family, ("letter.pdf", pdf() + b"EICAR"))
    )
    attach(client, family, ("letter.pdf", pdf()))
    assert Document.objects.get().scan == "clean"


def test_nothing_is_kept_when_the_scanner_does_not_answer(client, family, clamd):
    clamd.shutdown(socket.SHUT_RDWR)
    clamd.close()
    words = refusal(attach(client, family, ("letter.pdf", pdf())))
    assert "could not be checked for viruses" in words
