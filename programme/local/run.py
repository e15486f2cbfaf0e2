"""`make run`: servers, data, web, worker and beat, with one process in charge of all of them."""

from __future__ import annotations

import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from programme.local import processes
from programme.local.notes import read_note, write_note
from programme.local.place import Place, find_place
from programme.local.postgres import last_line
from programme.local.say import Patience, Problem, step
from programme.local.servers import Lock, Servers, ensure_servers, lease

ADDRESS = "127.0.0.1"
LOG_LIMIT = 5_000_000
# As many ends in a minute mean that starting again does not help.
ENDS_ALLOWED = 3
MARK = "STRANDS_RUN"


class Interrupted(Exception):
    """Ctrl-C, SIGTERM or a closed terminal."""


class Part:
    """One of the app's own processes: its leader starts others, and all end together."""

    def __init__(self, name: str, arguments: list[str], place: Place) -> None:
        self.name = name
        self.arguments = arguments
        self.log = place.logs / f"{name}.log"
        self.child: subprocess.Popen[bytes] | None = None
        self.ends: list[float] = []

    def start(self, environment: dict[str, str], root: Path) -> None:
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            self.child = subprocess.Popen(
                [sys.executable, "-m", *self.arguments],
                cwd=root,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=processes.die_with_parent(signal.SIGTERM),
            )

    def has_ended(self) -> bool:
        return self.child is not None and self.child.poll() is not None

    def stop(self, mark: str) -> None:
        if self.child is not None:
            processes.stop_group(self.child.pid, mark, patience=20, reap=self.child.poll)
        self.child = None

    def last_words(self) -> str:
        return last_line(self.log, ("Error", "error", "ERROR", "panicked"))


