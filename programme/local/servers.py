"""Who starts the two servers, who may use them, and when they stop.

Two file locks say it all, and the kernel lets go of both however a process ends:

* `owner.lock` is held alone by the one process whose children the servers are: `make run` while
  it runs, or a small keeper in the background for everything else.
* `users.lock` is shared by every process that uses them. A keeper that can have it to itself for
  a while has no users left, and stops.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

from programme.local import processes
from programme.local.notes import read_note, write_note
from programme.local.place import Place, find_place
from programme.local.postgres import Postgres
from programme.local.say import Patience, Problem, step
from programme.local.valkey import Valkey

IDLE_SECONDS = 600.0
# A server that says what it is busy with is waited for as long as it takes.
SILENCE_ALLOWED = 60.0
Server = Postgres | Valkey


class Lock:
    """A lock on a file that ends with the process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file: IO[str] | None = None

    def take(self, *, shared: bool = False, wait: bool = False) -> bool:
        if self.file is None:
            self.file = self.path.open("a+", encoding="utf-8")
        how = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(self.file, how if wait else how | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def release(self) -> None:
        if self.file is not None:
            self.file.close()
            self.file = None


class Servers:
    """The servers of one place, as seen by their owner."""

    def __init__(self, place: Place, wanted: tuple[str, ...] = ("postgres", "valkey")) -> None:
        self.place = place
        self.postgres = Postgres(place)
        self.valkey = Valkey(place)
        self.all: tuple[Server, ...] = tuple(
            server for name in wanted for server in [getattr(self, name)]
        )
        self.owner = Lock(place.run / "owner.lock")
        self.notes = place.run / "owner.json"

    def own(self) -> bool:
        return self.owner.take()

    def note(self, **facts: object) -> None:
        """What the owner is doing, for those who wait for it."""
        write_note(self.notes, **facts)

    def read_note(self) -> dict[str, object]:
        return read_note(self.notes)

    def start(self, say: Callable[[str], None] = step) -> None:
        """Start what is not running. Only for the owner."""
        self.note(ready=False, busy="Starting the embedded servers")
        for server in self.all:
            server.clear_away()
            if server.make():
                say(f"Made an empty {server.name} data folder")
            self.start_one(server, say)

    def start_one(self, server: Server, say: Callable[[str], None] = step) -> None:
        server.start()
        patience = Patience()
        while True:
            if server.child is None or server.child.poll() is not None:
                raise Problem(
                    f"{server.name} did not start ({server.last_words()});"
                    f" put that right and run again (its log is {server.log})"
                )
            answers, busy = server.ready()
            if answers:
                break
            if not busy and patience.seconds() > SILENCE_ALLOWED:
                raise Problem(
                    f"{server.name} runs but does not answer ({server.last_words()});"
                    f" see its log {server.log}"
                )
            busy = busy or f"Waiting for {server.name}"
            self.note(ready=False, busy=busy)
            patience.waiting(busy)
            time.sleep(0.03)
        server.prepare()

    def stop(self) -> None:
        for server in reversed(self.all):
            server.stop()

    def mend(self, say: Callable[[str], None] = step) -> None:
        """Start again whichever of them has ended by itself."""
        for server in self.all:
            if server.child is not None and server.child.poll() is not None:
                say(f"{server.name} ended unexpectedly; starting it again (log: {server.log})")
                server.clear_away()
                self.start_one(server, say)

    def urls(self) -> dict[str, str]:
        return {"DATABASE_URL": self.postgres.url, "REDIS_URL": self.valkey.url}


# Held until this process ends: as long as it does, no keeper stops.
_leases: dict[Path, Lock] = {}


def ensure_servers(root: Path, purpose: str = "local") -> dict[str, str]:
    """Addresses of running servers for this checkout, started in the background if need be."""
    place = find_place(root, purpose)
    lease(place)
    servers = Servers(place)
    if not _running(servers):
        _start_keeper(servers, purpose)
    return servers.urls()


def lease(place: Place) -> None:
    if place.run not in _leases:
        lock = Lock(place.run / "users.lock")
        # Waits out a keeper that is just stopping.
        lock.take(shared=True, wait=True)
        _leases[place.run] = lock


def _running(servers: Servers) -> bool:
    """Whether somebody owns servers that answer."""
    if servers.own():
        servers.owner.release()
        return False
    return all(server.ready()[0] for server in servers.all) and bool(
        servers.read_note().get("ready")
    )


def _start_keeper(servers: Servers, purpose: str) -> None:
    place = servers.place
    log = place.logs / "keeper.log"
    keeper: subprocess.Popen[bytes] | None = None
    patience = Patience()
    while not _running(servers):
        if servers.own():
            # Nobody is in charge: the keeper has not begun, has given up, or ended.
            servers.owner.release()
            if keeper is not None and keeper.poll() is not None:
                said = servers.read_note().get("problem")
                raise Problem(str(said or f"the embedded servers did not start; see {log}"))
            if keeper is None:
                servers.notes.unlink(missing_ok=True)
                with log.open("ab") as output:
                    keeper = subprocess.Popen(
                        [
                            *(sys.executable, "-m", "programme.local"),
                            *("keep", purpose, str(place.root)),
                        ],
                        cwd=place.root,
                        stdin=subprocess.DEVNULL,
                        stdout=output,
                        stderr=output,
                        start_new_session=True,
                    )
        patience.waiting(str(servers.read_note().get("busy") or "Starting the embedded servers"))
        time.sleep(0.05)
    if keeper is not None:
        # It outlives us on purpose, so nobody waits for it.
        keeper.returncode = 0


def keep(root: Path, purpose: str, idle_seconds: float = IDLE_SECONDS) -> int:
    """Own the servers in the background until nobody has used them for a while."""
    place = find_place(root, purpose)
    servers = Servers(place)
    if not servers.own():
        return 0
    asked = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: asked.append(True))
    users = Lock(place.run / "users.lock")
    try:
        servers.start()
        servers.note(ready=True, kind="keeper")
        _watch(servers, users, asked, idle_seconds)
        servers.stop()
        # Before the lock is let go: afterwards the note may be the next owner's.
        servers.notes.unlink(missing_ok=True)
    except Problem as problem:
        servers.note(ready=False, problem=str(problem))
        step(str(problem))
        return 1
    finally:
        servers.stop()
        servers.owner.release()
        users.release()
    return 0


