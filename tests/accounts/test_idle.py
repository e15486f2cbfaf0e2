"""A session ends after idle time and what was being typed is kept for the same person only."""

import re

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from cases.models import PersonMerge
from tests import factories
from tests.cast import sign_in

LATER = settings.SESSION_IDLE_SECONDS + 61


def typed(user) -> dict:
    return {
        "absent": user.pk,
        "deputy": "",
        "starts_day": "31",
        "starts_month": "",
        "starts_year": "",
    }


@pytest.fixture
def idle(worker):
    """A client that signed in, looked at a page, and was then left alone for too long."""
    with time_machine.travel(timezone.now(), tick=True) as clock:
        client = sign_in(worker)
        client.get("/account/cover/")
        clock.shift(LATER)
        yield client


def sign_in_again(client: Client, user) -> None:
    client.post("/account/login/", {"login": user.email, "password": "correct horse battery"})


def test_page_after_idle_time_asks_to_sign_in(idle):
    response = idle.get("/account/cover/")
    assert response["Location"] == "/account/login/?next=/account/cover/"


def test_busy_session_goes_on(worker):
    with time_machine.travel(timezone.now(), tick=True) as clock:
        client = sign_in(worker)
        for _ in range(4):
            clock.shift(settings.SESSION_IDLE_SECONDS - 120)
            assert client.get("/account/cover/").status_code == 200


def test_typed_text_is_offered_after_signing_in_again(idle, worker):
    idle.post("/account/cover/", typed(worker))
    sign_in_again(idle, worker)
    assert idle.get("/")["Location"] == "/account/kept/"
    page = idle.get("/account/kept/").content.decode()
    assert 'name="starts_day" value="31"' in page
    sent_again = idle.post("/account/cover/", typed(worker))
    assert 'value="31"' in sent_again.content.decode()
    assert idle.get("/account/kept/").status_code == 302


def test_typed_text_can_be_thrown_away(idle, worker):
    idle.post("/account/cover/", typed(worker))
    sign_in_again(idle, worker)
    assert idle.post("/account/kept/")["Location"] == "/account/cover/"
    assert idle.get("/account/cover/").status_code == 200


def test_someone_else_signing_in_there_finds_nothing(idle, worker, colleague):
    idle.post("/account/cover/", typed(worker))
    sign_in_again(idle, colleague)
    assert idle.get("/account/cover/").status_code == 200
    assert idle.get("/account/kept/").status_code == 302


def test_forged_form_is_not_kept(worker):
    with time_machine.travel(timezone.now(), tick=True) as clock:
        client = Client(enforce_csrf_checks=True)
        client.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
        client.get("/account/cover/")
        clock.shift(LATER)
        client.post("/account/cover/", typed(worker))
    assert "kept_form" not in client.session


def test_form_with_its_token_is_kept(worker):
    with time_machine.travel(timezone.now(), tick=True) as clock:
        client = Client(enforce_csrf_checks=True)
        client.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
        page = client.get("/account/cover/").content.decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        clock.shift(LATER)
        client.post("/account/cover/", {**typed(worker), "csrfmiddlewaretoken": token})
    assert client.session["kept_form"]["path"] == "/account/cover/"


def test_nothing_is_done_with_the_form_before_signing_in(manager):
    kept = factories.make_person("Stephen", "Hill")
    retired = factories.make_person("Steven", "Hill")
    with time_machine.travel(timezone.now(), tick=True) as clock:
        client = sign_in(manager)
        client.get("/account/cover/")
        clock.shift(LATER)
        client.post(f"/people/{kept.pk}/merge/{retired.pk}/", {"reason": "x", "forename": "keep"})
    assert not PersonMerge.objects.exists()


@pytest.mark.parametrize(
    "secret", [{"oldpassword": "old horse", "password1": "new horse"}, {"code": "123456"}]
)
def test_password_or_code_is_never_kept(secret, idle):
    """The kept form is a row in the database, and is read back on a page."""
    idle.post("/account/password/change/", {**secret, "other": "kept"})
    assert idle.session["kept_form"]["fields"] == [["other", "kept"]]


def test_part_of_a_page_sends_the_whole_browser_to_sign_in(idle):
    """Search as you type must not show a sign-in page among its suggestions."""
    headers = {"HX-Request": "true", "HX-Current-URL": "https://strands.example/families/7/?a=b"}
    response = idle.post("/search/suggestions/", {"q": "hill"}, headers=headers)
    assert response.status_code == 200
    assert response.content == b""
    assert response["HX-Redirect"] == "/account/login/?next=/families/7/"
    assert "kept_form" not in idle.session
    again = idle.get("/families/7/people/", headers=headers)
    assert again["HX-Redirect"] == "/account/login/?next=/families/7/"
