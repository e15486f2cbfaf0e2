"""Each demonstration user can sign in as the page says."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.access import Action, Role, may
from accounts.models import User
from cases.models import Case, Family, Transfer
from cases.referrals_made import latest_made_by
from programme.demo import users
from programme.demo.sign_ins import demo_users, demonstration_code
from programme.demo.users import PASSWORD


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", scale=0.2, verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def programme(loaded, db, settings):
    settings.DEMO_MODE = True
    cache.clear()


def the(who) -> User:
    return User.objects.get(email=who.email)


def test_every_role_can_be_signed_in_as(programme):
    assert {role for user, _, _ in demo_users() for role in user.roles} == set(Role)


def test_sign_ins_are_listed_in_demonstration_mode_only(programme, settings):
    assert len(demo_users()) == len(users.DEMO_USERS)
    settings.DEMO_MODE = False
    assert demo_users() == []


@pytest.mark.parametrize("who", users.DEMO_USERS, ids=lambda who: who.name)
def test_demonstration_user_signs_in(programme, who):
    client = Client()
    response = client.post(reverse("account_login"), {"login": who.email, "password": PASSWORD})
    if the(who).must_use_second_factor:
        assert response.url == reverse("mfa_authenticate")
        response = client.post(response.url, {"code": demonstration_code()})
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(the(who).pk)


def test_code_of_the_second_step_is_right_for_all_who_need_it(programme):
    needing = [user for user, _, _ in demo_users() if user.must_use_second_factor]
    assert needing
    for user in needing:
        totp = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
        assert TOTP(totp).validate_code(demonstration_code())
        assert Authenticator.objects.filter(
            user=user, type=Authenticator.Type.RECOVERY_CODES
        ).exists()


def test_priya_has_offered_a_case_to_owen(programme):
    transfer = Transfer.objects.waiting().get(
        from_worker=the(users.PRIYA), to_worker=the(users.OWEN)
    )
    assert Case.objects.for_user(the(users.OWEN)).filter(pk=transfer.case_id).exists()


def test_joe_is_matched_and_opens_nothing_else(programme):
    joe = the(users.JOE)
    assert Case.objects.open_().allocated_to([joe.pk]).exists()
    assert not Family.objects.for_user(joe).exists()


def test_ruth_sees_what_became_of_her_referrals(programme):
    made = {row.about: row.outcome for row in latest_made_by(the(users.RUTH))}
    assert made == {
        "Shaun Ellerby": "Accepted",
        "Tilly Marchbank": "Waiting",
    }


def test_deputy_sees_the_work_of_the_absent(programme):
    away, deputy = the(users.ABSENT), the(users.DEPUTY)
    assert away.pk in deputy.stands_in_for
    assert Case.objects.open_().allocated_to([away.pk]).exists()


def test_the_other_authority_is_not_there_for_sian(programme):
    assert may(the(users.SIAN), Action.OPEN)
    families = Family.objects.for_user(the(users.SIAN))
    assert set(families.values_list("authority__dfe_code", flat=True)) == {"921"}


def test_command_prints_emails_password_and_code(programme, capsys):
    call_command("demo_sign_ins")
    said = capsys.readouterr().out
    for who in users.DEMO_USERS:
        assert who.email in said
    assert PASSWORD in said
    assert demonstration_code() in said
