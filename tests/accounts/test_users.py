"""System administrators open and close accounts, within their own authorities."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.access import Role
from accounts.models import Membership, User
from tests import factories
from tests.cast import sign_in


@pytest.fixture
def client(administrator):
    return sign_in(administrator)


def details(user, **changes) -> dict:
    return {"name": user.name, "email": user.email, "kind": user.kind, **changes}


def test_new_account_gets_its_role_and_a_link_to_set_a_password(client, edge_team):
    today = timezone.localdate()
    response = client.post(
        "/account/users/add/",
        {
            "name": "New Person",
            "email": "New.Person@strands.example",
            "kind": "staff",
            "team": edge_team.pk,
            "role": Role.PRACTITIONER,
            "starts_day": today.day,
            "starts_month": today.month,
            "starts_year": today.year,
        },
    )
    user = User.objects.get(email="new.person@strands.example")
    assert response["Location"] == f"/account/users/{user.pk}/"
    assert not user.has_usable_password()
    assert user.memberships.get().role == Role.PRACTITIONER
    assert mail.outbox[0].to == [user.email]


def test_second_account_with_one_address_is_refused_beside_the_field(client, worker, edge_team):
    page = client.post(
        "/account/users/add/", {"name": "Again", "email": worker.email.upper(), "kind": "staff"}
    ).content.decode()
    assert "already has an account with this email address" in page
    assert 'value="Again"' in page


def test_list_is_filtered_by_role(client, worker, manager):
    page = client.get("/account/users/?role=team_manager").content.decode()
    assert manager.name in page
    assert worker.name not in page


def test_ended_role_counts_no_more(client, worker):
    membership = worker.memberships.get()
    client.post(f"/account/users/{worker.pk}/roles/{membership.pk}/end/")
    assert User.objects.get(pk=worker.pk).grants == ()


def test_role_that_ended_long_ago_is_not_lengthened_by_ending_it_again(client, worker):
    today = timezone.localdate()
    membership = worker.memberships.get()
    starts, ends = today - timedelta(days=90), today - timedelta(days=30)
    Membership.objects.filter(pk=membership.pk).update(starts=starts, ends=ends)
    client.post(f"/account/users/{worker.pk}/roles/{membership.pk}/end/")
    membership.refresh_from_db()
    assert membership.ends == ends


def test_role_that_has_not_begun_is_taken_away(client, worker, fit_team):
    ahead = timezone.localdate() + timedelta(days=9)
    later = factories.join(worker, fit_team, starts=ahead)
    client.post(f"/account/users/{worker.pk}/roles/{later.pk}/end/")
    assert not Membership.objects.filter(pk=later.pk).exists()


def test_closed_account_cannot_sign_in_and_can_be_opened_again(client, worker):
    there = sign_in(worker)
    client.post(f"/account/users/{worker.pk}/active/")
    assert there.get("/").status_code == 302
    client.post(f"/account/users/{worker.pk}/active/")
    assert User.objects.get(pk=worker.pk).is_active


def test_administrator_changes_neither_their_own_roles_nor_their_own_account(client, administrator):
    own = administrator.memberships.get()
    client.post(f"/account/users/{administrator.pk}/roles/{own.pk}/end/")
    client.post(f"/account/users/{administrator.pk}/active/")
    own.refresh_from_db()
    administrator.refresh_from_db()
    assert own.ends is None
    assert administrator.is_active


def test_account_with_a_role_elsewhere_is_not_taken_over(client, worker, wight):
    factories.join(worker, factories.make_team(wight, strand="edge", name="Edge Newport"))
    address = worker.email
    page = client.post(
        f"/account/users/{worker.pk}/", details(worker, email="taken@strands.example")
    )
    assert "also has a role in another authority" in page.content.decode()
    client.post(f"/account/users/{worker.pk}/active/")
    worker.refresh_from_db()
    assert (worker.email, worker.is_active) == (address, True)


def test_details_are_saved(client, worker):
    client.post(f"/account/users/{worker.pk}/", details(worker, job_title="Key worker"))
    worker.refresh_from_db()
    assert worker.job_title == "Key worker"


def test_account_of_the_other_authority_is_not_there(client, neighbour):
    assert client.get(f"/account/users/{neighbour.pk}/").status_code == 404
