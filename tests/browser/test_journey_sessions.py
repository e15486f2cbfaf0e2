"""Sessions: a second step, one that ends in the middle of a form, and too many wrong passwords."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import expect

from accounts.idle import LAST_SEEN
from cases.models import Intake
from tests import factories

PASSWORD = "correct horse battery"


def main_button(page, name: str):
    return page.get_by_role("main").get_by_role("button", name=name, exact=True)


def sign_in_by_hand(page, user, password: str = PASSWORD) -> None:
    page.get_by_label("Email address").fill(user.email)
    page.locator("#id_password").fill(password)
    main_button(page, "Sign in").click()


def code_of(user) -> str:
    data = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP).data
    return format_hotp_value(hotp_value(decrypt(data["secret"]), int(time.time()) // 30))


def leave_alone(page) -> None:
    """As if nobody had touched this browser for longer than a session lasts."""
    (cookie,) = (c for c in page.context.cookies() if c["name"] == settings.SESSION_COOKIE_NAME)
    session = SessionStore(cookie["value"])
    session[LAST_SEEN] = int(time.time()) - settings.SESSION_IDLE_SECONDS - 1
    session.save()


def test_programme_manager_needs_the_code_as_well(screen, enter, programme_manager):
    watched = enter(screen=screen)
    page = watched.go("/account/login/")
    sign_in_by_hand(page, programme_manager)

    expect(page.locator("h1")).to_have_text("Second step")
    watched.settled()
    watched.assert_clean("second step")
    page.get_by_label("Code").fill("000000")
    main_button(page, "Sign in").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    watched.settled()
    watched.assert_clean("second step wrong")
    page.get_by_label("Code").fill(code_of(programme_manager))
    main_button(page, "Sign in").click()

    expect(page.locator("h1")).to_contain_text(programme_manager.get_short_name())


def test_role_that_needs_a_second_step_is_led_to_set_it_up(screen, enter, programme_manager):
    Authenticator.objects.all().delete()
    watched = enter(programme_manager, screen)

    page = watched.go("/")
    expect(page.locator("h1")).to_have_text("Two-step sign-in")
    watched.assert_clean("two step")
    # Changing how one signs in asks for the password again, even soon after signing in.
    page.get_by_role("link", name="Set up an authenticator app").click()
    page.locator("#id_password").fill(PASSWORD)
    main_button(page, "Confirm").click()
    secret = page.locator(".strands-secret").first
    expect(secret).to_be_visible()
    watched.settled()
    watched.assert_clean("authenticator app")
    written = "".join(secret.inner_text().split())
    page.get_by_label("Code from the app").fill(
        format_hotp_value(hotp_value(written, int(time.time()) // 30))
    )
    page.get_by_role("main").get_by_role("button").first.click()

    expect(page.get_by_text("authenticator app").first).to_be_visible()
    assert Authenticator.objects.filter(user=programme_manager, type="totp").exists()
    watched.settled()
    watched.assert_clean("recovery codes")


@pytest.mark.parametrize("scripts", [True, False])
def test_form_sent_after_the_session_ended_goes_on_after_signing_in(
    scripts, screen, enter, worker, hampshire
):
    family = factories.make_family(people=[factories.make_person()])
    intake = Intake.objects.create(user=worker, authority=hampshire, strand="edge", family=family)
    factories.make_case(family, strand="fit")
    watched = enter(worker, screen, java_script_enabled=scripts)
    page = watched.go(f"/refer/{intake.pk}/details/")
    page.get_by_label("Why is help needed?").fill("She was found at the station at night.")

    leave_alone(page)
    main_button(page, "Continue").click()
    expect(page.locator("h1")).to_have_text("Sign in")
    sign_in_by_hand(page, worker)

    expect(page.locator("h1")).to_have_text("What you were typing has been kept")
    expect(page.locator("main")).to_contain_text("She was found at the station at night.")
    watched.settled()
    watched.assert_clean("kept")
    main_button(page, "Carry on where you were").click()
    expect(page.locator("h1")).to_have_text("What is asked of us?")
    expect(page.get_by_label("Why is help needed?")).to_have_value(
        "She was found at the station at night."
    )
    expect(page.locator(".govuk-error-summary")).to_be_visible()


def test_too_many_wrong_passwords_say_how_long_to_wait(screen, enter, worker):
    watched = enter(screen=screen)
    page = watched.go("/account/login/")

    for _ in range(settings.AXES_FAILURE_LIMIT):
        with page.expect_navigation():
            sign_in_by_hand(page, worker, "wrong password")
        watched.settled()

    expect(page.locator("h1")).not_to_have_text("Sign in")
    expect(page.locator("main")).to_contain_text("minutes")
    watched.forgive("429|403")
    watched.assert_clean("locked out")
    watched.go("/account/login/")
    sign_in_by_hand(page, worker)
    expect(page.locator("main")).to_contain_text("minutes")
    watched.forgive("429|403")
