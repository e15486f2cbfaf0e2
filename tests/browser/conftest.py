"""A real Chromium on a live server, watched on every page for what the page may not do."""

import ctypes.util
import os
import sys

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from programme.local import chromium
from tests.browser import clean_database
from tests.browser.screens import DESKTOP, PHONE, WIDTHS, context_options
from tests.browser.watching import Watched
from tests.cast import sign_in

__all__ = ["DESKTOP", "PHONE", "WIDTHS", "Watched"]

PATIENCE = int(os.environ.get("BROWSER_PATIENCE", "20000"))  # milliseconds; busy machines are slow

expect.set_options(timeout=PATIENCE)


def missing() -> str | None:
    """What these tests lack here, in words."""
    if chromium.find() is None:
        return "No Chromium here. Install it (apt-get install chromium) or set CHROMIUM to its path"
    if sys.platform == "linux" and ctypes.util.find_library("atomic") is None:
        return "Playwright cannot start here. Install libatomic (apt-get install libatomic1)"
    return None


def pytest_collection_modifyitems(items):
    """Without a browser the tests say so; in continuous integration they fail instead."""
    lacking = None if chromium.is_required() else missing()
    for item in items:
        if "/tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            if lacking:
                item.add_marker(pytest.mark.skip(reason=lacking))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    if lacking := missing():
        pytest.fail(lacking, pytrace=False)
    return {
        **browser_type_launch_args,
        "executable_path": str(chromium.find()),
        "args": ["--disable-gpu", "--disable-quic"],
    }


@pytest.fixture(scope="session")
def _tables(django_db_setup, django_db_blocker):
    """Every table that is emptied between tests, empty; a run that was killed leaves rows."""
    with django_db_blocker.unblock():
        tables = clean_database.tables()
        clean_database.empty(clean_database.filled(tables))
        return tables


@pytest.fixture
def db(_tables, django_db_blocker):
    """In place of pytest-django's, whose rows a live server would not see: these are committed."""
    with django_db_blocker.unblock():
        yield
        connection.rollback()
        clean_database.empty(clean_database.filled(_tables))


@pytest.fixture(scope="session")
def site(django_db_setup):
    """The address of a live server. By name, since passkeys belong to a host's name."""
    server = LiveServer("localhost")
    yield server.url
    server.stop()
    connections.close_all()


@pytest.fixture
def watch(db, site, new_context):
    """Opens a page of this size; with a Django client, as whoever is signed in there."""
    opened = []

    def open_page(size=DESKTOP, client: Client | None = None, **options) -> Watched:
        screen = "phone" if size == PHONE else "desktop"
        context = new_context(**{**context_options(screen), **options})
        context.set_default_timeout(PATIENCE)
        if client is not None:
            value = client.cookies[settings.SESSION_COOKIE_NAME].value
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": site}
            context.add_cookies([cookie])
        scripts = options.get("java_script_enabled", True)
        opened.append(Watched(context.new_page(), site, screen, scripts))
        return opened[-1]

    yield open_page
    assert [complaint for watched in opened for complaint in watched.complaints] == []


@pytest.fixture(params=WIDTHS)
def screen(request) -> str:
    """For journeys, which are taken on a phone and on a desk."""
    return request.param


@pytest.fixture
def enter(watch):
    """A page for somebody who is signed in already, or for nobody in particular."""

    def open_for(user=None, screen: str = "desktop", **options) -> Watched:
        client = sign_in(user) if user else None
        return watch(WIDTHS[screen], client, **options)

    return open_for
