"""Databases of a test run's own, so that two runs, or two workers of one, never meet."""

from __future__ import annotations

import os
import re
from pathlib import Path

from programme.local.place import find_place
from programme.local.postgres import Postgres
from programme.local.processes import is_alive
from programme.local.servers import ensure_servers
from programme.local.valkey import DATABASES, Valkey

# The number is the pid of the run, which alone may drop it while it lives.
OF_A_RUN = re.compile(r"^test_strands_p(\d+)(_gw\d+)?$")
REDIS_DATABASES_EACH = 4


def take_own_databases(root: Path) -> None:
    """Name this test process's databases in the environment, before the settings are read."""
    # Workers of one run inherit the name and add their own ending to it.
    os.environ.setdefault("TEST_DATABASE", f"test_strands_p{os.getpid()}")
    place = find_place(root, "test")
    postgres, valkey = Postgres(place), Valkey(place)
    if os.environ.get("REDIS_URL", valkey.url) != valkey.url:
        # Somebody else's server, where nothing may be emptied.
        return
    for name, value in ensure_servers(root, "test").items():
        os.environ.setdefault(name, value)
    if "PYTEST_XDIST_WORKER" not in os.environ:
        drop_databases_of_dead_runs(postgres)
    take_redis_databases(valkey)


def take_redis_databases(valkey: Valkey) -> None:
    """A few numbered databases for this process alone, emptied of an earlier run's keys."""
    slots = DATABASES // REDIS_DATABASES_EACH - 1
    first = (1 + os.getpid() % slots) * REDIS_DATABASES_EACH
    os.environ["REDIS_FIRST_DATABASE"] = str(first)
    for number in range(first, first + REDIS_DATABASES_EACH):
        client = valkey.client(number)
        client.flushdb()
        client.close()


def drop_databases_of_dead_runs(postgres: Postgres) -> None:
    connection = postgres.connect("postgres")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'test_strands_p%'")
            for (name,) in cursor.fetchall():
                found = OF_A_RUN.match(name)
                if found and not is_alive(int(found[1])):
                    # The name has just matched a pattern of letters and digits.
                    cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    finally:
        connection.close()
