"""What no honest form sends: nul characters, endless numbers, ids of nothing. Never a fault."""

import pytest
from django.urls import reverse

from cases.models import Case, Family, Intake, Person
from tests import factories
from tests.cases.taking_referrals import DETAILS, FAMILY, begin, page, through
from tests.cast import sign_in

ENDLESS = "9" * 5000
TOO_LARGE = "99999999999999999999"


@pytest.fixture
def client(worker):
    client = sign_in(worker)
    client.raise_request_exception = True
    return client


@pytest.mark.parametrize(
    "address",
    [
        "/people/{}/",
        "/people/{}/details/",
        "/people/{}/address/add/",
        "/people/{}/who-looked/",
        "/families/{}/",
        "/families/{}/story/",
        "/families/{}/who-looked/",
        "/cases/{}/",
        "/cases/{}/allocate/",
        "/hand-overs/{}/",
        "/facts/address/{}/",
        "/facts/alert/{}/",
        "/people/add/?family={}",
        "/refer/?family={}",
    ],
)
@pytest.mark.parametrize("number", [TOO_LARGE, ENDLESS])
def test_number_of_no_record_is_not_found(address, number, client):
    assert client.get(address.format(number)).status_code == 404


def test_case_list_is_shown_whatever_ids_are_asked_for(client):
    query = f"?worker={TOO_LARGE}&team={TOO_LARGE}&after={TOO_LARGE}&before=x"
    assert client.get(f"/cases/in/edge/{query}").status_code == 200


def test_nul_character_in_a_referral_is_left_out_and_the_rest_kept(client):
    intake = begin(client)
    sent = client.post(page("people", intake), {**FAMILY, "p0-forename": "A\0va"})
    assert sent.status_code in (200, 302)
    intake.refresh_from_db()
    assert intake.typed("people")["p0-forename"] == "Ava"
    assert client.post(page("details", intake), {**DETAILS, "reason": "a\0b"}).status_code == 302


@pytest.mark.parametrize("number", ["1", TOO_LARGE, ENDLESS])
def test_record_of_nobody_cannot_be_used_in_a_referral(number, client):
    intake = begin(client)
    named = client.post(page("people", intake), {**FAMILY, "p0-same_as": number})
    assert named.status_code == (200 if number == "1" else 302), "no number of a record: left out"
    chosen = {**FAMILY, "asked_about": "p0", "use_person": number}
    assert client.post(page("people", intake), chosen).status_code == 404


def test_row_of_no_number_cannot_be_removed(client):
    intake = begin(client)
    asked = {**FAMILY, "do": f"remove-{ENDLESS}"}
    assert client.post(page("people", intake), asked).status_code == 302
    assert client.get(page("people", intake)).status_code == 200


def test_person_is_not_added_without_a_name_by_naming_no_record(client):
    intake = begin(client)
    nameless = {"rows": "1", "p0-role": "child", "p0-same_as": "nobody", "p0-phone": "07700 900123"}
    assert client.post(page("people", intake), nameless).status_code == 200
    assert Person.objects.count() == 0


def test_person_named_twice_in_a_referral_joins_the_family_once(client):
    child = factories.make_person("Ava", "O’Brien")
    intake = begin(client)
    twice = {"rows": "2", "p0-role": "child", "p1-role": "parent"}
    twice |= {"p0-same_as": child.pk, "p1-same_as": child.pk}
    assert client.post(page("people", intake), twice).status_code == 302
    client.post(page("details", intake), DETAILS)
    assert client.post(page("check", intake), {}).status_code == 302
    assert Case.objects.get().parts.count() == 1
    assert child.families.count() == 1


def test_referral_for_a_family_of_another_authority_is_not_taken(worker, wight):
    """Who works in both may refer in each only to the strands they work in."""
    there = factories.make_team(wight, strand="fit", name="FIT Newport")
    factories.join(worker, there)
    child = factories.make_person("Ava", "O’Brien", authority=wight)
    family = factories.make_family("O’Brien", authority=wight, people=[child])
    client = sign_in(worker)
    where = {"where": f"{worker.memberships.first().team.authority_id}-edge"}
    intake = begin(client, **where)
    Intake.objects.update(family=family)
    client.post(page("people", intake), {"subjects": [child.pk], "rows": "0"})
    client.post(page("details", intake), DETAILS)
    sent = client.post(page("check", intake), {})
    assert "another authority" in sent.content.decode()
    assert not Case.objects.exists()


def test_intake_sent_from_two_windows_at_once_is_one_referral(client):
    intake = through(client)
    assert client.post(page("check", intake), {}).status_code == 302
    assert client.post(page("check", intake), {}).status_code == 404
    assert Family.objects.count() == 1


def test_search_takes_anything(client):
    for text in ("\0", "P" + ENDLESS, ENDLESS, "'; --", "%_\\", "\U0001f600" * 300):
        assert client.post(reverse("cases:search"), {"q": text}).status_code == 302
        assert client.get(reverse("cases:search")).status_code == 200
        sent = client.post(reverse("cases:search_suggestions"), {"q": text})
        assert sent.status_code == 200
        typed = {"forename": text, "surname": text, "nhs_number": text, "postcode": text}
        assert client.post(reverse("cases:duplicates"), typed).status_code == 200
