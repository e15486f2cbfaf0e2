"""Times whole pages and the saving of a referral: python -m bench.pages 10000 200000

Each figure is one request through every middleware and template, by a practitioner. Needs a
PostgreSQL server on which it may create databases (`make env` names the embedded one).
"""

import os
import random
import sys
import uuid

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.settings")
os.environ.setdefault("STRANDS_ENV", "local")
django.setup()

from django.test import Client  # noqa: E402

from accounts.models import User  # noqa: E402
from bench import database  # noqa: E402
from bench.people import practitioner, signed_in  # noqa: E402
from bench.timing import heading, load_now, measure, show  # noqa: E402
from cases.models import Case, Intake, Person  # noqa: E402
from tests.cases.taking_referrals import DETAILS, begin, page  # noqa: E402


def pages(user: User) -> dict[str, str]:
    case = Case.objects.for_user(user).open_().order_by("pk").first()
    child = case.participants.order_by("pk").first()
    return {
        "My day": "/",
        "Caseload of a strand": f"/cases/in/{case.strand}/",
        "Case": f"/cases/{case.pk}/",
        "Family": f"/families/{case.family_id}/",
        "Family story": f"/families/{case.family_id}/story/",
        "Who has looked at a family": f"/families/{case.family_id}/who-looked/",
        "Person": f"/people/{child.pk}/",
    }


class Referral:
    """A referral for a new family of two children and two parents, typed up to the last button."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def typed(self) -> Intake:
        # Unlike anybody in the database, or the pages would ask whether they are known.
        surname = "".join(random.choices("bcdfghjklmnpqrstvwxz", k=4)) + random.choice("aeiou") * 2
        intake = begin(self.client, surname)
        people = {"rows": "4", "home-line_1": "1 High Street", "home-postcode": "PO9 1AA"}
        for row, (role, name, year) in enumerate(
            [
                ("child", "Ava", 2014),
                ("child", "Ben", 2012),
                ("parent", "Dana", 1985),
                ("parent", "Ed", 1984),
            ]
        ):
            people |= {
                f"p{row}-role": role,
                f"p{row}-forename": name,
                f"p{row}-surname": surname,
                f"p{row}-sex": "U",
                f"p{row}-date_of_birth_day": random.randint(1, 28),
                f"p{row}-date_of_birth_month": random.randint(1, 12),
                f"p{row}-date_of_birth_year": str(year),
            }
        if self.client.post(page("people", intake), people).status_code != 302:
            return self.typed()
        self.client.post(page("details", intake), DETAILS)
        return intake

    def save(self, intake: Intake) -> None:
        sent = {"submission": str(uuid.uuid4())}
        response = self.client.post(page("check", intake), sent)
        assert response.status_code == 302, response.content
        assert "/cases/" in response.url, response.url


def bench(people: int) -> None:
    database.use(people)
    print(f"\n{Person.objects.count():,} people, {Case.objects.count():,} cases; {load_now()}")
    user = practitioner()
    client = signed_in(user)
    heading("Page")
    for name, path in pages(user).items():
        assert client.get(path).status_code == 200, path
        show(name, measure(lambda path=path: client.get(path)))
    heading("Save")
    referral = Referral(client)
    show("Referral for a new family of four", measure(referral.save, prepare=referral.typed))


if __name__ == "__main__":
    for size in sys.argv[1:] or ("10000", "200000"):
        bench(int(size))
