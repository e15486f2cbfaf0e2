"""Signing in with the council's account opens an existing account, and never makes one."""

import http.client
from urllib.parse import urlsplit

import pytest

from accounts.models import User
from tests.accounts.identity_provider import Council, running
from tests.cast import member


@pytest.fixture
def council(settings):
    with running(Council()) as council:
        app = {
            "provider_id": "council",
            "name": "your council account",
            "client_id": "strands",
            "secret": "shared",
            "settings": {"server_url": council.url},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        yield council


def sign_in_through(client, council):
    """Press the button, follow the browser to the council and back."""
    there = client.post("/account/oidc/council/login/")["Location"]
    assert there.startswith(f"{council.url}/authorize")
    parts = urlsplit(there)
    connection = http.client.HTTPConnection(parts.netloc)
    connection.request("GET", f"{parts.path}?{parts.query}")
    back = urlsplit(connection.getresponse().getheader("Location"))
    connection.close()
    return client.get(f"{back.path}?{back.query}")


def test_button_is_on_the_sign_in_page_only_when_set_up(client, db, council, settings):
    assert "your council account" in client.get("/account/login/").content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert "your council account" not in client.get("/account/login/").content.decode()


def test_council_account_opens_the_account_with_the_same_address(client, council, edge_team):
    worker = member("Priya Shah", edge_team, email="priya@council.example")
    response = sign_in_through(client, council)
    assert response["Location"] == "/"
    assert client.session["_auth_user_id"] == str(worker.pk)


def test_unknown_address_gets_no_account(client, council, db):
    sign_in_through(client, council)
    assert "_auth_user_id" not in client.session
    assert not User.objects.exists()


def test_address_the_council_has_not_verified_opens_nothing(client, council, edge_team):
    member("Priya Shah", edge_team, email="priya@council.example")
    council.email_verified = False
    sign_in_through(client, council)
    assert "_auth_user_id" not in client.session


def test_closed_account_stays_closed(client, council, edge_team):
    member("Priya Shah", edge_team, email="priya@council.example", is_active=False)
    sign_in_through(client, council)
    assert "_auth_user_id" not in client.session
