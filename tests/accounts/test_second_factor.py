"""Roles that can export or see across strands must have a second factor; others may."""

import pytest
from allauth.mfa.models import Authenticator

from accounts.access import ACROSS_STRANDS, ALLOWED, SECOND_FACTOR_ROLES, Action, Role
from tests.cast import sign_in


def test_roles_needing_a_second_factor_are_those_that_export_or_span_strands():
    expected = {role for role in Role if Action.EXPORT in ALLOWED[role] or role in ACROSS_STRANDS}
    assert expected == SECOND_FACTOR_ROLES
    assert Role.PRACTITIONER not in expected


@pytest.mark.parametrize("who", ["programme_manager", "analyst", "governance", "administrator"])
def test_without_it_every_page_leads_to_setting_it_up(who, request):
    user = request.getfixturevalue(who)
    Authenticator.objects.filter(user=user).delete()
    client = sign_in(user)
    assert client.get("/account/cover/")["Location"] == "/account/2fa/"
    assert client.get("/account/2fa/").status_code == 200
    assert client.get("/account/2fa/totp/activate/").status_code in (200, 302)


def test_with_it_pages_open(programme_manager):
    assert sign_in(programme_manager).get("/account/cover/").status_code == 200


def test_practitioner_needs_none(worker):
    assert sign_in(worker).get("/account/cover/").status_code == 200


def test_password_alone_does_not_sign_a_programme_manager_in(client, programme_manager):
    response = client.post(
        "/account/login/",
        {"login": programme_manager.email, "password": "correct horse battery"},
    )
    assert response["Location"].startswith("/account/2fa/authenticate/")
    assert client.get("/account/cover/").status_code == 302
