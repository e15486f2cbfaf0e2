"""The main job: sign in, take a referral, meet a duplicate, decide, allocate, find it again."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from cases.codes import PrimaryNeed, ReferralSource
from cases.models import Case, Person, Referral
from tests import factories
from tests.browser.hands import Keyboard, Pointer
from tests.browser.screens import WIDTHS

PASSWORD = "correct horse battery"
WAYS = {
    "phone": ("phone", Pointer, {}),
    "desktop": ("desktop", Pointer, {}),
    "phone without scripts": ("phone", Pointer, {"java_script_enabled": False}),
    "desktop without scripts": ("desktop", Pointer, {"java_script_enabled": False}),
    "keyboard": ("desktop", Keyboard, {}),
    "keyboard on a narrow window": ("phone", Keyboard, {}),
}


@pytest.fixture
def stephen(hampshire, visitor):
    """On record with the other strand, under the usual spelling."""
    boy = factories.make_person("Stephen", "Thompson", date_of_birth=date(2012, 5, 3), sex="M")
    factories.make_case(factories.make_family("Thompson", people=[boy]), strand="fit", by=visitor)
    return boy


@pytest.fixture
def busy(colleague):
    for _ in range(2):
        factories.allocate(factories.make_case(by=colleague), colleague)
    return colleague


class Journey:
    """The steps, in the words of the pages, whatever they are taken with."""

    def __init__(self, watched, hand) -> None:
        self.watched, self.page, self.hand = watched, watched.page, hand

    def field(self, name: str):
        return self.page.locator(f"#id_{name}")

    def button(self, name: str):
        return self.page.get_by_role("main").get_by_role("button", name=name, exact=True)

    def arrive(self, heading: str) -> None:
        expect(self.page.locator("h1")).to_contain_text(heading)
        self.watched.settled()

    def sign_in(self, user) -> None:
        self.watched.go("/account/login/")
        self.hand.write(self.page.get_by_label("Email address"), user.email)
        self.hand.write(self.field("password"), PASSWORD)
        self.hand.press(self.button("Sign in"))
        self.arrive(user.get_short_name())

    def begin(self, words: str) -> None:
        self.hand.press(self.button("Take a referral"))
        self.arrive("Take a referral")
        self.hand.write(self.page.get_by_label("Who is it about?"), words)
        self.hand.press(self.button("Continue"))
        self.arrive("Who is it about?")

    def name_child(self, forename: str, surname: str, born: tuple[str, str, str]) -> None:
        self.hand.write(self.field("p0-forename"), forename)
        self.hand.write(self.field("p0-surname"), surname)
        for part, text in zip(("day", "month", "year"), born, strict=True):
            self.hand.write(self.page.locator(f"[name=p0-date_of_birth_{part}]"), text)

    def tell_why(self) -> None:
        self.arrive("What is asked of us?")
        self.hand.pick(self.field("source"), str(ReferralSource.SCHOOL.label))
        need = str(PrimaryNeed.ACUTE_STRESS.label)
        self.hand.choose(self.page.get_by_label(need, exact=True))
        self.hand.write(self.page.get_by_label("Why is help needed?"), "Not in school since May.")
        self.hand.press(self.button("Continue"))
        self.arrive("Check this referral")


@pytest.mark.parametrize("way", WAYS)
def test_referral_is_taken_for_somebody_known_and_found_again(way, enter, worker, busy, stephen):
    screen, hand, options = WAYS[way]
    watched = enter(screen=screen, **options)
    page = watched.page
    journey = Journey(watched, hand(page))
    hand = journey.hand
    people = Person.objects.count()

    journey.sign_in(worker)
    journey.begin("Zoltan Novak")
    journey.name_child("Steven", "Thomson", ("3", "5", "2012"))
    hand.write(journey.field("p1-forename"), "Dana")
    hand.write(journey.field("p1-surname"), "Novak")
    hand.press(journey.button("Continue"))

    expect(page.get_by_text("Is it one of these people?")).to_be_visible()
    watched.assert_clean("journey duplicate")
    hand.press(page.get_by_role("button", name=re.compile("Use this record.*Stephen Thompson")))
    expect(page.locator("main")).to_contain_text("Thompson family")
    watched.settled()
    hand.press(journey.button("Continue"))

    journey.tell_why()
    expect(page.locator("main")).to_contain_text("Not in school since May.")
    expect(page.locator("main")).to_contain_text("Stephen Thompson")
    watched.assert_clean("journey check")
    hand.press_twice(journey.button("Send to Edge of care"))
    journey.arrive("Case C")
    assert Referral.objects.filter(case__strand="edge", reason__contains="since May").count() == 1
    assert Person.objects.count() == people + 1, "only his mother was new"

    hand.press(journey.button("Decide on this referral"))
    journey.arrive("Decide on this referral")
    hand.choose(page.get_by_label("Accept", exact=True))
    hand.press(journey.button("Save the decision"))

    journey.arrive("Allocate")
    expect(page.locator("main")).to_contain_text("2 open cases (Edge of care 2)")
    hand.choose(page.get_by_label(busy.name, exact=True))
    hand.press(journey.button("Allocate"))
    expect(page.locator("main")).to_contain_text(f"{busy.name} is the key worker")
    watched.settled()
    watched.assert_clean("journey allocated")

    hand.search("tomson stefen")
    journey.arrive("People like")
    watched.assert_clean("journey found")
    hand.press(page.get_by_role("main").get_by_role("link", name="Stephen Thompson"))
    journey.arrive("Stephen Thompson")
    expect(page.locator("main")).to_contain_text(busy.name)
    case = Case.objects.get(strand="edge", family__name="Thompson")
    assert case.allocations.get().worker == busy


def test_family_that_is_known_is_offered_before_anything_is_typed(screen, enter, worker, stephen):
    watched = enter(worker, screen)
    journey = Journey(watched, Pointer(watched.page))
    watched.go("/refer/")
    journey.hand.write(watched.page.get_by_label("Who is it about?"), "Steven Thomson")
    journey.hand.press(journey.button("Continue"))

    journey.arrive("We may know this family already")
    watched.assert_clean("refer who")
    journey.hand.press(journey.button("Continue"))
    expect(watched.page.locator(".govuk-error-summary")).to_contain_text("Choose the family")
    watched.settled()
    watched.assert_clean("refer who wrong")
    journey.hand.choose(watched.page.get_by_role("radio", name=re.compile("Thompson family")))
    journey.hand.press(journey.button("Continue"))

    journey.arrive("Who is it about?")
    about = watched.page.get_by_role("group", name="Which children is it about?")
    expect(about.get_by_role("checkbox", name=re.compile("Stephen"))).to_be_checked()


def test_skip_link_is_first_and_leads_past_the_menu(enter, worker):
    watched = enter(worker)
    page = watched.go("/")

    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to main content")
    expect(link).to_be_focused()
    assert link.bounding_box()["height"] > 20, "it shows itself once it has the focus"
    page.keyboard.press("Enter")

    expect(page.locator("#main-content")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("width", WIDTHS)
def test_suggestions_come_while_typing_and_fit_the_screen(width, enter, worker):
    boy = factories.make_person("Stephen", "Thompson")
    factories.make_case(factories.make_family("Thompson", people=[boy]), by=worker)
    watched = enter(worker, width)
    page = watched.go("/")

    page.get_by_role("searchbox", name=re.compile("Find")).press_sequentially("tomson")

    found = page.locator("#strands-suggest").get_by_role("link", name=re.compile("Thompson"))
    expect(found).to_be_visible()
    expect(page.locator("#strands-search-status")).to_contain_text("1 person found")
    watched.assert_clean("search suggestions")
    page.keyboard.press("ArrowDown")
    expect(found).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Stephen Thompson")


@pytest.mark.parametrize("scripts", [True, False])
def test_outsider_learns_only_whom_to_ask_about_a_restricted_family(
    scripts, screen, enter, worker, colleague
):
    child = factories.make_person("Ottilie", "Vane")
    family = factories.make_family(
        "Vane", people=[child], restricted=True, restricted_contact=worker
    )
    factories.make_case(family, by=worker)
    watched = enter(colleague, screen, java_script_enabled=scripts)
    watched.go("/")

    Pointer(watched.page).search("Ottilie Vane")
    journey = Journey(watched, None)
    journey.arrive("People like")

    main = watched.page.locator("main")
    expect(main).to_contain_text(f"A restricted record may match. Contact {worker.name}")
    expect(watched.page.locator(".strands-hit")).to_have_count(0)
    for told in (child.reference, family.reference, "Aged", "Vane family"):
        expect(main).not_to_contain_text(told)
    watched.assert_clean("search restricted")
    watched.go(f"/families/{family.pk}/")
    expect(watched.page.locator("h1")).to_contain_text("does not exist")
    watched.forgive("404")
