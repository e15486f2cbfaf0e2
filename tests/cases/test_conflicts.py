"""Two people on one record at once: put together where it can be, asked where it cannot."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from cases.models import Address, MissingEpisode
from tests import factories
from tests.cast import sign_in


@pytest.fixture
def child(hampshire, worker):
    child = factories.make_person("Ava", "Hill")
    factories.make_case(factories.make_family(people=[child]), by=worker)
    return child


@pytest.fixture
def address(child):
    return Address.objects.create(
        person=child, kind="home", line_1="1 High St", town="Havant", postcode="PO9 1AA"
    )


@pytest.fixture
def mine(worker):
    return sign_in(worker)


@pytest.fixture
def theirs(colleague):
    return sign_in(colleague)


def typed(address, **changes) -> dict:
    fields = ("kind", "line_1", "town", "postcode", "disclosure_note")
    sent = {name: getattr(address, name) for name in fields}
    return {**sent, "seen_version": 1, **changes}


def hidden_fields(page: str) -> dict:
    """What the browser would send back from the conflict page, radios apart."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))


def test_both_versions_are_shown_and_neither_is_chosen(address, mine, theirs, colleague):
    url = f"/facts/address/{address.pk}/"
    assert theirs.post(url, typed(address, line_1="2 Low St")).status_code == 302
    page = mine.post(url, typed(address, line_1="3 Mid St")).content.decode()
    assert f"{colleague.name} saved this while you were changing it" in page
    assert "2 Low St" in page
    assert "3 Mid St" in page
    assert "checked" not in page
    address.refresh_from_db()
    assert (address.line_1, address.version) == ("2 Low St", 2)


def test_only_what_both_changed_is_asked(address, mine, theirs):
    url = f"/facts/address/{address.pk}/"
    theirs.post(url, typed(address, line_1="2 Low St", town="Gosport"))
    page = mine.post(url, typed(address, line_1="3 Mid St", postcode="PO12 1AA")).content.decode()
    assert re.findall(r'name="asked" value="(\w+)"', page) == ["line_1"]


@pytest.mark.parametrize(("choice", "line"), [("mine", "3 Mid St"), ("theirs", "2 Low St")])
def test_choice_is_saved_with_the_rest_of_both(choice, line, address, mine, theirs, worker):
    url = f"/facts/address/{address.pk}/"
    theirs.post(url, typed(address, line_1="2 Low St", town="Gosport"))
    page = mine.post(url, typed(address, line_1="3 Mid St", postcode="PO12 1AA")).content.decode()
    response = mine.post(url, {**hidden_fields(page), "keep_line_1": choice})
    assert response.status_code == 302
    address.refresh_from_db()
    assert (address.line_1, address.town, address.postcode) == (line, "Gosport", "PO12 1AA")
    assert (address.version, address.updated_by) == (3, worker)


def test_unanswered_question_is_asked_again_beside_its_field(address, mine, theirs):
    url = f"/facts/address/{address.pk}/"
    theirs.post(url, typed(address, line_1="2 Low St", town="Gosport"))
    page = mine.post(url, typed(address, line_1="3 Mid St", town="Fareham")).content.decode()
    again = mine.post(
        url, {**hidden_fields(page), "asked": ["line_1", "town"], "keep_town": "mine"}
    )
    text = again.content.decode()
    assert "Choose what to keep for “Address line 1”" in text
    assert "Choose what to keep for “Town or city”" not in text
    assert text.count(" checked") == 1
    address.refresh_from_db()
    assert address.version == 2


def test_third_save_meanwhile_is_asked_about_too(address, mine, theirs):
    url = f"/facts/address/{address.pk}/"
    theirs.post(url, typed(address, line_1="2 Low St"))
    page = mine.post(url, typed(address, line_1="3 Mid St")).content.decode()
    theirs.post(url, typed(address, line_1="9 New St", seen_version=2))
    again = mine.post(url, {**hidden_fields(page), "keep_line_1": "mine"}).content.decode()
    assert "9 New St" in again
    address.refresh_from_db()
    assert address.line_1 == "9 New St"
    mine.post(url, {**hidden_fields(again), "keep_line_1": "mine"})
    address.refresh_from_db()
    assert (address.line_1, address.version) == ("3 Mid St", 4)


