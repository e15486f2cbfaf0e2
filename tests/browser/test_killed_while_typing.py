"""The web process, the database and the browser are killed while somebody types on a phone."""

import contextlib
import os
import re
import signal
import time

import psycopg2
import pytest
from playwright.sync_api import expect

from tests.browser.screens import context_options
from tests.local.running import copy, port, sql, start

__all__ = ["copy", "port", "start"]
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("make-run"), pytest.mark.timeout(600)]

PATIENCE = 90_000  # milliseconds: servers come back in between
WHO = "Sian Marlowe"


def account(page):
    return page.get_by_label("What was said and done")


def expect_saved(page, text: str) -> None:
    state = page.locator("[data-draft-state]")
    expect(state).to_contain_text("Saved ", timeout=PATIENCE)
    expect(account(page)).to_have_value(text)


def type_on(page, words: str) -> None:
    account(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def kill_database(copy) -> None:
    pid = (copy / ".data" / "postgres" / "postmaster.pid").read_text().splitlines()[0]
    os.kill(int(pid), signal.SIGKILL)


def wait_until_kept(copy, text: str) -> None:
    for _ in range(90):
        with contextlib.suppress(psycopg2.OperationalError):  # it is coming back
            if text in str(sql(copy, "SELECT fields FROM cases_draft")):
                return
        time.sleep(1)
    pytest.fail(f"never kept: {text}")


def test_nothing_that_said_saved_is_lost(copy, start, new_context):
    running = start()
    running.read_until("Logs are in")
    web = running.note["groups"][0]
    site = f"http://127.0.0.1:{running.port}"

    def open_browser():
        page = new_context(**context_options("phone")).new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{site}/account/login/")
        page.get_by_role("button", name=f"Sign in as {WHO}", exact=True).click()
        page.wait_for_url(f"{site}/")
        return page

    page = open_browser()
    page.goto(f"{site}/record/")
    page.get_by_role("main").get_by_role("link").first.click()
    page.wait_for_url("**/families/*/record/")
    form = page.url
    type_on(page, "One.")
    expect_saved(page, "One.")

    os.kill(web, signal.SIGKILL)
    type_on(page, " Two.")
    running.read_until("The web process ended; starting it again")
    wait_until_kept(copy, "One. Two.")
    expect_saved(page, "One. Two.")

    kill_database(copy)
    type_on(page, " Three.")
    wait_until_kept(copy, "One. Two. Three.")
    expect_saved(page, "One. Two. Three.")

    # The browser goes without a word; another one has the text.
    page.context.close()
    page = open_browser()
    expect(page.get_by_role("heading", name="Not finished")).to_be_visible()
    page.goto(form)
    expect(account(page)).to_have_value("One. Two. Three.")
    page.get_by_role("button", name="Save", exact=True).click()
    # Of whatever kind this worker recorded last.
    expect(page.get_by_text(re.compile(r"\w saved( for|\.)")).first).to_be_visible()
    [(told,)] = sql(copy, "SELECT account FROM cases_casenote ORDER BY id DESC LIMIT 1")
    assert told == "One. Two. Three."
    assert sql(copy, "SELECT count(*) FROM cases_draft") == [(0,)]
