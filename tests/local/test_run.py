"""`make run` as a whole, in a copy of the checkout: started, found busy, killed, mended, stopped."""

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

from programme.local import processes, run, stop_servers
from programme.local.say import Problem
from tests.local.test_postgres import wait_until

ROOT = Path(__file__).resolve().parents[2]
# Chosen by the system for outgoing connections, so nothing may count on getting one of these.
EPHEMERAL = range(32768, 61000)
NOT_COPIED = shutil.ignore_patterns(".git", ".venv", ".data", "staticfiles", "*.pyc", ".*_cache")
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("make-run")]


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


def test_one_command_from_nothing_to_a_page_and_ctrl_c_stops_it_all(copy, start):
    first = start()
    said = first.read_until("Logs are in")
    assert f"Strands is running at http://127.0.0.1:{first.port}" in said
    assert "Made an empty PostgreSQL data folder" in said
    assert re.search(r"Applying \d+ migrations", said)
    status, headers = first.get("/")
    assert status == 302
    assert "/account/login/" in headers["location"]
    assert first.get("/account/login/")[0] == 200
    assert first.get("/readyz")[0] == 200
    sql(copy, "CREATE TABLE kept AS SELECT 7 AS number")

    second = start()
    assert f"it is already running at http://127.0.0.1:{first.port}" in second.finish()
    assert second.make.returncode != 0

    # As a terminal does it: to every process in the foreground.
    os.killpg(first.make.pid, signal.SIGINT)
    first.finish()
    assert of_this(copy) == []


def test_second_start_keeps_the_data_and_sigterm_stops_it_all(copy, start):
    again = start()
    said = again.read_until("Logs are in")
    assert "Made an empty" not in said
    assert "Loading the demonstration" not in said
    assert sql(copy, "SELECT number FROM kept") == [(7,)]
    os.kill(again.note["pid"], signal.SIGTERM)
    again.finish()
    assert of_this(copy) == []


def test_outright_kill_leaves_nothing_the_next_start_cannot_mend(copy, start):
    killed = start()
    killed.read_until("Logs are in")
    sql(copy, "CREATE TABLE survives AS SELECT 8 AS number")
    os.kill(killed.note["pid"], signal.SIGKILL)
    killed.finish()
    mended = start()
    mended.read_until("Logs are in")
    assert mended.get("/readyz")[0] == 200
    assert sql(copy, "SELECT number FROM survives") == [(8,)]

    # Its parts are mended while it runs, too.
    web, worker, _beat = mended.note["groups"]
    os.kill(web, signal.SIGKILL)
    mended.read_until("The web process ended; starting it again")
    # What the killed process had started may answer for a moment longer, so the note says it first.
    wait_until(lambda: mended.note["groups"][0] != web)
    wait_until(lambda: run.answers(mended.port, "/healthz"))
    assert mended.note["groups"][1] == worker

    # And it does not outlive a `make` that is killed.
    mended.make.kill()
    wait_until(lambda: of_this(copy) == [])


def test_taken_port_is_told_in_one_sentence_and_nothing_is_started(copy, start, port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        refused = start()
        said = refused.finish()
    assert (
        f"Strands: port {port} is in use by another program; stop that program,"
        f" or choose another port: make run PORT={port + 1}\n" in said
    )
    assert "Traceback" not in said
    assert refused.make.returncode != 0
    assert of_this(copy) == []


@pytest.mark.parametrize("text", ["", "eighty", "0", "70000", "-1"])
def test_port_that_makes_no_sense_is_refused(text):
    with pytest.raises(Problem, match="choose a number"):
        run.chosen_port(text)


def test_own_port_is_not_one_the_system_hands_out():
    makefile = (ROOT / "Makefile").read_text()
    assert int(re.search(r"^PORT \?= (\d+)$", makefile, re.M)[1]) not in EPHEMERAL
