"""Guessing passwords locks the account for that place, and says for how long."""

import pytest
from django.conf import settings
from django.test import Client

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
