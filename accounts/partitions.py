"""Monthly partitions of the access log, made ahead of time.

A default partition catches anything outside them, so that an opening is never refused because
a month was not prepared; rows move out of it when their month is made.
"""

from datetime import date

from django.db import connection, transaction

PARENT = "accounts_accessevent"


def first_of_next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


@transaction.atomic
def prepare_months(*, start: date, months: int) -> list[str]:
    """Make the partitions for `months` months from the month of `start`. Returns the new ones."""
    made = []
    month = start.replace(day=1)
    for _ in range(months):
        following = first_of_next_month(month)
        if name := _make_partition(month, following):
            made.append(name)
        month = following
    return made


def _make_partition(month: date, following: date) -> str | None:
    name = f"{PARENT}_{month:%Y_%m}"
    bounds = {"start": f"{month} 00:00+00", "end": f"{following} 00:00+00"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [name])
        if cursor.fetchone()[0]:
            return None
        # Rows already in the default partition would make ATTACH fail, so they are moved first.
        cursor.execute("SET LOCAL strands.moving_access_log = 'on'")
        cursor.execute(f"CREATE TABLE {name} (LIKE {PARENT} INCLUDING ALL)")
        cursor.execute(
            f"WITH moved AS (DELETE FROM {PARENT}_default WHERE at >= %(start)s AND at < %(end)s"  # noqa: S608
            f" RETURNING *) INSERT INTO {name} SELECT * FROM moved",
            bounds,
        )
        cursor.execute(
            f"ALTER TABLE {PARENT} ATTACH PARTITION {name} FOR VALUES FROM (%(start)s) TO (%(end)s)",
            bounds,
        )
        cursor.execute("SET LOCAL strands.moving_access_log = 'off'")
    return name
