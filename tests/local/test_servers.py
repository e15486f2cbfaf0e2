"""One owner, many users: servers that manage.py and pytest share, and that stop by themselves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest
import redis

from programme.local import processes, stop_servers
from programme.local.own_databases import drop_databases_of_dead_runs, take_redis_databases
from programme.local.place import Place, find_place
from programme.local.servers import Lock, Servers
from tests.local.test_postgres import wait_until

ROOT = Path(__file__).resolve().parents[2]
ENSURE = (
    "import sys; from pathlib import Path; from programme.local import ensure_servers\n"
    "print(*ensure_servers(Path(sys.argv[1]), 'test').values())"
)


@pytest.fixture
def shared(checkout):
    """A checkout whose servers are kept in the background."""
    # The keeper is started from the checkout, so the package has to be there.
    (checkout / "programme").symlink_to(ROOT / "programme")
    yield checkout
    stop_servers(checkout, "test")


def start_ensuring(checkout: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", ENSURE, str(checkout)],
        cwd=checkout,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def ensure(checkout: Path) -> str:
    out, err = start_ensuring(checkout).communicate(timeout=300)
    assert out, err
    return out


def owner_of(checkout: Path) -> int:
    return Servers(place_of(checkout)).read_note()["pid"]


def place_of(checkout: Path) -> Place:

    return find_place(checkout, "test")


def test_several_at_once_get_the_same_servers(shared):
    together = [start_ensuring(shared) for _ in range(3)]
    answers = {process.communicate(timeout=300)[0] for process in together}
    assert len(answers) == 1
    assert "postgres://postgres@" in answers.pop()


def test_servers_outlive_the_command_that_started_them(shared):
    first = ensure(shared)
    owner = owner_of(shared)
    assert ensure(shared) == first
    assert owner_of(shared) == owner
    place = place_of(shared)
    psycopg2.connect(host=str(place.sockets), user="postgres", dbname="strands").close()


def test_keeper_killed_outright_is_mended_by_the_next_command(shared):
    ensure(shared)
    owner = owner_of(shared)
    os.kill(owner, signal.SIGKILL)
    wait_until(lambda: not processes.is_alive(owner))
    ensure(shared)
    assert owner_of(shared) != owner


def test_stopping_stops_everything(shared):
    ensure(shared)
    owner, place = owner_of(shared), place_of(shared)
    servers = Servers(place)
    pids = [owner, *(server.left_behind() for server in servers.all)]
    assert all(processes.is_alive(pid) for pid in pids)
    assert stop_servers(shared, "test") is True
    assert not any(processes.is_alive(pid) for pid in pids)
    assert stop_servers(shared, "test") is False


def test_keeper_goes_when_nobody_has_used_it_for_a_while(shared):
    script = (
        "import sys; from pathlib import Path; from programme.local.servers import keep\n"
        "sys.exit(keep(Path(sys.argv[1]), 'test', idle_seconds=0.2))"
    )
    place = place_of(shared)
    user = Lock(place.run / "users.lock")
    assert user.take(shared=True)
    keeper = subprocess.Popen([sys.executable, "-c", script, str(shared)], cwd=ROOT)
    servers = Servers(place)
    wait_until(lambda: servers.read_note().get("ready"))
    with pytest.raises(subprocess.TimeoutExpired):
        keeper.wait(timeout=2)
    user.release()
    assert keeper.wait(timeout=60) == 0
    assert [server.left_behind() for server in servers.all] == [None, None]


def test_problem_of_the_keeper_is_told_to_whoever_waits(shared):
    place = place_of(shared)
    place.postgres_data.mkdir()
    out, err = start_ensuring(shared).communicate(timeout=300)
    assert not out
    assert "is only half written" in err
    assert "Traceback" not in err


def test_databases_of_dead_test_runs_are_dropped_and_others_kept(servers):
    servers.start()
    dead = subprocess.Popen(["true"])
    dead.wait()
    names = {
        f"test_strands_p{dead.pid}",
        f"test_strands_p{dead.pid}_gw0",
        f"test_strands_p{os.getpid()}",
        "test_strands_mine",
    }
    connection = servers.postgres.connect("postgres")
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f'CREATE DATABASE "{name}"')
        drop_databases_of_dead_runs(servers.postgres)
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'test_strands_%'")
        left = {name for (name,) in cursor.fetchall()}
    connection.close()
    assert left == {f"test_strands_p{os.getpid()}", "test_strands_mine"}


def test_test_processes_leave_the_keys_of_one_another_alone(servers, monkeypatch):
    servers.start()

    def taken_by(pid: int) -> redis.Redis:
        monkeypatch.setattr(os, "getpid", lambda: pid)
        take_redis_databases(servers.valkey)
        return servers.valkey.client(int(os.environ["REDIS_FIRST_DATABASE"]))

    monkeypatch.setenv("REDIS_FIRST_DATABASE", "0")
    with servers.valkey.client(0) as apps, taken_by(1001) as first:
        apps.set("whose", "the app's")
        first.set("whose", "the first's")
        with taken_by(1002) as second:
            assert second.get("whose") is None
            second.flushdb()
        assert first.get("whose") == b"the first's"
        with taken_by(1001) as again:
            assert again.get("whose") is None
        assert apps.get("whose") == b"the app's"


def test_lock_ends_with_the_process_that_held_it(place):
    script = (
        "import sys, time; from pathlib import Path; from programme.local.servers import Lock\n"
        "lock = Lock(Path(sys.argv[1])); print(lock.take(), flush=True); time.sleep(600)"
    )
    path = place.run / "trial.lock"
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout.readline().strip() == "True"
        lock = Lock(path)
        assert lock.take() is False
        holder.kill()
    assert lock.take() is True
    lock.release()
