"""What a file is, read from its content: the name it came with proves nothing."""

import struct
import zipfile
from typing import BinaryIO

import filetype
import olefile
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from cases.codes import DocumentKind as Kind

SAMPLE = 8192  # bytes

EXTENSIONS = {
    Kind.JPEG: ("jpg", "jpeg"),
    Kind.HEIC: ("heic", "heif"),
    Kind.OGG: ("ogg", "oga", "opus"),
}
# Said to the browser with the download; nothing here is ever shown as a page.
MEDIA_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.GIF: "image/gif",
    Kind.WEBP: "image/webp",
    Kind.HEIC: "image/heic",
    Kind.MP3: "audio/mpeg",
    Kind.M4A: "audio/mp4",
    Kind.OGG: "audio/ogg",
    Kind.WAV: "audio/wav",
}
IN_A_ZIP = {
    "word/document.xml": Kind.DOCX,
    "xl/workbook.xml": Kind.XLSX,
    "ppt/presentation.xml": Kind.PPTX,
}
IN_AN_OLE_FILE = {
    "WordDocument": Kind.DOC,
    "Workbook": Kind.XLS,
    "Book": Kind.XLS,
    "PowerPoint Document": Kind.PPT,
}
BY_SIGNATURE = {
    "pdf": Kind.PDF,
    "jpg": Kind.JPEG,
    "png": Kind.PNG,
    "gif": Kind.GIF,
    "webp": Kind.WEBP,
    "heic": Kind.HEIC,
    "mp3": Kind.MP3,
    "m4a": Kind.M4A,
    "ogg": Kind.OGG,
    "wav": Kind.WAV,
}
WORD_IS_ENCRYPTED = 0x0100
EXCEL_FILEPASS = 0x002F


class Locked(Exception):
    """The file asks for a password."""


def kind_of(file: BinaryIO) -> Kind | None:
    """None when it is nothing we keep. Raises Locked when it cannot be read without a password."""
    file.seek(0)
    start = file.read(SAMPLE)
    file.seek(0)
    if start.startswith(olefile.MAGIC):
        return _in_ole(file)
    if start.startswith(b"PK\x03\x04"):
        return _in_zip(file)
    found = filetype.guess(start)
    kind = BY_SIGNATURE.get(found.extension) if found else None
    if kind == Kind.PDF and _pdf_is_locked(file):
        raise Locked
    return kind


def extensions_of(kind: Kind) -> tuple[str, ...]:
    return EXTENSIONS.get(kind, (str(kind),))


def media_type_of(kind: str) -> str:
    return MEDIA_TYPES.get(Kind(kind), "application/octet-stream")


def _in_zip(file: BinaryIO) -> Kind | None:
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return None
    if "[Content_Types].xml" not in names or any("vbaProject" in name for name in names):
        return None
    return next((kind for name, kind in IN_A_ZIP.items() if name in names), None)


def _in_ole(file: BinaryIO) -> Kind | None:
    """The old Office formats, and the wrapping that new ones get with a password."""
    try:
        with olefile.OleFileIO(file) as ole:
            if ole.exists("EncryptedPackage") or ole.exists("EncryptedSummary"):
                raise Locked
            found = next((name for name in IN_AN_OLE_FILE if ole.exists(name)), None)
            if found is not None and _ole_is_locked(found, ole.openstream(found).read(64)):
                raise Locked
    except (OSError, olefile.OleFileError, struct.error):
        return None
    return IN_AN_OLE_FILE.get(found)


def _ole_is_locked(name: str, start: bytes) -> bool:
    if name == "WordDocument":
        return bool(struct.unpack_from("<H", start, 10)[0] & WORD_IS_ENCRYPTED)
    if name in ("Workbook", "Book"):
        length = struct.unpack_from("<H", start, 2)[0]
        return struct.unpack_from("<H", start, 4 + length)[0] == EXCEL_FILEPASS
    return False


def _pdf_is_locked(file: BinaryIO) -> bool:
    try:
        reader = PdfReader(file)
        return reader.is_encrypted and not reader.decrypt("")
    except (PyPdfError, OSError, ValueError, NotImplementedError):
        # Damaged, or encrypted in a way pypdf does not know: kept as it is, unless it says so itself.
        file.seek(0)
        return b"/Encrypt" in file.read()
    finally:
        file.seek(0)