def _watch(servers: Servers, users: Lock, asked: list[bool], idle_seconds: float) -> None:
    quiet_since = time.monotonic()
    failures: list[float] = []
    while not asked:
        time.sleep(0.5)
        if any(s.child is not None and s.child.poll() is not None for s in servers.all):
            failures = [*failures, time.monotonic()][-3:]
            if len(failures) == 3 and failures[-1] - failures[0] < 60:
                raise Problem(f"the embedded servers keep ending; see {servers.place.logs}")
            servers.mend()
            servers.note(ready=True, kind="keeper")
        if not users.take():
            quiet_since = time.monotonic()
        elif time.monotonic() - quiet_since > idle_seconds:
            return  # still holding users.lock, so that nobody comes in while we stop
        else:
            users.release()


def stop_servers(root: Path, purpose: str = "local") -> bool:
    """Stop the servers of this checkout whoever started them. False if none were running."""
    place = find_place(root, purpose)
    servers = Servers(place)
    deadline = time.monotonic() + 90
    was_running = False
    owner: int | None = None
    while not servers.own():
        was_running = True
        pid = servers.read_note().get("pid")
        if isinstance(pid, int) and pid != owner:
            owner = pid
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
        if time.monotonic() > deadline:
            raise Problem(f"process {owner} does not stop; end it with: kill -9 {owner}")
        time.sleep(0.1)
    while owner is not None and processes.is_alive(owner) and time.monotonic() < deadline:
        time.sleep(0.05)  # it has let go of everything and is about to end
    for server in servers.all:
        was_running = was_running or server.left_behind() is not None
        server.clear_away()
    servers.owner.release()
    return was_running
