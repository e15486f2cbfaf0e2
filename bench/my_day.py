"""Times My day: python -m bench.my_day 10000

For a worker with 40 cases, and for a manager of 30 workers with 10 cases each: their own day, and
who in the team needs help.
"""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.settings")
os.environ.setdefault("STRANDS_ENV", "local")
django.setup()

from bench import database  # noqa: E402
from bench.people import signed_in  # noqa: E402
from bench.programme import manager_of, worker_with  # noqa: E402
from bench.timing import heading, load_now, measure, show  # noqa: E402
from cases.models import Case, Deadline, Person  # noqa: E402


def bench(people: int) -> None:
    database.use(people)
    worker, manager = worker_with(40), manager_of(30, cases_each=10)
    print(f"\n{Person.objects.count():,} people; {load_now()}")
    heading("Page")
    cases = Case.objects.open_().filter(allocations__worker=worker, allocations__ends=None)
    deadlines = Deadline.objects.filter(case__in=cases, met_at=None).count()
    number = cases.distinct().count()
    for name, user, path in (
        (f"My day of a worker, {number} cases, {deadlines} deadlines", worker, "/"),
        ("My day of a manager", manager, "/"),
        ("Who needs help, 30 workers", manager, "/team/"),
    ):
        client = signed_in(user)
        assert client.get(path).status_code == 200, path
        show(name, measure(lambda client=client, path=path: client.get(path)))


if __name__ == "__main__":
    for size in sys.argv[1:] or ("10000",):
        bench(int(size))
