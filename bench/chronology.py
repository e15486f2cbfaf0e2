"""Times a story of 10 and of 10,000 entries: python -m bench.chronology 10000"""

import os
import sys
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.settings")
os.environ.setdefault("STRANDS_ENV", "local")
django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench import database  # noqa: E402
from bench.people import practitioner, signed_in  # noqa: E402
from bench.timing import heading, load_now, measure, show  # noqa: E402
from cases.codes import EntryKind  # noqa: E402
from cases.models import Case, ChronologyEntry, Person  # noqa: E402

SOURCE = "bench.entry"


def fill(case: Case, number: int) -> None:
    """The family's story gets so many more entries, over eight years, of three of its children."""
    today = timezone.localdate()
    people = list(case.participants.order_by("-date_of_birth").values_list("pk", flat=True)[:3])
    ChronologyEntry.objects.filter(source=SOURCE).delete()
    ChronologyEntry.objects.bulk_create(
        ChronologyEntry(
            authority_id=case.authority_id,
            source=SOURCE,
            source_id=n,
            on=today - timedelta(days=n % 3000),
            kind=EntryKind.MEASURE,
            significance=1,
            title="GAD-7 for {who}",
            text="7 out of 21, mild, answered by the person themselves",
            case_id=case.pk,
            family_id=case.family_id,
            strand=case.strand,
            person_id=people[n % len(people)],
        )
        for n in range(number)
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE cases_chronologyentry")


def bench(people: int) -> None:
    database.use(people)
    user = practitioner()
    case = Case.objects.for_user(user).open_().order_by("pk").first()
    client = signed_in(user)
    print(f"\n{Person.objects.count():,} people; {load_now()}")
    heading("Page")
    for number in (10, 10_000):
        fill(case, number)
        far = timezone.localdate() - timedelta(days=1500)
        for name, path in (
            ("Family story", f"/families/{case.family_id}/story/"),
            ("Case story", f"/cases/{case.pk}/story/"),
            ("Family story from the middle", f"/families/{case.family_id}/story/?before={far}"),
        ):
            assert client.get(path).status_code == 200, path
            timing = measure(lambda path=path: client.get(path))
            show(f"{name}, {number:,} more entries", timing)
    ChronologyEntry.objects.filter(source=SOURCE).delete()


if __name__ == "__main__":
    for size in sys.argv[1:] or ("10000",):
        bench(int(size))
