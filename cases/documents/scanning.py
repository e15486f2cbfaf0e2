"""Asking clamd whether a file is safe. Its protocol: a command, the file in chunks, a line back."""

import socket
import struct
from typing import BinaryIO
from urllib.parse import urlsplit

from django.conf import settings

from cases.codes import ScanResult

CHUNK = 64 * 1024
PATIENCE = 60  # seconds


class ScannerAway(Exception):
    """A scanner is set up and does not answer as it should: nothing may be kept unscanned."""


class Infected(Exception):
    """The scanner found something."""


def scan(file: BinaryIO) -> ScanResult:
    """Raises Infected or ScannerAway."""
    if not settings.CLAMD_ADDRESS:
        return ScanResult.NOT_SCANNED
    file.seek(0)
    try:
        answer = _ask(file)
    except OSError as problem:
        raise ScannerAway from problem
    finally:
        file.seek(0)
    if answer.endswith("FOUND"):
        raise Infected
    if answer != "stream: OK":
        raise ScannerAway
    return ScanResult.CLEAN


def _ask(file: BinaryIO) -> str:
    with _connected(settings.CLAMD_ADDRESS) as clamd:
        clamd.sendall(b"zINSTREAM\0")
        while chunk := file.read(CHUNK):
            clamd.sendall(struct.pack("!L", len(chunk)) + chunk)
        clamd.sendall(struct.pack("!L", 0))
        answer = b""
        while not answer.endswith(b"\0") and (part := clamd.recv(4096)):
            answer += part
    return answer.rstrip(b"\0\n").decode(errors="replace")


def _connected(address: str) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "unix":
        clamd = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        clamd.settimeout(PATIENCE)
        clamd.connect(parts.path)
        return clamd
    return socket.create_connection((parts.hostname, parts.port or 3310), timeout=PATIENCE)
