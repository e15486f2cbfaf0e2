"""Guessing passwords locks the account for that place, and says for how long."""

import pytest
from django.conf import settings
from django.test import Client

from accounts import lockout
from accounts.models import User


@pytest.fixture
def attempt(worker):
    def attempt(client: Client, password: str, email: str | None = None):
        return client.post(
            "/account/login/", {"login": email or worker.email, "password": password}
        )

    return attempt


def test_repeated_failures_lock_out_even_the_right_password(client, attempt):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        last = attempt(client, "wrong")
    assert last.status_code == 429
    locked = attempt(client, "correct horse battery")
    assert locked.status_code == 429
    assert "15 minutes" in locked.content.decode()


def test_other_people_at_the_same_place_still_sign_in(client, attempt, colleague):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        attempt(client, "wrong")
    response = attempt(Client(), "correct horse battery", colleague.email)
    assert response.status_code == 302


def test_right_password_in_time_forgets_the_failures(client, attempt):
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        attempt(client, "wrong")
    assert attempt(client, "correct horse battery").status_code == 302


def test_unknown_address_is_answered_like_a_wrong_password(client, attempt):
    known = attempt(client, "wrong").content.decode()
    unknown = attempt(client, "wrong", "nobody@strands.example").content.decode()
    message = "not correct"
    assert message in known
    assert message in unknown


def test_nobody_signs_up_by_themselves(client, db):
    assert "Accounts are" in client.get("/account/signup/").content.decode()
    client.post(
        "/account/signup/", {"email": "new@strands.example", "password1": "correct horse 12"}
    )
    assert not User.objects.exists()


def test_guesser_who_makes_up_where_they_are_is_locked_out_all_the_same(client, attempt):
    """Anybody can send these headers; only those a proxy of ours adds say where a request is from."""
    for n in range(settings.AXES_FAILURE_LIMIT):
        made_up = {"HTTP_X_FORWARDED_FOR": f"198.51.100.{n}", "HTTP_X_REAL_IP": f"203.0.113.{n}"}
        last = attempt(Client(**made_up), "wrong")
    assert last.status_code == 429


def test_behind_a_proxy_the_place_is_what_the_proxy_saw(settings, rf):
    settings.PROXY_COUNT = 1
    made_up = {"HTTP_X_FORWARDED_FOR": "198.51.100.1, 203.0.113.7", "REMOTE_ADDR": "10.0.0.1"}
    assert lockout.place_tried_from(rf.post("/account/login/", **made_up)) == "203.0.113.7"
    settings.PROXY_COUNT = 2
    assert lockout.place_tried_from(rf.post("/account/login/", **made_up)) == "198.51.100.1"
    settings.PROXY_COUNT = 3
    assert lockout.place_tried_from(rf.post("/account/login/", **made_up)) == "10.0.0.1"


def test_sign_in_library_counts_places_as_we_do():
    """Else everybody behind the proxy would share one allowance of attempts."""
    assert settings.ALLAUTH_TRUSTED_PROXY_COUNT == settings.PROXY_COUNT
