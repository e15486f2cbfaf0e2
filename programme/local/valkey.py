"""The embedded Valkey (Redis-compatible): keeps its queue on disk, started as our child."""

from __future__ import annotations

import contextlib
import signal
import subprocess
from urllib.parse import quote

import redis

from programme.local import processes
from programme.local.place import Place
from programme.local.postgres import last_line

# The app uses three; test runs take their own further up so that they cannot meet.
DATABASES = 4096


class Valkey:
    name = "Valkey"

    def __init__(self, place: Place) -> None:
        self.place = place
        self.data = place.valkey_data
        self.socket = place.sockets / "valkey.sock"
        self.log = place.logs / "valkey.log"
        self.pid_file = place.run / "valkey.pid"
        self.child: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"unix://{quote(str(self.socket))}"

    def make(self) -> bool:
        return False

    def left_behind(self) -> int | None:
        try:
            pid = int(self.pid_file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        if processes.is_alive(pid) and processes.works_in(pid, self.data):
            return pid
        return None

    def clear_away(self) -> None:
        if pid := self.left_behind():
            self._stop(pid)
        self.pid_file.unlink(missing_ok=True)
        self.socket.unlink(missing_ok=True)

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.child = subprocess.Popen(
                [
                    self.place.valkey_binary,
                    *("--port", "0"),
                    *("--unixsocket", self.socket),
                    *("--unixsocketperm", "700"),
                    *("--dir", self.data),
                    *("--databases", str(DATABASES)),
                    # Jobs that wait must survive a stop, so every change goes to a file.
                    *("--appendonly", "yes"),
                    *("--appendfsync", "everysec"),
                    *("--save", ""),
                    *("--maxmemory-policy", "noeviction"),
                    *("--daemonize", "no"),
                ],
                cwd=self.data if self.place.account is None else "/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=processes.die_with_parent(signal.SIGTERM),
                **self.place.popen_account(),
            )
        self.pid_file.write_text(str(self.child.pid), encoding="utf-8")

    def client(self, database: int = 0) -> redis.Redis:
        return redis.Redis(unix_socket_path=str(self.socket), db=database, socket_timeout=5)

    def ready(self) -> tuple[bool, str]:
        client = self.client()
        try:
            client.ping()
        except redis.BusyLoadingError:
            return False, "Valkey is reading its data from disk"
        except (redis.RedisError, OSError):
            return False, ""
        finally:
            client.close()
        return True, ""

    def prepare(self) -> None:
        """Nothing to make: its databases are there from the start."""

    def stop(self) -> None:
        if self.child is not None and self.child.poll() is None:
            self._stop(self.child.pid)
        self.child = None
        with contextlib.suppress(OSError):
            self.pid_file.unlink(missing_ok=True)

    def _stop(self, pid: int) -> None:
        # It refuses a polite stop when it cannot write its data, so in the end it is killed.
        child = self.child
        processes.stop(
            pid,
            ask=signal.SIGTERM,
            insist=signal.SIGKILL,
            patience=15,
            reap=child.poll if child is not None else lambda: None,
        )

    def last_words(self) -> str:
        return last_line(self.log, ("FATAL", "Fatal", "Can't", "rror"))