def test_changes_to_different_fields_are_put_together_without_asking(
    address, mine, theirs, colleague
):
    url = f"/facts/address/{address.pk}/"
    theirs.post(url, typed(address, town="Gosport"))
    page = mine.post(url, typed(address, line_1="3 Mid St"), follow=True).content.decode()
    assert f"Saved together with {colleague.name}’s changes." in page.replace("&#x27;", "’")
    address.refresh_from_db()
    assert (address.line_1, address.town) == ("3 Mid St", "Gosport")


def test_same_change_by_both_needs_no_question(address, mine, theirs):
    url = f"/facts/address/{address.pk}/"
    theirs.post(url, typed(address, line_1="2 Low St"))
    assert mine.post(url, typed(address, line_1="2 Low St")).status_code == 302


def test_put_together_record_that_breaks_a_rule_comes_back_with_the_message(address, mine, theirs):
    """Each change is right alone; together the end would stand before the start."""
    url = f"/facts/address/{address.pk}/"
    starts = {"starts_day": "1", "starts_month": "6", "starts_year": "2020"}
    ends = {"ends_day": "1", "ends_month": "3", "ends_year": "2019"}
    theirs.post(url, typed(address, **starts))
    page = mine.post(url, typed(address, **ends)).content.decode()
    assert "The end must not be before the start" in page
    assert 'name="starts_year" value="2020"' in page
    address.refresh_from_db()
    assert address.ends is None


def test_mistake_in_my_version_does_not_hide_theirs(address, mine, theirs):
    url = f"/facts/address/{address.pk}/"
    theirs.post(url, typed(address, town="Gosport"))
    page = mine.post(url, typed(address, postcode="nonsense")).content.decode()
    assert "Enter a full postcode" in page
    assert 'value="nonsense"' in page
    assert 'value="Gosport"' in page


@pytest.mark.parametrize("version", ["", "abc", "99999999999999999999", "-1"])
def test_meddled_version_never_overwrites(version, address, mine):
    url = f"/facts/address/{address.pk}/"
    response = mine.post(url, typed(address, line_1="3 Mid St", seen_version=version))
    assert response.status_code == 200
    address.refresh_from_db()
    assert address.line_1 == "1 High St"


def test_details_of_a_person_ask_in_the_same_way(child, mine, theirs):
    def send(**changes):
        born = {
            "date_of_birth_day": 3,
            "date_of_birth_month": 5,
            "date_of_birth_year": 2014,
        }
        kept = {"forename": "Ava", "surname": "Hill", "sex": "F", "ethnicity": "NOBT"}
        return {**born, **kept, "seen_version": 1, **changes}

    url = f"/people/{child.pk}/details/"
    theirs.post(url, send(date_of_birth_day=4, disabilities=["LD", "AUT"], pronouns="she/her"))
    page = mine.post(url, send(date_of_birth_day=5, disabilities=["MOB"])).content.decode()
    assert re.findall(r'name="asked" value="(\w+)"', page) == ["date_of_birth", "disabilities"]
    assert "4 May 2014" in page
    assert "5 May 2014" in page
    resent = hidden_fields(page)
    answers = {"asked": ["date_of_birth", "disabilities"]}
    answers |= {"keep_date_of_birth": "mine", "keep_disabilities": "theirs"}
    assert mine.post(url, {**resent, **answers}).status_code == 302
    child.refresh_from_db()
    assert child.date_of_birth == date(2014, 5, 5)
    assert set(child.disabilities) == {"LD", "AUT"}
    assert child.pronouns == "she/her"


def test_moments_are_put_together_to_the_minute(child, mine, theirs):
    missing = MissingEpisode.objects.create(
        person=child, missing_at=timezone.now() - timedelta(days=2)
    )
    local = timezone.localtime(missing.missing_at)
    sent = {
        "kind": "M",
        "missing_at_day": local.day,
        "missing_at_month": local.month,
        "missing_at_year": local.year,
        "missing_at_time": f"{local:%H:%M}",
        "seen_version": 1,
    }
    url = f"/facts/missing/{missing.pk}/"
    assert theirs.post(url, {**sent, "reported_by": "Her mother"}).status_code == 302
    assert mine.post(url, {**sent, "kind": "A"}).status_code == 302
    missing.refresh_from_db()
    assert (missing.kind, missing.reported_by) == ("A", "Her mother")


def test_double_press_saves_once(address, mine):
    url = f"/facts/address/{address.pk}/"
    sent = typed(address, line_1="3 Mid St", submission="3d7f2a51-5b3e-4c54-8a5b-0d6f0f5c9a11")
    first, second = mine.post(url, sent), mine.post(url, sent)
    assert first.url == second.url
    address.refresh_from_db()
    assert address.version == 2
