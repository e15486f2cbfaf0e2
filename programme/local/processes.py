"""Processes we start, and those that an earlier run left behind."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(signal_number: int) -> Callable[[], None] | None:
    """For subprocess's preexec_fn: the kernel sends this signal when we end, even by kill -9."""
    if _LIBC is None:
        return None
    libc, parent = _LIBC, os.getpid()

    def arrange() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0)
        if os.getppid() != parent:  # it ended before we asked
            os._exit(1)

    return arrange


def follow_parent(signal_number: int) -> None:
    """The same for this process itself."""
    if _LIBC is not None:
        _LIBC.prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0)


def state(pid: int) -> str:
    """One letter as `ps` shows it, Z for a zombie; empty when there is no such process."""
    if sys.platform == "linux":
        try:
            text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        except (FileNotFoundError, ProcessLookupError):
            return ""
        return text.rpartition(")")[2].split()[0]
    return ps(pid, "stat=")[:1]


def ps(pid: int, column: str) -> str:
    done = subprocess.run(
        ["ps", "-o", column, "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def is_alive(pid: int) -> bool:
    """A zombie is not alive: it only waits for a parent that may never come."""
    return pid > 0 and state(pid) not in ("", "Z", "X")


def works_in(pid: int, folder: Path) -> bool:
    """Whether a process is the server of this data folder, rather than a stranger with its pid."""
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{pid}/cwd").readlink() == folder
        except OSError:
            return False
    return str(folder) in ps(pid, "command=")


def stop(pid: int, *, ask: int, insist: int, patience: float, reap: Callable[[], object]) -> None:
    """Ask a process to stop, wait, and insist. Returns once it is gone."""
    for number, seconds in ((ask, patience), (insist, 10.0), (signal.SIGKILL, 10.0)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            reap()
            if not is_alive(pid):
                return
            time.sleep(0.02)


def group_members(group: int, mark: str) -> list[int]:
    """Live processes of a process group that carry our mark in their environment."""
    if sys.platform != "linux":
        return [group] if is_alive(group) else []
    members = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        with contextlib.suppress(OSError, IndexError, ValueError):
            fields = (entry / "stat").read_text(errors="replace").rpartition(")")[2].split()
            is_ours = fields[0] not in ("Z", "X") and int(fields[2]) == group
            if is_ours and mark.encode() in (entry / "environ").read_bytes():
                members.append(int(entry.name))
    return members


def stop_group(group: int, mark: str, *, patience: float, reap: Callable[[], object]) -> None:
    """Stop a process and all it started: first its leader in good order, then any that stay."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(group, signal.SIGTERM)
    deadline = time.monotonic() + patience
    asked_all = False
    while members := group_members(group, mark):
        reap()
        if group not in members and not asked_all:
            for pid in members:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGTERM)
            asked_all = True
        if time.monotonic() > deadline:
            for pid in members:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        time.sleep(0.05)
    reap()


def command_name(pid: int) -> str:
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            return Path(f"/proc/{pid}/comm").read_text(encoding="utf-8").strip()
        return ""
    return Path(ps(pid, "comm=")).name
