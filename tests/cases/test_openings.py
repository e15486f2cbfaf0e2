"""Every page that shows somebody’s record is written down, the forms on it too."""

import pytest

from accounts.models import AccessEvent
from tests import factories
from tests.access import records
from tests.access.places import OWN
from tests.cast import sign_in


@pytest.fixture
def case(hampshire, worker):
    people = [factories.make_person("Ava", "Hill"), factories.make_person("Ben", "Hill")]
    return factories.make_case(factories.make_family(people=people), by=worker)


def looked(response_of, client) -> set[tuple]:
    assert response_of(client).status_code == 200
    rows = AccessEvent.objects.values_list("family_id", "person_id", "case_id")
    return set(rows)


@pytest.mark.parametrize(
    "page",
    [
        "details/",
        "name/",
        "died/",
        "address/add/",
        "status/add/",
        "relationships/add/",
        "family/add/",
        "who-looked/",
    ],
)
def test_form_on_a_person_is_an_opening_of_the_person(page, case, colleague):
    child = case.family.people.first()
    seen = looked(lambda client: client.get(f"/people/{child.pk}/{page}"), sign_in(colleague))
    assert (case.family_id, child.pk, None) in seen


@pytest.mark.parametrize("page", ["merge/", "merge/{other}/"])
def test_choosing_whom_to_merge_is_an_opening_of_the_person(page, case, manager):
    child, other = case.family.people.order_by("pk")
    address = f"/people/{child.pk}/{page.format(other=other.pk)}"
    seen = looked(lambda client: client.get(address), sign_in(manager))
    assert (case.family_id, child.pk, None) in seen


def test_form_on_a_fact_is_an_opening_of_whom_it_is_about(hampshire, worker, colleague):
    place = records.build(OWN, worker=worker)
    client = sign_in(colleague)
    unseen = []
    for kind, pk in place["fact"]:
        before = AccessEvent.objects.count()
        assert client.get(f"/facts/{kind}/{pk}/").status_code == 200
        if AccessEvent.objects.count() == before:
            unseen.append(kind)
    assert unseen == []


@pytest.mark.parametrize("page", ["name/", "people/add/", "alerts/add/", "who-looked/"])
def test_form_on_a_family_is_an_opening_of_the_family(page, case, colleague):
    address = f"/families/{case.family_id}/{page}"
    seen = looked(lambda client: client.get(address), sign_in(colleague))
    assert (case.family_id, None, None) in seen


@pytest.mark.parametrize("page", ["restrict/", "restrict/lift/", "restrict/add/"])
def test_page_of_who_may_see_a_family_is_an_opening_of_it(page, case, manager):
    address = f"/families/{case.family_id}/{page}"
    seen = looked(lambda client: client.get(address), sign_in(manager))
    assert (case.family_id, None, None) in seen


def test_form_sent_with_mistakes_shows_the_record_and_is_written_down(case, colleague):
    """Else a record could be read by only ever sending its forms wrong."""
    child = case.family.people.first()
    token = "0f0e0d0c-0b0a-4908-8706-050403020100"
    wrong = {"submission": token}
    client = sign_in(colleague)
    seen = looked(lambda client: client.post(f"/people/{child.pk}/died/", wrong), client)
    assert (case.family_id, child.pk, None) in seen
    seen = looked(lambda client: client.post(f"/cases/{case.pk}/close/", wrong), client)
    assert (case.family_id, None, case.pk) in seen


def test_saving_is_no_second_opening(case, colleague):
    """The form was opened; where its button leads is opened by itself."""
    client = sign_in(colleague)
    sent = client.post(f"/families/{case.family_id}/name/", {"name": "Hilly", "seen_version": "1"})
    assert sent.status_code == 302
    assert not AccessEvent.objects.exists()
