"""The embedded PostgreSQL: made once, started as our child, found and stopped if left behind."""

from __future__ import annotations

import locale
import os
import shutil
import signal
import subprocess
from pathlib import Path
from urllib.parse import quote

import psycopg2

from programme.local import processes
from programme.local.place import Place
from programme.local.say import Problem

DATABASE = "strands"
SUPERUSER = "postgres"
COMPLETE = ("PG_VERSION", "global/pg_control", "base", "pg_wal")
# Only ever for databases that are thrown away.
NOT_DURABLE = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


class Postgres:
    name = "PostgreSQL"

    def __init__(self, place: Place) -> None:
        self.place = place
        self.data = place.postgres_data
        self.log = place.logs / "postgres.log"
        self.child: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgres://{SUPERUSER}@{quote(str(self.place.sockets), safe='')}/{DATABASE}"

    def make(self) -> bool:
        """Make the data folder if there is none. It appears whole or not at all."""
        for left in self.data.parent.glob("postgres.making*"):
            shutil.rmtree(left)
        if self.data.exists():
            self._refuse_if_unfit()
            return False
        making = self.data.with_name("postgres.making")
        making.mkdir(mode=0o700)
        if self.place.account is not None:
            os.chown(making, self.place.account.uid, self.place.account.gid)
        done = subprocess.run(
            [
                self.place.postgres_bin / "initdb",
                f"--pgdata={making}",
                f"--username={SUPERUSER}",
                "--auth=trust",  # the socket's folder is private to this account
                "--encoding=UTF8",
                # The same order and letter classes everywhere, whatever the machine's locale.
                "--locale=C",
                f"--lc-ctype={utf8_locale()}",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions",
                *([] if self.place.durable else ["--no-sync"]),
            ],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            preexec_fn=processes.die_with_parent(signal.SIGKILL),
            check=False,
            **self.place.popen_account(),
        )
        if done.returncode:
            reason = done.stdout.decode(errors="replace").strip().splitlines()[-1:] or ["no reason"]
            raise Problem(
                f"could not make the database folder {self.data} ({reason[0].strip()});"
                " put that right and run again"
            )
        making.rename(self.data)
        return True

    def _refuse_if_unfit(self) -> None:
        missing = [name for name in COMPLETE if not (self.data / name).exists()]
        if missing:
            raise Problem(
                f"the database folder {self.data} is only half written ({missing[0]} is missing);"
                f" move it away with: mv {self.data} {self.data}.broken, and run again"
            )
        has = (self.data / "PG_VERSION").read_text(encoding="utf-8").strip()
        wants = self._major_version()
        if has != wants:
            raise Problem(
                f"the database folder {self.data} was made by PostgreSQL {has} but this is"
                f" version {wants}; move it away with: mv {self.data} {self.data}.{has},"
                " and run again"
            )

    def _major_version(self) -> str:
        done = subprocess.run(
            [self.place.postgres_bin / "postgres", "--version"],
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.split()[2].split(".")[0]

    def left_behind(self) -> int | None:
        """The pid of a live server of this folder that an earlier run started."""
        pid = self._noted_pid()
        if pid is not None and processes.is_alive(pid) and processes.works_in(pid, self.data):
            return pid
        return None

    def _noted_pid(self) -> int | None:
        try:
            lines = (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            return int(lines[0])
        except (OSError, IndexError, ValueError):
            return None

    def clear_away(self) -> None:
        """Stop a server left behind and forget a pid that is dead, a zombie or a stranger's.

        Only for whoever holds the owner's lock. PostgreSQL itself would refuse to start, because
        a zombie or a recycled pid answers to a signal.
        """
        if pid := self.left_behind():
            self._stop(pid)
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        for left in self.place.sockets.glob(".s.PGSQL.*"):
            left.unlink()  # the socket's own lock file names the pid as well

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.child = subprocess.Popen(
                [
                    self.place.postgres_bin / "postgres",
                    "-D",
                    self.data,
                    "-c",
                    f"unix_socket_directories={_quoted(self.place.sockets)}",
                    "-c",
                    "unix_socket_permissions=0700",
                    "-c",
                    "listen_addresses=",
                    "-c",
                    "max_connections=200",
                    *(() if self.place.durable else NOT_DURABLE),
                ],
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # a Ctrl-C at the keyboard is ours to pass on
                preexec_fn=processes.die_with_parent(signal.SIGINT),
                **self.place.popen_account(),
            )

    def ready(self) -> tuple[bool, str]:
        """Whether it answers; if not, what it says it is busy with."""
        try:
            connection = self.connect("postgres")
        except psycopg2.OperationalError as problem:
            text = str(problem)
            if "starting up" in text or "not yet accepting" in text or "recovery" in text:
                return False, "PostgreSQL is recovering after it was stopped without warning"
            return False, ""
        connection.close()
        return True, ""

    def connect(self, database: str) -> psycopg2.extensions.connection:
        connection = psycopg2.connect(
            host=str(self.place.sockets), dbname=database, user=SUPERUSER, connect_timeout=5
        )
        connection.autocommit = True
        return connection

    def prepare(self) -> None:
        """Make the app's own empty database."""
        connection = self.connect("postgres")
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
                if cursor.fetchone() is None:
                    cursor.execute(f"CREATE DATABASE {DATABASE}")
        finally:
            connection.close()

    def stop(self) -> None:
        if self.child is not None and self.child.poll() is None:
            self._stop(self.child.pid)
        self.child = None

    def _stop(self, pid: int) -> None:
        # SIGINT ends sessions and stops cleanly; SIGQUIT leaves recovery for the next start.
        child = self.child
        processes.stop(
            pid,
            ask=signal.SIGINT,
            insist=signal.SIGQUIT,
            patience=60,
            reap=child.poll if child is not None else lambda: None,
        )

    def last_words(self) -> str:
        return last_line(self.log, ("FATAL", "PANIC", "ERROR", "could not"))


def utf8_locale() -> str:
    """A character set locale this machine has, so that letters beyond ASCII count as letters."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in ("C.UTF-8", "C.utf8", "en_GB.UTF-8", "en_US.UTF-8"):
            try:
                locale.setlocale(locale.LC_CTYPE, name)
            except locale.Error:
                continue
            return name
        return "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, before)


def _quoted(folder: Path) -> str:
    """The setting is a list, so a comma or space in a path must be quoted."""
    return '"' + str(folder).replace('"', '""') + '"'


def last_line(log: Path, words: tuple[str, ...]) -> str:
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-40:]
    except OSError:
        return ""
    telling = [line for line in lines if any(word in line for word in words)]
    return (telling or lines or [""])[-1].strip()
