"""Is this file one we may keep? Its size, its real kind, a password, and what the scanner says."""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat

from cases.codes import DocumentKind, ScanResult
from cases.documents.scanning import Infected, ScannerAway, scan
from cases.documents.sniffing import Locked, extensions_of, kind_of


class Unfit(Exception):
    """Not kept, and why, for the person who chose the file."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be kept: what it really is, and what it hashes to."""

    file: UploadedFile
    kind: DocumentKind
    sha256: str
    scan: ScanResult


def check(file: UploadedFile) -> Checked:
    name = file.name
    if file.size > settings.DOCUMENT_LIMIT:
        limit = filesizeformat(settings.DOCUMENT_LIMIT)
        raise Unfit(f"{name} is too large. A file can have up to {limit}")
    if not file.size:
        raise Unfit(f"{name} is empty. Choose another file")
    try:
        kind = kind_of(file)
    except Locked:
        raise Unfit(f"{name} has a password. Save it without one and attach it again") from None
    if kind is None:
        raise Unfit(f"{name} is not a picture, PDF, Office or sound file that we can keep")
    if name.rpartition(".")[2].lower() not in extensions_of(kind):
        raise Unfit(
            f"{name} is not what its name says: its content is {kind.label}. Rename it or choose another"
        )
    return Checked(file, kind, _sha256(file), _scanned(file))


def _scanned(file: UploadedFile) -> ScanResult:
    try:
        return scan(file)
    except Infected:
        raise Unfit(
            f"{file.name} was refused by the virus scanner. Do not open it, and tell your IT team"
        ) from None
    except ScannerAway:
        raise Unfit(
            f"{file.name} could not be checked for viruses, so it was not kept. Try again later"
        ) from None


def _sha256(file: UploadedFile) -> str:
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return digest
