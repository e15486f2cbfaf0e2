"""Who has looked at this record: complete, in one query, page by page, for those who may know."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AccessEvent
from accounts.openings import record_opening
from cases.access_log import PAGE
from tests import factories
from tests.cast import sign_in


@pytest.fixture
def case(hampshire, worker):
    people = [factories.make_person("Ava", "Hill"), factories.make_person("Ben", "Hill")]
    return factories.make_case(factories.make_family(people=people), by=worker)


@pytest.fixture
def family(case):
    return case.family


@pytest.fixture
def client(worker):
    return sign_in(worker)


def log_of(client, family, query="") -> list:
    return client.get(f"/families/{family.pk}/who-looked/{query}").context["looks"]


def test_every_way_of_looking_is_listed_newest_first(family, client, colleague, visitor):
    child = family.people.first()
    sign_in(colleague).get(f"/families/{family.pk}/")
    sign_in(colleague).get(f"/people/{child.pk}/")
    sign_in(visitor).get(f"/people/{child.pk}/")
    looks = log_of(client, family)
    assert [(one.who, one.what, one.how) for one in looks] == [
        ("Sade Okoro", child.full_name, "Saw only who works with them"),
        ("Tom Reed", child.full_name, "Opened the page"),
        ("Tom Reed", "Family page", "Opened the page"),
    ]
    assert "Practitioner, Edge of care Havant" in looks[1].role


def test_person_of_two_families_is_listed_once_on_their_own_page(family, client, colleague):
    child = family.people.first()
    factories.add_to_family(factories.make_family("Ross"), child)
    sign_in(colleague).get(f"/people/{child.pk}/")
    looks = client.get(f"/people/{child.pk}/who-looked/").context["looks"]
    assert len(looks) == 1


def test_pages_follow_one_another_without_gap_or_repeat(family, client, colleague):
    for _ in range(PAGE * 2 + 7):
        record_opening(by=colleague, authority_id=family.authority_id, family_id=family.pk)
    seen, query = 0, ""
    for _ in range(3):
        response = client.get(f"/families/{family.pk}/who-looked/{query}")
        seen += len(response.context["looks"])
        query = response.context["next_url"]
    assert seen == PAGE * 2 + 7
    assert query == ""


def test_openings_are_one_query_however_many(family, client, colleague):
    def queries() -> list[str]:
        with CaptureQueriesContext(connection) as seen:
            log_of(client, family)
        return [one["sql"] for one in seen if '"accounts_accessevent"' in one["sql"]]

    assert len(queries()) == 1
    for child in family.people.all():
        for reader in (colleague, factories.make_user(), factories.make_user()):
            record_opening(
                by=reader,
                authority_id=family.authority_id,
                family_id=family.pk,
                person_id=child.pk,
            )
    assert len(queries()) == 1


@pytest.mark.parametrize(
    "query", ["?at=x&number=1", "?at=99999999999999999999&number=1", "?at=-5&number=2"]
)
def test_meddled_page_is_not_found(query, family, client):
    assert client.get(f"/families/{family.pk}/who-looked/{query}").status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("colleague", 200),
        ("governance", 200),
        ("visitor", 404),
        ("neighbour", 404),
        ("volunteer", 403),
        ("partner", 403),
        ("analyst", 403),
        ("administrator", 403),
    ],
)
def test_role_decides_who_sees_the_log(who, status, family, request):
    client = sign_in(request.getfixturevalue(who))
    assert client.get(f"/families/{family.pk}/who-looked/").status_code == status


def test_log_holds_ids_and_no_name(family, client):
    client.get(f"/families/{family.pk}/")
    assert AccessEvent.objects.get().reason == ""
