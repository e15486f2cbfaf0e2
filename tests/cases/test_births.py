"""An unborn child: added with an expected date, and born as the same record."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import Person
from tests import factories
from tests.cast import sign_in


@pytest.fixture
def unborn(hampshire, worker):
    due = timezone.localdate() + timedelta(days=40)
    unborn = factories.make_person("", "Hill", date_of_birth=None, expected_date=due, sex="U")
    factories.make_case(factories.make_family(people=[unborn]), by=worker)
    return unborn


@pytest.fixture
def client(worker):
    return sign_in(worker)


def boxes(name, day) -> dict:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def birth(**changes) -> dict:
    born = boxes("date_of_birth", timezone.localdate() - timedelta(days=1))
    return {**born, "sex": "F", "forename": "Nia", "surname": "Hill", "seen_version": 1, **changes}


def test_unborn_child_is_added_without_a_name(client, hampshire):
    due = timezone.localdate() + timedelta(days=100)
    sent = {"surname": "Ross", "birth": "unborn", "sex": "M", **boxes("expected_date", due)}
    assert client.post("/people/add/", sent).status_code == 302
    added = Person.objects.get(surname="Ross")
    assert (added.expected_date, added.date_of_birth, added.sex) == (due, None, "U")
    assert "not yet born, due" in client.get(f"/people/{added.pk}/").content.decode()


@pytest.mark.parametrize(
    ("days", "message"),
    [
        (400, "The expected date cannot be more than 9 months ahead"),
        (-60, "The expected date is more than 30 days ago"),
    ],
)
def test_expected_date_that_cannot_be_is_refused(days, message, client, hampshire):
    due = timezone.localdate() + timedelta(days=days)
    sent = {"surname": "Ross", "birth": "unborn", "sex": "U", **boxes("expected_date", due)}
    assert message in client.post("/people/add/", sent).content.decode()


def test_birth_turns_the_same_record_into_the_child(unborn, client):
    mother = factories.make_person("Dana", "Hill", date_of_birth=None)
    tie = factories.relate(mother, unborn, "parent", parental_responsibility=True)
    due, family = unborn.expected_date, unborn.families.get()
    client.post(f"/people/{unborn.pk}/born/", birth())
    born = Person.objects.get(pk=unborn.pk)
    assert (born.forename, born.sex, born.age) == ("Nia", "F", 0)
    assert born.expected_date == due
    assert born.families.get() == family
    assert born.relations_from.get() == tie


def test_birth_in_the_future_or_without_sex_is_refused(unborn, client):
    tomorrow = boxes("date_of_birth", timezone.localdate() + timedelta(days=1))
    page = client.post(f"/people/{unborn.pk}/born/", birth(**tomorrow, sex="")).content.decode()
    assert "Date of birth must be today or in the past" in page
    assert "Select sex" in page
    assert 'value="Nia"' in page


def test_birth_recorded_by_two_is_asked_not_overwritten(unborn, client, colleague):
    sign_in(colleague).post(f"/people/{unborn.pk}/born/", birth(forename="Nina"))
    page = client.post(f"/people/{unborn.pk}/born/", birth()).content.decode()
    assert "Nina" in page
    assert Person.objects.get(pk=unborn.pk).forename == "Nina"


def test_page_for_the_birth_is_not_offered_for_a_child(client, hampshire):
    child = factories.make_person()
    response = client.get(f"/people/{child.pk}/born/")
    assert response.url == f"/people/{child.pk}/"
    assert "has been born" not in client.get(f"/people/{child.pk}/").content.decode()


def test_birth_cannot_be_recorded_on_a_record_that_never_was_unborn(client, hampshire):
    child = factories.make_person()
    page = client.post(f"/people/{child.pk}/born/", birth()).content.decode()
    assert "This record is not of an unborn child" in page
    child.refresh_from_db()
    assert child.forename == "Ava"
