"""The merge pages: who may open them, what they show, and that one press is one merge."""

import uuid
from datetime import date

import pytest
from django.utils import timezone

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


def test_what_stayed_with_a_merged_record_is_as_closed_as_the_record_kept(
    manager, worker, colleague, visitor
):
    """A merge leaves the other record in no family; that must not open it to everybody."""
    kept, retired = pair = [factories.make_person("Stephen", "Hill") for _ in range(2)]
    for person in pair:
        factories.make_case(factories.make_family(people=[person]), by=worker)
    today = timezone.localdate()
    for person in pair:
        person.statuses.create(kind="cin", starts=today)
    address = f"/people/{kept.pk}/merge/{retired.pk}/"
    assert sign_in(manager).post(address, {"reason": "Same NHS number"}).status_code == 302
    left = retired.statuses.get()
    pages = [
        f"/facts/status/{left.pk}/",
        f"/people/{retired.pk}/who-looked/",
        f"/people/{retired.pk}/",
    ]
    for page in pages:
        assert sign_in(visitor).get(page).status_code == 404, page
    kept.families.update(restricted=True, restricted_contact=manager)
    for page in pages:
        assert sign_in(colleague).get(page).status_code == 404, page


def test_old_reference_leads_to_the_record_kept(pair, manager, worker):
    kept, retired = pair
    third = factories.make_person("Stephan", "Hill")
    factories.add_to_family(kept.families.get(), third)
    client = sign_in(manager)
    client.post(f"/people/{kept.pk}/merge/{retired.pk}/", answers())
    client.post(f"/people/{third.pk}/merge/{kept.pk}/", answers())
    assert sign_in(worker).get(f"/people/{retired.pk}/")["Location"] == f"/people/{third.pk}/"


def test_person_merged_within_a_family_and_case_is_shown_once_and_nobody_is_missing(pair, manager):
    kept, retired = pair
    client = sign_in(manager)
    client.post(f"/people/{kept.pk}/merge/{retired.pk}/", answers())
    family = kept.families.get()
    page = client.get(f"/families/{family.pk}/people/").context["page"]
    assert [one.person.pk for one in page.members] == [kept.pk]
    case = client.get(f"/cases/{family.cases.get().pk}/").context["page"]
    assert [part.person_id for part, _ in case.parts] == [kept.pk]
    assert case.hidden_people == 0
