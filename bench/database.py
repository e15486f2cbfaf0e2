"""A scratch database with the made-up programme at the size asked for. Kept between runs."""

import time

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

# One unit of the made-up programme's scale is about this many people.
PEOPLE_PER_SCALE = 1_570


def use(people: int) -> None:
    """Point Django at the scratch database of this size, made and filled when it is not there."""
    name = f"bench_strands_{people}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        there = cursor.fetchone()
        if not there:
            cursor.execute(f'CREATE DATABASE "{name}"')
    connection.close()
    connections["default"].settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name
    call_command("migrate", verbosity=0)
    if there:
        return
    started = time.perf_counter()
    scale = max(1, round(people / PEOPLE_PER_SCALE))
    call_command("load_demo", scale=scale, without_history=True, verbosity=1)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print(f"filled in {time.perf_counter() - started:.0f} s")
