"""What is typed is saved while it is typed, and survives the network, the session and the browser."""

import pytest
from playwright.sync_api import expect

from cases.models import Draft
from tests import factories
from tests.browser.test_journey_sessions import leave_alone, sign_in_by_hand


@pytest.fixture
def case(worker):
    case = factories.make_case(by=worker)
    factories.allocate(case, worker)
    return case


@pytest.fixture
def watched(enter, worker):
    return enter(worker, "phone")


@pytest.fixture
def page(case, watched):
    return watched.go(f"/cases/{case.pk}/close/")


def state(page):
    return page.locator("[data-draft-state]")


def kept() -> str:
    return Draft.objects.get().typed["summary"]


def test_typed_text_is_saved_within_two_seconds_of_a_pause(page):
    page.get_by_label("Closing summary").press_sequentially("Mum did well")
    expect(state(page)).to_contain_text("Saved ", timeout=2500)
    assert kept() == "Mum did well"
    # The browser is killed: another opens the same form with the same text.
    page.reload()
    expect(page.get_by_label("Closing summary")).to_have_value("Mum did well")
    expect(page.get_by_text("You started this on")).to_be_visible()


def test_what_was_saved_does_not_speak_of_what_was_typed_since(page):
    changed = page.locator("[data-draft-state][data-changed]")
    page.get_by_label("Closing summary").press_sequentially("Mum did well")
    expect(state(page)).to_contain_text("Saved ")
    expect(changed).to_have_count(0)
    page.context.set_offline(True)
    page.get_by_label("Closing summary").press_sequentially(" and so did Ava")
    expect(changed).to_have_count(1, timeout=900)
    page.context.set_offline(False)
    expect(changed).to_have_count(0)
    expect(state(page)).to_contain_text("Saved ")
    assert kept() == "Mum did well and so did Ava"


def test_text_typed_without_network_is_saved_when_it_is_back(page, watched):
    page.context.set_offline(True)
    page.get_by_label("Closing summary").press_sequentially("Typed in the car")
    expect(state(page)).to_have_text("Not saved yet: trying again")
    page.get_by_role("button", name="Close the case").click()
    expect(page.get_by_label("Closing summary")).to_have_value("Typed in the car")
    page.context.set_offline(False)
    expect(state(page)).to_contain_text("Saved ")
    assert kept() == "Typed in the car"
    watched.forgive("ERR_INTERNET_DISCONNECTED")


def test_session_that_ended_opens_the_same_form_with_the_same_text(page, watched, worker, case):
    leave_alone(page)
    page.get_by_label("Closing summary").press_sequentially("Still here")
    expect(state(page)).to_contain_text("you are signed out")
    page.get_by_role("link", name="Sign in and carry on").click()
    sign_in_by_hand(page, worker)
    page.wait_for_url(f"**/cases/{case.pk}/close/")
    expect(page.get_by_label("Closing summary")).to_have_value("Still here")
    assert kept() == "Still here"
    left = "Object.keys(sessionStorage).filter((one) => one.startsWith('strands-draft'))"
    assert page.evaluate(left) == []
    watched.forgive("401")


def test_closing_the_page_at_once_saves_the_last_words(page):
    page.get_by_label("Closing summary").press_sequentially("Last words")
    page.goto("about:blank")
    page.wait_for_timeout(500)
    assert kept() == "Last words"
