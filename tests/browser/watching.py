"""A page that remembers what it complained of, and can be asked whether it is in order."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser import page_rules
from tests.browser.screens import NARROWEST

# Set to a folder to have every page that is checked kept there as a picture.
PICTURES = os.environ.get("SCREENSHOTS", "")


@dataclass
class Watched:
    """A page with what it complained of: console errors, refused content, script faults."""

    page: Page
    address: str
    screen: str = "desktop"
    scripts: bool = True
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda fault: self.complaints.append(str(fault)))

    def _heard(self, message) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def go(self, path: str) -> Page:
        self.page.goto(path if "://" in path else f"{self.address}{path}")
        return self.settled()

    def settled(self) -> Page:
        """Waits until the page's own scripts have started, where it has any."""
        if not self.scripts:
            self.page.wait_for_load_state()
            return self.page
        self.page.wait_for_function(
            "() => document.body && (!document.body.classList.contains('js-enabled')"
            " || !document.querySelector('.govuk-skip-link[data-module]')"
            " || document.querySelector('[data-govuk-skip-link-init]'))"
        )
        return self.page

    def forgive(self, pattern: str) -> None:
        """Drops complaints that belong to what the test did on purpose; there must be one."""
        kept = [text for text in self.complaints if not re.search(pattern, text)]
        assert len(kept) < len(self.complaints), f"nothing complained of {pattern}"
        self.complaints[:] = kept

    def assert_clean(self, name: str = "") -> None:
        """No axe finding, nothing refused by the content policy, no sideways scrolling."""
        self.picture(name)
        if found := self.problems():
            pytest.fail("\n".join([self.page.url, *found]), pytrace=False)

    def problems(self) -> list[str]:
        return [
            # axe waits for itself with promises, which never come where scripts are off.
            *(page_rules.axe_findings(self.page) if self.scripts else ()),
            *page_rules.broken_rules(self.page),
            *page_rules.overflow(self.page),
            *self.complaints,
        ]

    def resize(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": self.page.viewport_size["height"]})

    def reflow_problems(self) -> list[str]:
        """At the narrowest width anything must still fit; leaves the page as wide as it was."""
        before = self.page.viewport_size["width"]
        self.resize(NARROWEST)
        found = page_rules.overflow(self.page)
        self.resize(before)
        return found

    def picture(self, name: str) -> None:
        if PICTURES and name:
            width = self.page.viewport_size["width"]
            path = Path(PICTURES) / f"{re.sub(r'[^a-z0-9]+', '-', name.lower())}-{width}.png"
            self.page.screenshot(path=path, full_page=True)
