"""The same people in every test: who they are says what they should be able to do.

`worker` is an edge of care practitioner in Hampshire. `colleague` is in the same team; `visitor`
in another strand of the same authority; `neighbour` in the same strand of the other authority.
Each of the other roles is there once.
"""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from accounts.access import SECOND_FACTOR_ROLES, Role
from accounts.models import User
from tests import factories


@pytest.fixture
def hampshire(db):
    return factories.make_authority("850", "Hampshire")


@pytest.fixture
def wight(db):
    return factories.make_authority("921", "Isle of Wight")


@pytest.fixture
def edge_team(hampshire):
    return factories.make_team(hampshire, strand="edge", name="Edge of care Havant")


@pytest.fixture
def fit_team(hampshire):
    return factories.make_team(hampshire, strand="fit", name="FIT Gosport")


def member(name: str, team, role: str = Role.PRACTITIONER, **fields) -> User:
    """A user of this role, with the second factor its role needs."""
    user = factories.make_user(name, team=team, role=role, **fields)
    if role in SECOND_FACTOR_ROLES:
        TOTP.activate(user, generate_totp_secret())
    return user


def sign_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def worker(edge_team):
    return member("Priya Shah", edge_team)


@pytest.fixture
def colleague(edge_team):
    return member("Tom Reed", edge_team)


@pytest.fixture
def visitor(fit_team):
    return member("Sade Okoro", fit_team)


@pytest.fixture
def neighbour(wight):
    return member("Nell Orchard", factories.make_team(wight, strand="edge", name="Edge Newport"))


@pytest.fixture
def social_worker(hampshire):
    return member(
        "Ali Karim", factories.make_team(hampshire, strand="", name="Social work Fareham")
    )


@pytest.fixture
def manager(edge_team):
    return member("Jo Pike", edge_team, Role.TEAM_MANAGER)


@pytest.fixture
def programme_manager(hampshire):
    team = factories.make_team(hampshire, strand="", name="Programme office")
    return member("Grace Hall", team, Role.PROGRAMME_MANAGER)


@pytest.fixture
def coordinator(hampshire):
    team = factories.make_team(hampshire, strand="volunteers", name="Volunteering Hampshire")
    return member("Dee Foster", team, Role.VOLUNTEER_COORDINATOR)


@pytest.fixture
def volunteer(hampshire):
    team = factories.make_team(hampshire, strand="volunteers", name="Volunteering Hampshire")
    return member("Vic Lane", team, Role.VOLUNTEER, kind=User.Kind.VOLUNTEER)


@pytest.fixture
def partner(hampshire):
    team = factories.make_team(hampshire, strand="edge", name="Partner schools")
    return member("Pat Brook", team, Role.PARTNER, kind=User.Kind.PARTNER)


@pytest.fixture
def analyst(hampshire):
    team = factories.make_team(hampshire, strand="", name="Programme office")
    return member("Ana Wells", team, Role.ANALYST)


@pytest.fixture
def governance(hampshire):
    team = factories.make_team(hampshire, strand="", name="Programme office")
    return member("Iggy Marsh", team, Role.INFORMATION_GOVERNANCE)


@pytest.fixture
def administrator(hampshire):
    team = factories.make_team(hampshire, strand="", name="Programme office")
    return member("Sam Stone", team, Role.SYSTEM_ADMINISTRATOR)