class App:
    def __init__(self, root: Path, port: int) -> None:
        self.root = root
        self.port = port
        self.place = find_place(root)
        self.url = f"http://{ADDRESS}:{port}"
        self.only_one = Lock(self.place.run / "app.lock")
        self.notes = self.place.run / "app.json"
        self.mark = f"{MARK}={secrets.token_hex(8)}"
        # An address given from outside wins over the embedded server.
        self.servers = Servers(
            self.place,
            tuple(
                server
                for server, name in (("postgres", "DATABASE_URL"), ("valkey", "REDIS_URL"))
                if not os.environ.get(name)
            ),
        )
        self.parts = self._parts()
        self.is_owner = False

    def _parts(self) -> list[Part]:
        beat = f"--schedule={self.place.run / 'beat-schedule'}"
        return [
            Part(
                "web",
                [
                    *("granian", "--interface", "wsgi", "--host", ADDRESS),
                    *("--port", str(self.port), "--workers", "2", "--blocking-threads", "2"),
                    *("--workers-kill-timeout", "5", "programme.wsgi:application"),
                ],
                self.place,
            ),
            Part(
                "worker",
                ["celery", "-A", "programme", "worker", "--concurrency=2", "--loglevel=INFO"],
                self.place,
            ),
            Part("beat", ["celery", "-A", "programme", "beat", "--pidfile=", beat], self.place),
        ]

    def run(self) -> int:
        note = read_note(self.notes)
        if not self.only_one.take():
            raise Problem(
                f"it is already running at {note.get('url', 'another address')};"
                f" open that, or stop it first (process {note.get('pid', 'unknown')})"
            )
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _interrupt)
        self._follow_make()
        try:
            self._stop_left_behind()
            # What an earlier run left may let go of the port a moment after it was stopped.
            refuse_taken_port(self.port, patience=15 if note else 0)
            self._start_servers()
            self._prepare()
            self._start_parts()
            self._say_where()
            self._watch()
        except Interrupted:
            pass
        finally:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                # From here on everything is being stopped; asking twice changes nothing.
                signal.signal(number, signal.SIG_IGN)
            self._stop()
        return 0

    @staticmethod
    def _follow_make() -> None:
        """If `make` itself is killed outright, stop rather than run on unseen."""
        if "make" in processes.command_name(os.getppid()):
            processes.follow_parent(signal.SIGTERM)

    def _write_note(self) -> None:
        groups = [part.child.pid for part in self.parts if part.child is not None]
        write_note(self.notes, url=self.url, mark=self.mark, groups=groups)

    def _stop_left_behind(self) -> None:
        """Processes of a run that was killed outright, where the kernel did not stop them."""
        note = read_note(self.notes)
        groups, mark = note.get("groups"), note.get("mark")
        if isinstance(groups, list) and isinstance(mark, str):
            for group in groups:
                if processes.group_members(group, mark):
                    step("Stopping what an earlier run left behind")
                    processes.stop_group(group, mark, patience=20, reap=lambda: None)

    def _start_servers(self) -> None:
        if not self.servers.all:
            return
        if not self.servers.own():
            # A keeper has them already, for manage.py or a test; it stays as long as we do.
            step("Using the PostgreSQL and Valkey that are running already")
            ensure_servers(self.root)
            return
        self.is_owner = True
        lease(self.place)
        step("Starting PostgreSQL and Valkey")
        self.servers.start()
        self.servers.note(ready=True, kind="make run")

    def environment(self) -> dict[str, str]:
        name, _, token = self.mark.partition("=")
        return {
            **self.servers.urls(),
            "SITE_URL": self.url,
            **os.environ,
            "STRANDS_ENV": "local",
            "DJANGO_SETTINGS_MODULE": "programme.settings",
            "PYTHONUNBUFFERED": "1",
            name: token,
        }

    def _prepare(self) -> None:
        child = subprocess.Popen(
            [sys.executable, "-m", "programme.local.prepare"],
            cwd=self.root,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=processes.die_with_parent(signal.SIGTERM),
        )
        try:
            failed = child.wait()
        except Interrupted:
            processes.stop_group(child.pid, self.mark, patience=10, reap=child.poll)
            raise
        if failed:
            raise Problem(
                "the database could not be prepared (the reason is above);"
                " put that right and run again"
            )

    def _start_parts(self) -> None:
        step("Starting the web server, the background worker and its schedule")
        for part in self.parts:
            part.start(self.environment(), self.root)
        self._write_note()
        self._wait_for("/healthz", "Waiting for the web server")
        if not self._wait_for("/readyz", "Waiting for the background worker", limit=60):
            step(f"The background worker is not ready yet; {self.url}/readyz says what is missing")

    def _wait_for(self, path: str, busy: str, limit: float | None = None) -> bool:
        patience = Patience()
        while not answers(self.port, path):
            self._restart_ended()
            patience.waiting(busy)
            if limit is not None and patience.seconds() > limit:
                return False
            time.sleep(0.1)
        return True

    def _say_where(self) -> None:
        print(f"\nStrands is running at {self.url}\n", flush=True)
        done = subprocess.run(
            [sys.executable, "-m", "programme.local.prepare", "sign-ins"],
            cwd=self.root,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode == 0:
            print(flush=True)
        step(f"Logs are in {self.place.logs}. Ctrl-C stops everything.")

    def _watch(self) -> None:
        while True:
            time.sleep(0.5)
            self._restart_ended()
            if self.is_owner:
                self.servers.mend()

    def _restart_ended(self) -> None:
        for part in self.parts:
            if not part.has_ended():
                continue
            part.stop(self.mark)
            part.ends = [*part.ends, time.monotonic()][-ENDS_ALLOWED:]
            if len(part.ends) == ENDS_ALLOWED and part.ends[-1] - part.ends[0] < 60:
                raise Problem(
                    f"the {part.name} process keeps ending ({part.last_words()});"
                    f" its log {part.log} says why"
                )
            step(f"The {part.name} process ended; starting it again (log: {part.log})")
            part.start(self.environment(), self.root)
            self._write_note()

    def _stop(self) -> None:
        if any(part.child is not None for part in self.parts):
            step("Stopping")
        for part in reversed(self.parts):
            part.stop(self.mark)
        if self.is_owner:
            self.servers.stop()
            self.servers.notes.unlink(missing_ok=True)
            self.servers.owner.release()
        self.notes.unlink(missing_ok=True)
        self.only_one.release()


def run(root: Path) -> int:
    return App(root, chosen_port(os.environ.get("PORT", "8000"))).run()


def chosen_port(text: str) -> int:
    if text.isdigit() and 1 <= int(text) <= 65535:
        return int(text)
    raise Problem(f"PORT is {text!r}; choose a number, for example: make run PORT=8001")


def refuse_taken_port(port: int, patience: float = 0) -> None:
    """Waits for as long as `patience` seconds when the program that has it is about to end."""
    deadline = time.monotonic() + patience
    while True:
        try:
            return _listen_once(port)
        except PermissionError:
            raise Problem(
                f"port {port} is reserved for the system; choose one above 1023,"
                " for example: make run PORT=8000"
            ) from None
        except OSError:
            if time.monotonic() < deadline:
                time.sleep(0.2)
                continue
            raise Problem(
                f"port {port} is in use by another program; stop that program,"
                f" or choose another port: make run PORT={port + 1 if port < 65535 else 8000}"
            ) from None


def _listen_once(port: int) -> None:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        trial.bind((ADDRESS, port))
        trial.listen()


def answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection(ADDRESS, port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _interrupt(_number: int, _frame: object) -> None:
    raise Interrupted
