"""Two ways to use the same page: with a pointer, and with the keyboard alone."""

from playwright.sync_api import Locator, Page, expect

FOCUSED = "e => e === document.activeElement"
SAME_GROUP = (
    "e => e === document.activeElement || (e.name && e.name === document.activeElement.name)"
)
MOST_STOPS = 120


class Pointer:
    """Clicks and taps, as Playwright does them: only on what is visible and not covered."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def write(self, field: Locator, text: str) -> None:
        field.fill(text)

    def choose(self, option: Locator) -> None:
        option.check()

    def pick(self, field: Locator, option: str) -> None:
        field.select_option(label=option)

    def press(self, button: Locator) -> None:
        button.click()

    def press_twice(self, button: Locator) -> None:
        button.dblclick()

    def search(self, words: str) -> None:
        box = self.page.get_by_role("searchbox", name="Find a person, family or case")
        self.write(box, words)
        self.page.get_by_role("search").first.get_by_role("button", name="Search").click()


class Keyboard:
    """Tab, arrow keys, Space and Enter. Whatever cannot be reached with Tab fails the test."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = page.keyboard

    def reach(self, target: Locator, is_reached: str = FOCUSED) -> None:
        expect(target).to_be_attached()
        for _ in range(MOST_STOPS):
            if target.evaluate(is_reached):
                return
            self.keys.press("Tab")
        raise AssertionError(f"Tab never reaches {target}")

    def write(self, field: Locator, text: str) -> None:
        self.reach(field)
        self.keys.press("Control+A")
        self.keys.type(text)

    def choose(self, option: Locator) -> None:
        """A group of radio buttons is one stop; the arrow keys move in it."""
        self.reach(option, SAME_GROUP)
        self.keys.press("Space")
        for _ in range(MOST_STOPS):
            if option.evaluate(FOCUSED):
                break
            self.keys.press("ArrowDown")
        expect(option).to_be_checked()

    def pick(self, field: Locator, option: str) -> None:
        self.reach(field)
        self.keys.type(option)
        expect(field.locator("option:checked")).to_have_text(option)

    def press(self, button: Locator) -> None:
        self.reach(button)
        self.keys.press("Enter")

    def press_twice(self, button: Locator) -> None:
        self.reach(button)
        self.keys.press("Enter")
        self.keys.press("Enter")

    def search(self, words: str) -> None:
        """A stroke opens the box, Escape closes what it suggests, Enter looks."""
        self.page.locator("main h1").wait_for()
        self.keys.press("/")
        box = self.page.get_by_role("searchbox", name="Find a person, family or case")
        expect(box).to_be_focused()
        self.keys.type(words)
        suggestions = self.page.locator("#strands-suggest")
        expect(suggestions).to_be_visible()
        self.keys.press("Escape")
        expect(suggestions).to_be_hidden()
        expect(box).to_be_focused()
        self.keys.press("Enter")
