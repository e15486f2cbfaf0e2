"""Everybody on the demonstration list gets in with one press and finds something to do."""

import pytest
from django.core.cache import cache
from django.core.management import call_command
from playwright.sync_api import expect

from accounts.access import SECOND_FACTOR_ROLES
from programme.demo.users import DEMO_USERS
from tests.browser import clean_database
from tests.browser.screens import DESKTOP, PHONE


@pytest.fixture(scope="module")
def loaded(_tables, django_db_blocker):
    with django_db_blocker.unblock():
        call_command("load_demo", scale=0.05, verbosity=0)
        yield
        clean_database.empty(clean_database.filled(_tables))


@pytest.fixture
def db(loaded, django_db_blocker, settings):
    """The module's one made-up programme; each test only looks at it."""
    settings.DEMO_MODE = True
    cache.clear()
    with django_db_blocker.unblock():
        yield


@pytest.mark.parametrize("who", DEMO_USERS, ids=lambda who: who.name)
def test_demonstration_user_signs_in_with_one_press(who, watch):
    watched = watch(DESKTOP)
    page = watched.go("/account/login/")

    page.get_by_role("button", name=f"Sign in as {who.name}", exact=True).click()
    if who.role in SECOND_FACTOR_ROLES:
        expect(page.locator("h1")).to_have_text("Second step")
        code = page.locator(".govuk-inset-text .strands-secret").inner_text()
        page.get_by_label("Code").fill(code)
        page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()

    expect(page.locator("h1")).to_contain_text(who.name.split()[0])
    watched.settled()
    watched.assert_clean(f"demo {who.name}")
    watched.resize(PHONE["width"])
    watched.assert_clean(f"demo {who.name}")
    assert watched.reflow_problems() == []


def test_list_of_demonstration_users_is_in_order(watch):
    watched = watch(DESKTOP)
    watched.go("/account/login/")

    watched.assert_clean("demo sign in")
    watched.resize(PHONE["width"])
    watched.assert_clean("demo sign in")
    assert watched.reflow_problems() == []
