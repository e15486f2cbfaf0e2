"""The merge pages: who may open them, what they show, and that one press is one merge."""

import uuid
from datetime import date

import pytest

from cases.models import Person, PersonMerge
from tests import factories
from tests.cast import sign_in


@pytest.fixture
def pair(hampshire, worker):
    """Two records of one boy, both known to edge of care."""
    kept = factories.make_person("Stephen", "Hill", date_of_birth=date(2012, 1, 2))
    retired = factories.make_person("Steven", "Hill", pronouns="he/him")
    factories.make_case(factories.make_family(people=[kept, retired]), by=worker)
    return kept, retired


def answers(**changes) -> dict:
    typed = {"forename": "keep", "date_of_birth": "keep", "pronouns": "take"}
    return {**typed, "reason": "Same NHS number", "submission": str(uuid.uuid4()), **changes}


def test_practitioner_may_not_merge(pair, worker):
    client = sign_in(worker)
    assert client.get(f"/people/{pair[0].pk}/merge/").status_code == 403


def test_manager_of_another_strand_does_not_find_the_record(pair, fit_team):
    from accounts.access import Role
    from tests.cast import member

    other = sign_in(member("Fay Manager", fit_team, Role.TEAM_MANAGER))
    assert other.get(f"/people/{pair[0].pk}/merge/").status_code == 404


def test_reference_of_the_other_record_leads_to_the_comparison(pair, manager):
    kept, retired = pair
    client = sign_in(manager)
    typed = f" p {retired.pk} "
    response = client.post(f"/people/{kept.pk}/merge/", {"other": typed})
    assert response["Location"] == f"/people/{kept.pk}/merge/{retired.pk}/"


def test_likely_records_of_the_same_person_are_offered(pair, manager):
    kept, retired = pair
    Person.objects.filter(pk=retired.pk).update(date_of_birth=kept.date_of_birth)
    hidden = factories.make_person("Stephen", "Hill", date_of_birth=kept.date_of_birth)
    factories.make_case(factories.make_family("Fit", people=[hidden]), strand="fit")
    page = sign_in(manager).get(f"/people/{kept.pk}/merge/").content.decode()
    assert f"/people/{kept.pk}/merge/{retired.pk}/" in page
    assert hidden.reference not in page


@pytest.mark.parametrize("typed", ["P999999", "C000001", "Steven Hill", ""])
def test_wrong_reference_is_refused_beside_the_field(typed, pair, manager):
    response = sign_in(manager).post(f"/people/{pair[0].pk}/merge/", {"other": typed})
    assert response.status_code == 200
    assert "error" in response.content.decode()


def test_comparison_shows_what_moves_and_what_stays(pair, manager):
    kept, retired = pair
    page = sign_in(manager).get(f"/people/{kept.pk}/merge/{retired.pk}/").content.decode()
    assert "What stays with" in page
    assert "1 family membership" in page


def test_merge_and_undo_from_the_pages(pair, manager):
    kept, retired = pair
    client = sign_in(manager)
    sent = answers()
    for _ in range(2):  # a double press
        response = client.post(f"/people/{kept.pk}/merge/{retired.pk}/", sent)
        assert response.status_code == 302
    merge = PersonMerge.objects.get()
    kept.refresh_from_db()
    assert kept.pronouns == "he/him"
    assert Person.objects.get(pk=retired.pk).merged_into == kept
    assert client.get(f"/merges/{merge.pk}/undo/").status_code == 200
    assert client.post(f"/merges/{merge.pk}/undo/").status_code == 302
    assert Person.objects.get(pk=retired.pk).merged_into is None


def test_merge_without_a_reason_says_so_and_keeps_the_choices(pair, manager):
    kept, retired = pair
    url = f"/people/{kept.pk}/merge/{retired.pk}/"
    response = sign_in(manager).post(url, answers(reason=""))
    page = response.content.decode()
    assert "Say how you know this is one person" in page
    assert response.context["form"]["pronouns"].value() == "take"
    assert not PersonMerge.objects.exists()
