"""The traps of running PostgreSQL out of a wheel, each tried on a real server."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from programme.local import processes
from programme.local.postgres import Postgres
from programme.local.say import Problem
from programme.local.servers import Servers


def run_sql(servers: Servers, *statements: str) -> list[tuple]:
    connection = servers.postgres.connect("strands")
    try:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def kill_outright(servers: Servers) -> int:
    """kill -9, and nobody waits for the process: it stays behind as a zombie."""
    pid = servers.postgres.child.pid
    children = children_of(pid)
    os.kill(pid, signal.SIGKILL)
    for left in [pid, *children]:
        wait_until(lambda left=left: not processes.is_alive(left))
    return pid


def children_of(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in listed.split()]


def wait_until(holds, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def test_letters_beyond_ascii_are_letters_whatever_the_locale(servers, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.delenv("LANG", raising=False)
    servers.start()
    rows = run_sql(
        servers,
        "CREATE EXTENSION pg_trgm",
        "SELECT upper('zoë łucja'), similarity('Zoë', 'zoë'), array_length(show_trgm('ëëë'), 1),"
        " 'Zoë' COLLATE \"default\" < 'Zoz'",
    )
    assert rows == [("ZOË ŁUCJA", 1.0, 4, False)]


def test_second_start_finds_the_same_data(servers):
    servers.start()
    run_sql(servers, "CREATE TABLE kept AS SELECT 7 AS number")
    servers.stop()
    servers.start()
    assert run_sql(servers, "SELECT number FROM kept") == [(7,)]


def test_zombie_of_a_killed_server_does_not_block_the_next(lasting_servers):
    lasting_servers.start()
    run_sql(lasting_servers, "CREATE TABLE kept AS SELECT 7 AS number")
    zombie = kill_outright(lasting_servers)
    assert processes.state(zombie) == "Z"
    assert (lasting_servers.postgres.data / "postmaster.pid").read_text().startswith(str(zombie))
    first, lasting_servers.postgres.child = lasting_servers.postgres.child, None
    lasting_servers.start()
    assert lasting_servers.postgres.child.pid != zombie
    assert run_sql(lasting_servers, "SELECT number FROM kept") == [(7,)]
    first.wait()


def test_pid_taken_over_by_a_stranger_does_not_block_the_next(servers):
    servers.start()
    kill_outright(servers)
    servers.postgres.child.wait()
    note = servers.postgres.data / "postmaster.pid"
    lines = note.read_text().splitlines()
    note.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    assert servers.postgres.left_behind() is None
    servers.start()
    assert run_sql(servers, "SELECT 1") == [(1,)]


def test_server_left_behind_is_stopped_and_its_data_kept(servers, place, stop_later):
    servers.start()
    run_sql(servers, "CREATE TABLE kept AS SELECT 7 AS number")
    orphan = servers.postgres.child
    servers.owner.release()
    later = stop_later(Servers(place))
    assert later.own()
    # The zombie it turns into is ours to wait for only because this test started it.
    reaper = threading.Thread(target=orphan.wait)
    reaper.start()
    later.start()
    reaper.join()
    assert later.postgres.child.pid != orphan.pid
    assert run_sql(later, "SELECT number FROM kept") == [(7,)]


def test_server_that_ends_by_itself_is_started_again(lasting_servers):
    lasting_servers.start()
    run_sql(lasting_servers, "CREATE TABLE kept AS SELECT 7 AS number")
    kill_outright(lasting_servers)
    said: list[str] = []
    lasting_servers.mend(said.append)
    assert run_sql(lasting_servers, "SELECT number FROM kept") == [(7,)]
    assert said[0].startswith("PostgreSQL ended unexpectedly; starting it again")


@pytest.mark.slow
def test_recovery_is_waited_for_however_long_it_takes(lasting_servers, capsys):
    lasting_servers.start()
    run_sql(
        lasting_servers,
        "CREATE TABLE kept AS SELECT n, repeat('x', 200) AS filler"
        " FROM generate_series(1, 200000) AS n",
    )
    kill_outright(lasting_servers)
    lasting_servers.postgres.child.wait()
    held = HeldRecovery(lasting_servers.postgres)
    held.start()
    lasting_servers.postgres.clear_away()
    lasting_servers.start_one(lasting_servers.postgres)
    held.join()
    assert held.seconds_held >= HeldRecovery.LONGER_THAN_ANY_HABIT
    assert run_sql(lasting_servers, "SELECT count(*) FROM kept") == [(200000,)]
    assert (
        "PostgreSQL is recovering after it was stopped without warning" in capsys.readouterr().err
    )


class HeldRecovery(threading.Thread):
    """Stops the recovering process of a real server for a while, then lets it go on."""

    # pg_ctl and the wheel's own helper give up after 10 seconds.
    LONGER_THAN_ANY_HABIT = 11.0

    def __init__(self, postgres: Postgres) -> None:
        super().__init__()
        self.postgres = postgres
        self.seconds_held = 0.0

    def run(self) -> None:
        wait_until(lambda: self.recovering() is not None)
        pid = self.recovering()
        started = time.monotonic()
        os.kill(pid, signal.SIGSTOP)
        time.sleep(self.LONGER_THAN_ANY_HABIT)
        self.seconds_held = time.monotonic() - started
        os.kill(pid, signal.SIGCONT)

    def recovering(self) -> int | None:
        child = self.postgres.child
        if child is None or child.returncode is not None:
            return None
        for pid in children_of(child.pid):
            with contextlib.suppress(OSError):
                if b"startup" in Path(f"/proc/{pid}/cmdline").read_bytes():
                    return pid
        return None


def test_interrupted_making_of_the_data_folder_is_begun_anew(servers, checkout):
    making = servers.postgres.data.with_name("postgres.making")
    making.mkdir()
    (making / "PG_VERSION").write_text("18\n")
    servers.start()
    assert run_sql(servers, "SELECT 1") == [(1,)]
    assert not making.exists()


def test_half_written_data_folder_is_refused_in_one_sentence(servers):
    servers.postgres.make()
    (servers.postgres.data / "global" / "pg_control").unlink()
    with pytest.raises(Problem) as caught:
        servers.start()
    said, data = str(caught.value), servers.postgres.data
    assert "is only half written (global/pg_control is missing)" in said
    assert f"mv {data} {data}.broken, and run again" in said
    assert "\n" not in said
    data.rename(f"{data}.broken")
    servers.start()
    assert run_sql(servers, "SELECT 1") == [(1,)]


def test_data_of_another_version_is_refused_in_one_sentence(servers):
    servers.postgres.make()
    (servers.postgres.data / "PG_VERSION").write_text("15\n")
    with pytest.raises(Problem, match="was made by PostgreSQL 15 but this is version 18; move it"):
        servers.start()


def test_server_that_cannot_start_says_why(servers):
    servers.postgres.make()
    with (servers.postgres.data / "postgresql.conf").open("a") as settings:
        settings.write("no_such_setting = 1\n")
    with pytest.raises(Problem, match=r"PostgreSQL did not start .*contains errors"):
        servers.start()


def test_servers_end_with_an_owner_that_is_killed_outright(checkout):
    script = (
        "import sys, time; from pathlib import Path\n"
        "from programme.local.servers import Servers; from tests.local.conftest import quick_place\n"
        "servers = Servers(quick_place(Path(sys.argv[1]))); servers.own(); servers.start()\n"
        "print(*(s.child.pid for s in servers.all), flush=True); time.sleep(600)\n"
    )
    owner = subprocess.Popen(
        [sys.executable, "-c", script, str(checkout)],
        cwd=Path(__file__).resolve().parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )
    with owner:
        pids = [int(pid) for pid in owner.stdout.readline().split()]
        assert len(pids) == 2
        assert all(processes.is_alive(pid) for pid in pids)
        owner.kill()
    if sys.platform == "linux":
        for pid in pids:
            wait_until(lambda pid=pid: not processes.is_alive(pid))
