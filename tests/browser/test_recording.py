"""A visit to three siblings, recorded on a phone in one form: few presses, and nothing ever lost."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from cases.models import CaseNote, Draft, NoteParticipant
from tests import factories
from tests.browser.test_journey_sessions import leave_alone, sign_in_by_hand

MOST_PRESSES = 12


@pytest.fixture
def children(hampshire):
    names = [("Ava", 2017), ("Ben", 2014), ("Cai", 2011)]
    return [
        factories.make_person(name, "Hill", date_of_birth=date(year, 5, 3)) for name, year in names
    ]


@pytest.fixture
def case(children, worker):
    case = factories.make_case(factories.make_family(people=children), by=worker)
    factories.allocate(case, worker)
    return case


@pytest.fixture
def watched(enter, worker):
    return enter(worker, "phone")


@pytest.fixture
def page(case, watched):
    return watched.go(f"/families/{case.family_id}/record/")


def account(page):
    return page.get_by_label("What was said and done")


def state(page):
    return page.locator("[data-draft-state]")


def answer(page, name: str, answer: str):
    group = page.get_by_role("group", name=f"Was {name} seen?")
    group.get_by_label(answer, exact=True).check()


def test_a_visit_to_three_siblings_takes_few_presses(watched, case, children, page):
    presses = []
    page = watched.go("/")
    page.expose_function("pressed", lambda what: presses.append(what))
    page.add_init_script(
        "addEventListener('pointerdown', (e) => window.pressed(e.target.textContent.trim()), true)"
    )
    page.reload()
    page.get_by_role("link", name=re.compile("^Record")).first.click()
    expect(page).not_to_have_url(re.compile(r":\d+/$"))
    if "/families/" not in page.url:
        page.get_by_role("link", name="Hill family").click()
    for name in ("Ava", "Ben", "Cai"):
        answer(page, name, "Alone")
    account(page).click()
    page.keyboard.type("All three were at home and in good spirits.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Visit saved for Cai, Ben and Ava.")).to_be_visible()
    note = CaseNote.objects.get()
    assert set(note.people.values_list("seen", flat=True)) == {"seen_alone"}
    assert note.people.count() == 3
    # A press of a label may be told twice (the label's and its box's); a finger counts once.
    assert 6 <= len(presses) <= MOST_PRESSES, presses


def test_network_cut_while_typing_loses_nothing(page, watched):
    answer(page, "Ben", "No")
    page.get_by_label("Why was Ben not seen?").fill("At football")
    page.context.set_offline(True)
    account(page).press_sequentially("Typed in the lift")
    expect(state(page)).to_have_text("Not saved yet: trying again")
    page.context.set_offline(False)
    expect(state(page)).to_contain_text("Saved ")
    kept = Draft.objects.get().typed
    assert kept["account"] == "Typed in the lift"
    assert "At football" in kept.values()
    page.reload()
    expect(account(page)).to_have_value("Typed in the lift")
    expect(page.get_by_label("Why was Ben not seen?")).to_have_value("At football")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Visit saved for")).to_be_visible()
    assert not Draft.objects.exists()
    assert NoteParticipant.objects.get(person__forename="Ben").not_seen_reason == "At football"
    watched.forgive("ERR_INTERNET_DISCONNECTED")


def test_session_that_ended_brings_back_the_same_form_with_the_same_text(
    page, watched, worker, case
):
    leave_alone(page)
    account(page).press_sequentially("Still here")
    page.get_by_text("Something to do next").click()
    page.get_by_label("What is to be done?").first.fill("Ring the school")
    expect(state(page)).to_contain_text("you are signed out")
    page.get_by_role("link", name="Sign in and carry on").click()
    sign_in_by_hand(page, worker)
    page.wait_for_url(f"**/families/{case.family_id}/record/")
    expect(account(page)).to_have_value("Still here")
    expect(page.get_by_label("What is to be done?").first).to_have_value("Ring the school")
    watched.forgive("401")


def test_file_that_lies_is_refused_and_the_rest_is_kept(page, watched):
    account(page).fill("She drew a picture.")
    page.get_by_text("Attach files").click()
    lie = {"name": "drawing.png", "mimeType": "image/png", "buffer": b"MZ\x90\x00 not a picture"}
    page.get_by_label("Pictures, documents, sound").set_input_files([lie])
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("drawing.png is not a picture")
    expect(account(page)).to_have_value("She drew a picture.")
    assert not CaseNote.objects.exists()
