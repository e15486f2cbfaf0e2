"""Every component and field, in order and in error, in a real browser at two widths."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, WIDTHS
from tests.cast import sign_in

pytestmark = pytest.mark.urls("tests.browser.styleguide_urls")


@pytest.fixture(autouse=True)
def served(settings):
    settings.STYLEGUIDE = True


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["", "?wrong=1", "confirm/"])
def test_page_is_accessible_and_keeps_to_the_content_policy(watch, worker, width, path):
    watched = watch(WIDTHS[width], sign_in(worker))

    watched.go(f"/styleguide/{path}")

    watched.assert_clean()


@pytest.mark.parametrize("width", WIDTHS)
def test_page_works_without_scripts(watch, worker, width):
    watched = watch(WIDTHS[width], sign_in(worker), java_script_enabled=False)

    page = watched.go("/styleguide/")

    expect(page.get_by_role("link", name="My day")).to_be_visible()
    expect(page.get_by_label("Why is it declined?")).to_be_visible()
    page.locator(".strands-account summary").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_policy_refuses_what_is_inline(watch, worker):
    """The clean pages above mean something only if the browser would complain."""
    watched = watch(client=sign_in(worker))
    page = watched.go("/styleguide/")

    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color:red\">x</p>')")

    watched.forgive("Content Security Policy")


def test_choice_shows_its_own_fields_only_while_chosen(watch, worker):
    page = watch(client=sign_in(worker)).go("/styleguide/")
    why = page.get_by_label("Why is it declined?")

    expect(why).not_to_be_visible()
    page.get_by_role("radio", name="Decline").check()
    expect(why).to_be_visible()
    page.get_by_role("radio", name="Accept").check()
    expect(why).not_to_be_visible()


def test_summary_has_the_focus_and_its_links_lead_to_the_inputs(watch, worker):
    page = watch(client=sign_in(worker)).go("/styleguide/?wrong=1")

    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_role("link", name="Date of birth must be a real date").click()
    expect(page.locator("#id_born_0")).to_be_focused()
    page.get_by_role("link", name="Select whether the referrer").click()
    expect(page.locator("#id_told_0")).to_be_focused()


def test_none_of_these_clears_the_others(watch, worker):
    page = watch(client=sign_in(worker)).go("/styleguide/")

    page.get_by_label("Health").check()
    page.get_by_label("None of these").check()

    expect(page.get_by_label("Health")).not_to_be_checked()


def test_password_can_be_shown(watch, worker):
    page = watch(client=sign_in(worker)).go("/styleguide/")

    page.get_by_role("button", name="Show password").click()

    expect(page.locator("#id_password")).to_have_attribute("type", "text")


def test_shortcut_acts_outside_fields_only_and_can_be_turned_off(watch, worker):
    page = watch(client=sign_in(worker)).go("/styleguide/")
    page.evaluate(
        """document.body.insertAdjacentHTML('afterbegin',
        '<input id="strands-search" aria-label="Search">')"""
        if page.locator("#strands-search").count() == 0
        else "0"
    )

    page.locator("#id_full_name").press("/")
    expect(page.locator("#id_full_name")).to_be_focused()
    expect(page.locator("#id_full_name")).to_have_value("/")

    page.locator("#id_full_name").blur()
    page.keyboard.press("/")
    expect(page.locator("#strands-search")).to_be_focused()
    expect(page.locator("#strands-search")).to_have_value("")

    page.locator("#strands-search").blur()
    page.locator(".strands-account summary").click()
    page.get_by_role("button", name="Turn off keyboard shortcuts").click()
    page.keyboard.press("Escape")
    page.locator("body").click(position={"x": 2, "y": 300})
    page.keyboard.press("/")
    expect(page.locator("#strands-search")).not_to_be_focused()
    page.reload()
    page.locator(".strands-account summary").click()
    expect(page.get_by_role("button", name="Turn on keyboard shortcuts")).to_be_visible()


def test_menu_folds_on_a_phone_and_lies_open_on_a_desk(watch, worker):
    client = sign_in(worker)
    phone = watch(PHONE, client).go("/styleguide/")
    desk = watch(DESKTOP, client).go("/styleguide/")

    expect(phone.get_by_role("link", name="My day")).not_to_be_visible()
    phone.get_by_role("button", name="Menu").click()
    expect(phone.get_by_role("link", name="My day")).to_be_visible()
    expect(desk.get_by_role("link", name="My day")).to_be_visible()


def test_second_press_sends_nothing_more_and_the_button_says_so(watch, worker):
    watched = watch(client=sign_in(worker))
    page = watched.go("/styleguide/confirm/")
    sent = []

    def no_answer(route):
        """As on a bad line: the page stays as it is."""
        sent.append(route.request.method)
        route.fulfill(status=204)

    page.route("**/styleguide/confirm/", no_answer)

    button = page.locator("main button")
    button.click()
    expect(button).to_have_text("Working…")
    button.dispatch_event("click")
    # Anything the second press had sent would be on its way before this answer.
    assert page.evaluate("fetch('/healthz').then(answer => answer.status)") == 200

    assert sent == ["POST"]
    expect(button).to_have_text("Working…")


def test_tables_become_cards_on_a_phone(watch, worker):
    client = sign_in(worker)
    row = ".strands-table--cards tbody tr >> nth=0"

    assert (
        watch(PHONE, client)
        .go("/styleguide/")
        .locator(row)
        .evaluate("e => getComputedStyle(e).display")
        == "block"
    )
    assert (
        watch(DESKTOP, client)
        .go("/styleguide/")
        .locator(row)
        .evaluate("e => getComputedStyle(e).display")
        == "table-row"
    )


def test_paper_has_the_record_and_not_the_controls(watch, worker):
    page = watch(client=sign_in(worker)).go("/styleguide/")

    page.emulate_media(media="print")

    expect(page.get_by_text("Child protection plan began")).to_be_visible()
    expect(page.locator(".strands-identity")).to_be_visible()
    for control in (".strands-header", ".strands-footer", ".strands-filters", "form .govuk-button"):
        expect(page.locator(control).first).not_to_be_visible()


def test_targets_are_large_enough_for_a_thumb(watch, worker):
    """WCAG 2.2, 2.5.8: controls of the frame are at least 24 pixels each way."""
    page = watch(PHONE, sign_in(worker)).go("/styleguide/")

    small = page.evaluate(
        """[...document.querySelectorAll('header a, header button, header summary, header input')]
        .filter(e => e.offsetParent).map(e => [e.outerHTML.slice(0, 60), e.getBoundingClientRect()])
        .filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)"""
    )

    assert small == []


def test_style_guide_is_not_there_in_production(settings, client):
    settings.STYLEGUIDE = False

    assert client.get("/styleguide/").status_code == 404
    assert client.get("/styleguide/confirm/").status_code == 404
