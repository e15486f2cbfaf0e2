"""What people may not change about their own account: system administrators look after addresses."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import User
from tests.cast import sign_in


@pytest.mark.parametrize(
    "address", ["/account/email/", "/account/3rdparty/", "/account/social/connections/"]
)
def test_nobody_changes_how_they_are_known_by_themselves(address, worker):
    client = sign_in(worker)
    assert client.get(address).status_code in (301, 404)
    assert client.get(address, follow=True).status_code == 404
    sent = {"email": "other@strands.example", "action_add": ""}
    assert client.post(address, sent, follow=True).status_code == 404
    assert not EmailAddress.objects.exists()


def test_old_address_signs_nobody_in_once_an_administrator_changed_it(worker, administrator):
    """Single sign-on notes the address it was opened with; a new one takes its place."""
    old = worker.email
    EmailAddress.objects.create(user=worker, email=old, verified=True, primary=True)
    changed = {"name": worker.name, "email": "priya.new@strands.example", "kind": User.Kind.STAFF}
    sent = sign_in(administrator).post(f"/account/users/{worker.pk}/", changed)
    assert sent.status_code == 302
    typed = {"login": old, "password": "correct horse battery"}
    assert Client().post("/account/login/", typed).status_code == 200
    typed["login"] = "priya.new@strands.example"
    assert Client().post("/account/login/", typed).status_code == 302


@pytest.mark.parametrize("who", ["volunteer", "partner"])
def test_who_cannot_arrange_cover_is_not_told_who_works_here(who, request, worker, colleague):
    client = sign_in(request.getfixturevalue(who))
    assert client.get("/account/cover/").status_code == 403
