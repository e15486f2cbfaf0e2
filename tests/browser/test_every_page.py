"""Every address of the access matrix that opens, at each width, in one browser.

The pages are only looked at, so everybody and one of everything are made once for the module.
"""

from dataclasses import dataclass

import pytest
from django.urls import reverse

from accounts.access import Role
from accounts.models import User
from cases.models import Intake
from tests import factories
from tests.access import records
from tests.access.places import OWN, Page
from tests.access.registry import PAGES
from tests.browser import clean_database, page_rules
from tests.browser.screens import DESKTOP, PHONE
from tests.cast import member, sign_in

OPEN = sorted(name for name, page in PAGES.items() if page.get == 200 and page.is_page)
# Whoever does casework opens all they may; the rest is opened by whoever it is for.
BY_PREFERENCE = (
    Role.PRACTITIONER,
    Role.TEAM_MANAGER,
    Role.PROGRAMME_MANAGER,
    Role.INFORMATION_GOVERNANCE,
    Role.SYSTEM_ADMINISTRATOR,
)

# Sent with nothing filled in, these have something to say about it.
SAYS_WHAT_IS_MISSING = [
    "accounts:cover",
    "accounts:user_add",
    "accounts:role_add",
    "cases:refer",
    "cases:refer_details",
    "cases:decide",
    "cases:allocate",
    "cases:transfer",
    "cases:transfer_answer",
    "cases:close",
    "cases:reopen",
    "cases:step_across",
    "cases:person_add",
    "cases:person_rename",
    "cases:relationship_add",
    "cases:fact_add",
    "cases:person_merge",
    "cases:person_merge_with",
    "cases:family_edit",
    "cases:family_member_add",
    "cases:family_alert_add",
    "cases:family_access_add",
    "cases:family_restrict",
    "cases:family_add",
    "cases:person_born",
    "cases:person_died",
]


@dataclass(frozen=True)
class World:
    users: dict[str, User]
    of_place: dict[str, list[tuple]]
    own: dict[str, dict[str, list[tuple]]]

    def reader(self, page: Page) -> User:
        return self.users[next(role for role in BY_PREFERENCE if role in page.for_roles)]

    def addresses(self, name: str) -> list[str]:
        page = PAGES[name]
        if page.about is None:
            return [reverse(name)]
        role = next(role for role in BY_PREFERENCE if role in page.for_roles)
        things = self.own[role] if page.about_the_reader else self.of_place
        return [reverse(name, args=arguments) for arguments in things[page.about]]


@pytest.fixture(scope="module")
def world(_tables, django_db_blocker):
    with django_db_blocker.unblock():
        team = factories.make_team(factories.make_authority(), strand="edge", name="Edge Havant")
        users = {role: member(f"{role.label} Person", team, role) for role in BY_PREFERENCE}
        yield World(
            users=users,
            of_place=records.build(OWN, worker=users[Role.PRACTITIONER]),
            own={role: records.belonging_to(user) for role, user in users.items()},
        )
        clean_database.empty(clean_database.filled(_tables))


@pytest.fixture
def db(world, django_db_blocker):
    """The module's one world, left as it is between tests."""
    with django_db_blocker.unblock():
        Intake.objects.update(words="Ava Hill")
        yield


@pytest.fixture
def reader(watch, world):
    """A page opened by somebody who may see it, with a search behind them."""

    def open_for(name: str):
        client = sign_in(world.reader(PAGES[name]))
        client.post(reverse("cases:search"), {"q": "Hill"})
        return watch(DESKTOP, client)

    return open_for


@pytest.mark.parametrize("name", OPEN)
def test_page_is_in_order_at_every_width(name, reader, world):
    watched, wrong = reader(name), []
    for number, address in enumerate(world.addresses(name)):
        watched.resize(DESKTOP["width"])
        page = watched.go(address)
        if not page.url.endswith(address):
            wrong.append(f"{address} leads to {page.url}")
        watched.picture(f"{name} {number}")
        wrong += [f"{address}: {text}" for text in watched.problems()]
        wrong += [f"{address}: {text}" for text in page_rules.unseen_focus(page)]
        watched.resize(PHONE["width"])
        watched.picture(f"{name} {number}")
        wrong += [f"{address} on a phone: {text}" for text in watched.problems()]
        wrong += [f"{address}: {text}" for text in watched.reflow_problems()]
    watched.complaints.clear()
    assert wrong == []


@pytest.mark.parametrize("name", SAYS_WHAT_IS_MISSING)
def test_page_with_mistakes_is_in_order_at_every_width(name, reader, world):
    watched = reader(name)
    page = watched.go(world.addresses(name)[0])

    page.evaluate(EMPTY_AND_SEND)
    page.locator(".govuk-error-summary").wait_for()
    watched.settled()

    watched.assert_clean(f"{name} wrong")
    watched.resize(PHONE["width"])
    watched.assert_clean(f"{name} wrong")
    assert watched.reflow_problems() == []
    focused = page.locator(".govuk-error-summary").evaluate("e => e === document.activeElement")
    assert focused


EMPTY_AND_SEND = """() => {
  const form = [...document.querySelectorAll("main form")].find((form) => form.method === "post"
    && form.querySelector("input:not([type=hidden]), select, textarea"));
  for (const field of form.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    if (["radio", "checkbox"].includes(field.type)) field.checked = false;
    else if (field.tagName === "SELECT") field.selectedIndex = -1;
    else field.value = "";
  }
  form.noValidate = true;
  form.requestSubmit();
}"""


def test_every_page_has_a_name_of_its_own(db, world):
    """Somebody with ten tabs open must be able to tell them apart."""
    titles: dict[str, list[str]] = {}
    for name in OPEN:
        client = sign_in(world.reader(PAGES[name]))
        page = client.get(world.addresses(name)[0]).content.decode()
        titles.setdefault(page.split("<title>")[1].split("</title>")[0], []).append(name)
    assert {title: names for title, names in titles.items() if len(names) > 1} == {}


# Forms whose every step is kept as a record of its own.
KEPT_AS_TYPED = {"cases:refer_who", "cases:refer_people", "cases:refer_details"}


def test_whatever_is_written_at_length_is_kept_as_a_draft(db, world):
    loses = set()
    for name in OPEN:
        client = sign_in(world.reader(PAGES[name]))
        page = client.get(world.addresses(name)[0]).content.decode()
        if "<textarea" in page and 'name="draft"' not in page:
            loses.add(name)
    assert loses <= KEPT_AS_TYPED
