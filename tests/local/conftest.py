"""Real servers in folders of their own, that end with the test whatever happens in it."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import pickle
import pwd
import shutil
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from programme.local import place as places
from programme.local.place import Place, find_place
from programme.local.servers import Servers

IS_ROOT = os.geteuid() == 0
needs_root = pytest.mark.skipif(not IS_ROOT, reason="needs root, to try what root runs into")


@pytest.fixture
def checkout() -> Iterator[Path]:
    """An empty checkout that everyone may enter (pytest's own tmp_path is closed to others)."""
    folder = Path(tempfile.mkdtemp(prefix="strands-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def stop_later() -> Iterator[Callable[[Servers], Servers]]:
    with contextlib.ExitStack() as stack:

        def remember(servers: Servers) -> Servers:
            stack.callback(servers.owner.release)
            stack.callback(servers.stop)
            return servers

        yield remember


def quick_place(root: Path) -> Place:
    """As in real life, but without waiting for the disk: only the machine failing would show."""
    return dataclasses.replace(find_place(root), durable=False)


@pytest.fixture
def place(checkout) -> Place:
    return quick_place(checkout)


@pytest.fixture
def servers(place, stop_later) -> Servers:
    """Not started yet, but ours."""
    servers = stop_later(Servers(place))
    assert servers.own()
    return servers


@pytest.fixture
def lasting_servers(place, stop_later) -> Servers:
    """The same, but what is committed stays committed when the server is killed."""
    Servers(place).postgres.make()  # making an empty folder need not wait for the disk
    servers = stop_later(Servers(dataclasses.replace(place, durable=True)))
    assert servers.own()
    return servers


@pytest.fixture
def open_folder(monkeypatch) -> Iterator[Path]:
    """Stands in for /var/lib, so that nothing is left in the real one."""
    folder = Path(tempfile.mkdtemp(prefix="strands-open-"))
    folder.chmod(0o755)
    monkeypatch.setattr(places, "OPEN_FOLDERS", (folder,))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def ordinary_user() -> pwd.struct_passwd:
    return pwd.getpwnam("nobody")


def as_ordinary_user(work: Callable[[], object]) -> object:
    """The result of `work` done by a process that has given up root for good.

    A fork, not a new program: the Python that runs the tests may be closed to other users.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            if os.geteuid() == 0:
                user = ordinary_user()
                os.setgroups([])
                os.setgid(user.pw_gid)
                os.setuid(user.pw_uid)
            answer: tuple[bool, object] = (True, work())
        except BaseException as problem:  # noqa: BLE001 - all of it goes to the parent
            answer = (False, f"{problem}\n{traceback.format_exc()}")
        with os.fdopen(writer, "wb") as pipe:
            pickle.dump(answer, pipe)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        content = pipe.read()
    os.waitpid(child, 0)
    is_done, result = pickle.loads(content)  # noqa: S301 - written by ourselves just above
    assert is_done, result
    return result
