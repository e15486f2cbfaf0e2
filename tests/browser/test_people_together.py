"""What two people do to one record at once, and a likely duplicate, as they meet it in a browser."""

from datetime import date

import pytest
from playwright.sync_api import expect

from cases.models import Address
from tests import factories
from tests.cast import sign_in


@pytest.fixture
def child(hampshire, worker):
    child = factories.make_person("Ava", "Hill", date_of_birth=date(2014, 5, 3))
    factories.make_case(factories.make_family(people=[child]), by=worker)
    return child


def test_both_versions_are_chosen_between(child, worker, colleague, enter, screen):
    address = Address.objects.create(
        person=child, kind="home", line_1="1 High St", town="Havant", postcode="PO9 1AA"
    )
    watched = enter(worker, screen)
    page = watched.go(f"/facts/address/{address.pk}/")
    theirs = {"kind": "home", "line_1": "2 Low St", "town": "Gosport", "postcode": "PO9 1AA"}
    url = f"/facts/address/{address.pk}/"
    assert sign_in(colleague).post(url, {**theirs, "seen_version": 1}).status_code == 302
    page.get_by_label("Address line 1").fill("3 Mid St")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tom Reed saved this")
    watched.settled()
    watched.assert_clean("conflict")
    page.get_by_role("button", name="Save what I chose").click()
    expect(page.get_by_role("link", name="Choose what to keep")).to_be_visible()
    watched.settled()
    watched.assert_clean("conflict-unanswered")
    page.get_by_label("Your version").check()
    page.get_by_role("button", name="Save what I chose").click()
    expect(page.get_by_text("Address saved.")).to_be_visible()
    address.refresh_from_db()
    assert (address.line_1, address.town) == ("3 Mid St", "Gosport")


def test_likely_duplicate_is_seen_while_typing_and_used(child, worker, enter, screen):
    watched = enter(worker, screen)
    page = watched.go("/people/add/")
    page.get_by_label("First names").fill("Ava")
    page.get_by_label("Last name").fill("Hill")
    for part, text in (("Day", "3"), ("Month", "May"), ("Year", "2014")):
        page.get_by_label(part).first.fill(text)
    page.get_by_label("Female").check()
    expect(page.get_by_role("heading", name="Is it one of these people?")).to_be_visible()
    watched.assert_clean("person-add-duplicate")
    page.get_by_role("button", name="Use this record").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ava Hill")
