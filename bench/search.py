"""Times searches and duplicate checks: python -m bench.search 10000 200000

Prints tables for docs/performance.md.
"""

import os
import sys
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.settings")
os.environ.setdefault("STRANDS_ENV", "local")
django.setup()

from bench import database  # noqa: E402
from bench.people import practitioner  # noqa: E402
from bench.timing import heading, load_now, measure, show  # noqa: E402
from cases.duplicates import likely_duplicates  # noqa: E402
from cases.models import Person  # noqa: E402
from cases.search import search_people  # noqa: E402

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


def bench(people: int) -> None:
    database.use(people)
    print(f"\n{Person.objects.count():,} people; {load_now()}")
    heading("Search")
    every: list[float] = []
    for text in SEARCHES:
        timing = measure(lambda user, text=text: search_people(user, text), prepare=practitioner)
        every += timing.times
        show(f"`{text}`", timing)
    every.sort()
    print(
        f"\nAll of these: p50 {every[len(every) // 2]:.0f} ms, p95 {every[-len(every) // 20]:.0f} ms"
    )
    heading("Duplicate check")
    for details in DUPLICATES:
        timing = measure(
            lambda user, details=details: likely_duplicates(user, **details), prepare=practitioner
        )
        show(", ".join(str(value) for value in details.values() if value), timing)


if __name__ == "__main__":
    for size in sys.argv[1:] or ("10000", "200000"):
        bench(int(size))
