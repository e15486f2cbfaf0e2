"""Times searches and duplicate checks: python -m bench.search 10000 200000

Needs DATABASE_URL of a server on which it may create databases. Prints a table for
docs/performance.md.
"""

import os
import statistics
import sys
import time
from datetime import date
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from accounts.models import User  # noqa: E402
from bench import fill  # noqa: E402
from cases.duplicates import likely_duplicates  # noqa: E402
from cases.models import Person  # noqa: E402
from cases.search import search_people  # noqa: E402

ROUNDS = 20
SEARCHES = (
    *("smith", "john smith", "steven hill", "bill walker", "mohammed", "thompson", "jnoes"),
    *("st", "a smith", "kathryn", "steven hill 2014", "hill PO30", "PO30", "3/5/2014"),
    *("smith 3/5/2014", "john smith jones", "P000123", "400 000 8604", "zzyzx quux"),
)
DUPLICATES = (
    {"forename": "John", "surname": "Smith", "date_of_birth": date(2014, 5, 3)},
    {"forename": "Steven", "surname": "Thompson", "date_of_birth": date(2011, 3, 12)},
    {"forename": "Kathryn", "surname": "Hill"},
    {"forename": "", "surname": "Jones", "expected_date": date(2026, 12, 1)},
)


def backend_seconds() -> float:
    """Processor time our session has used in a database on this machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        stat = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text(encoding="ascii")
    user, system = stat.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def measure(call) -> tuple[list[float], float, int]:
    """Milliseconds of each round, those of processor time on average, and queries of one round."""
    user = User.objects.filter(memberships__role="practitioner").order_by("pk").first()
    call(user)
    times, busy = [], time.process_time() + backend_seconds()
    for _ in range(ROUNDS):
        fresh = User.objects.get(pk=user.pk)
        started = time.perf_counter()
        call(fresh)
        times.append((time.perf_counter() - started) * 1000)
    busy = (time.process_time() + backend_seconds() - busy) * 1000 / ROUNDS
    with CaptureQueriesContext(connection) as queries:
        call(User.objects.get(pk=user.pk))
    return sorted(times), busy, len(queries) - 1


def p95(times: list[float]) -> float:
    return times[int(len(times) * 0.95)]


def heading(what: str) -> None:
    print(f"\n| {what} | p50 ms | p95 ms | Processor ms | Queries |")
    print("| --- | ---: | ---: | ---: | ---: |")


def show(name: str, times: list[float], busy: float, queries: int) -> None:
    middle = statistics.median(times)
    print(f"| {name} | {middle:.0f} | {p95(times):.0f} | {busy:.0f} | {queries} |", flush=True)


def bench(people: int) -> None:
    fill.database(people)
    load = os.getloadavg()[0]
    print(f"\n{Person.objects.count():,} people; load on the machine {load:.1f}")
    heading("Search")
    every: list[float] = []
    for text in SEARCHES:
        times, busy, queries = measure(lambda user, text=text: search_people(user, text))
        every += times
        show(f"`{text}`", times, busy, queries)
    every.sort()
    print(f"\nAll of these: p50 {statistics.median(every):.0f} ms, p95 {p95(every):.0f} ms")
    heading("Duplicate check")
    for details in DUPLICATES:
        times, busy, queries = measure(
            lambda user, details=details: likely_duplicates(user, **details)
        )
        show(", ".join(str(value) for value in details.values() if value), times, busy, queries)


if __name__ == "__main__":
    for size in sys.argv[1:] or ("10000", "200000"):
        bench(int(size))
