"""The pages around signing in and the fault pages, in a real browser."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from tests.browser.conftest import WIDTHS
from tests.cast import sign_in

PASSWORD = "correct horse battery"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["/account/login/", "/account/password/reset/"])
def test_open_page_is_accessible_and_keeps_to_the_content_policy(watch, width, path):
    watched = watch(WIDTHS[width])

    watched.go(path)

    watched.assert_clean()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "path",
    [
        "/account/logout/",
        "/account/2fa/",
        "/account/password/change/",
        "/account/reauthenticate/",
    ],
)
def test_own_page_is_accessible_and_keeps_to_the_content_policy(watch, worker, width, path):
    watched = watch(WIDTHS[width], sign_in(worker))

    watched.go(path)

    watched.assert_clean()


def test_empty_sign_in_says_what_to_enter(watch):
    watched = watch()
    page = watched.go("/account/login/")

    page.get_by_role("button", name="Sign in", exact=True).click()

    # A press that leads to another page returns before that page is read: only "expect" waits.
    expect(page).to_have_title("Error: Sign in – Strands")
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_contain_text("Enter your email address")
    expect(summary).to_contain_text("Enter your password")
    watched.assert_clean()


def test_passkey_is_added_and_then_opens_the_account(watch, worker):
    watched = watch()
    page = watched.go("/account/login/")
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    page.get_by_label("Email address").fill(worker.email)
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"{watched.address}/")

    watched.go("/account/2fa/webauthn/add/")
    expect(page).to_have_title("Confirm it is you – Strands")
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url("**/webauthn/add/")
    watched.assert_clean()
    page.locator("#id_passwordless").check()
    page.get_by_role("button", name="Add it").click()
    page.get_by_text("Your passkey is added").wait_for()
    watched.go("/account/2fa/webauthn/")
    watched.assert_clean()

    page.context.clear_cookies()
    watched.go("/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{watched.address}/")
    expect(page.locator("header")).to_contain_text(worker.name)


def test_refused_passkey_is_explained_on_the_page(watch):
    page = watch().go("/account/login/")
    page.evaluate(
        "() => { navigator.credentials.get = () => Promise.reject(new Error('refused')) }"
    )

    page.get_by_role("button", name="Sign in with a passkey").click()

    problem = page.locator("[data-passkey-problem]:visible")
    problem.wait_for()
    expect(problem).to_contain_text("use another way")


@pytest.mark.parametrize("width", WIDTHS)
def test_unknown_page_is_accessible(watch, worker, width):
    watched = watch(WIDTHS[width], sign_in(worker))

    page = watched.go("/families/999999/")

    expect(page.locator("h1")).to_contain_text("does not exist")
    watched.forgive("404")
    watched.assert_clean()


def test_form_sent_with_a_stale_token_can_be_sent_again(watch, worker):
    """Signing in elsewhere renews the token; what was typed is not lost."""
    client = Client()
    client.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
    watched = watch(client=client)
    page = watched.go("/account/logout/")
    page.context.clear_cookies(name="csrftoken")

    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(page.locator("h1")).to_have_text("This was not saved")
    watched.forgive("403")
    page.get_by_role("button", name="Send it again").click()

    page.wait_for_url("**/account/login/")
