"""A copy of the checkout in which `make run` is started, as somebody at a keyboard would."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from programme.local import processes, stop_servers

ROOT = Path(__file__).resolve().parents[2]
NOT_COPIED = shutil.ignore_patterns(".git", ".venv", ".data", "staticfiles", "*.pyc", ".*_cache")


class MakeRun:
    """A `make run` somebody started at a keyboard."""

    def __init__(self, copy: Path, port: int) -> None:
        self.copy, self.port, self.said = copy, port, ""
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in ("DATABASE_URL", "REDIS_URL", "STRANDS_ENV", "DJANGO_SETTINGS_MODULE")
            and not name.startswith(("TEST_", "PYTEST_", "REDIS_", "MAKE"))
        }
        self.make = subprocess.Popen(
            ["make", "run", f"PORT={port}", f"PYTHON={sys.executable}"],
            cwd=copy,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def read_until(self, pattern: str, seconds: float = 600) -> str:
        deadline = time.monotonic() + seconds
        with selectors.DefaultSelector() as ready:
            ready.register(self.make.stdout, selectors.EVENT_READ)
            while not re.search(pattern, self.said):
                assert time.monotonic() < deadline, self.said
                if ready.select(timeout=1):
                    more = os.read(self.make.stdout.fileno(), 65536).decode()
                    self.said += more
                    assert more or re.search(pattern, self.said), f"ended:\n{self.said}"
        return self.said

    def finish(self, seconds: float = 300) -> str:
        self.said += self.make.communicate(timeout=seconds)[0].decode()
        return self.said

    @property
    def note(self) -> dict:
        return json.loads((self.copy / ".data" / "run" / "app.json").read_text())

    def get(self, path: str) -> tuple[int, dict[str, str]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, dict(response.getheaders())
        finally:
            connection.close()


def of_this(copy: Path) -> list[str]:
    """Every live process that was started for this copy."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or not processes.is_alive(int(entry.name)):
            continue
        with contextlib.suppress(OSError):
            words = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            where = str((entry / "cwd").readlink())
            if str(copy) in words or where == str(copy) or where.startswith(f"{copy}/"):
                found.append(f"{entry.name} {words}")
    return found


@pytest.fixture(scope="module")
def copy() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="strands-run-"))
    folder.chmod(0o755)
    copy = folder / "checkout"
    shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
    # The packages are those the tests run on; installing them is another matter.
    (copy / ".venv").symlink_to(Path(sys.prefix))
    yield copy
    stop_servers(copy)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def port() -> int:
    for port in range(20000, 32000):
        with socket.socket() as trial, contextlib.suppress(OSError):
            trial.bind(("127.0.0.1", port))
            return port
    pytest.fail("no port is free")


@pytest.fixture
def start(copy, port) -> Iterator:
    started: list[MakeRun] = []

    def begin(**changes) -> MakeRun:
        started.append(MakeRun(**{"copy": copy, "port": port, **changes}))
        return started[-1]

    yield begin
    for one in started:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(one.make.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired, ValueError):
            one.make.communicate(timeout=60)
        one.make.stdout.close()


def sql(copy: Path, statement: str) -> list[tuple]:
    connection = psycopg2.connect(
        host=str(copy / ".data" / "sockets"), user="postgres", dbname="strands"
    )
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()
