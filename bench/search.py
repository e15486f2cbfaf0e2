"""Times searches and duplicate checks: python -m bench.search 10000 200000

Needs DATABASE_URL of a server on which it may create databases. Prints a table for
docs/performance.md.
"""

import os
import statistics
import sys
import time
from datetime import date

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

ROUNDS = 30
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


def measure(call) -> tuple[list[float], int]:
    """Milliseconds of each round and the number of queries of one."""
    user = User.objects.filter(memberships__role="practitioner").order_by("pk").first()
    call(user)
    times = []
    for _ in range(ROUNDS):
        fresh = User.objects.get(pk=user.pk)
        started = time.perf_counter()
        call(fresh)
        times.append((time.perf_counter() - started) * 1000)
    with CaptureQueriesContext(connection) as queries:
        call(User.objects.get(pk=user.pk))
    return sorted(times), len(queries) - 1


def show(name: str, times: list[float], queries: int) -> None:
    p95 = times[int(len(times) * 0.95)]
    print(f"| {name} | {statistics.median(times):.0f} | {p95:.0f} | {queries} |", flush=True)


def bench(people: int) -> None:
    fill.database(people)
    print(f"\n{Person.objects.count():,} people\n")
    print("| Search | p50 ms | p95 ms | Queries |\n| --- | ---: | ---: | ---: |")
    every: list[float] = []
    for text in SEARCHES:
        times, queries = measure(lambda user, text=text: search_people(user, text))
        every += times
        show(f"`{text}`", times, queries)
    show("all of these", sorted(every), 0)
    print("\n| Duplicate check | p50 ms | p95 ms | Queries |\n| --- | ---: | ---: | ---: |")
    for details in DUPLICATES:
        times, queries = measure(lambda user, details=details: likely_duplicates(user, **details))
        show(", ".join(str(value) for value in details.values() if value), times, queries)


if __name__ == "__main__":
    for size in sys.argv[1:] or ("10000", "200000"):
        bench(int(size))
