"""Every address × every role × where the record lies, against the table written by hand."""

from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from accounts.access import Role
from tests import factories
from tests.access import records
from tests.access.places import ANONYMOUS, OWN, PLACES, Page
from tests.access.registry import DEVELOPERS_ONLY, OPEN_TO_ANYONE, OWN_ACCOUNT, PAGES
from tests.cast import member, sign_in

# Looking is asked of everybody everywhere; sending, outside one's own place, of those who might.
SENDERS = (Role.PRACTITIONER, Role.PROGRAMME_MANAGER)


def addresses(patterns=None, namespace=""):
    """(name, pattern) of every address the site answers."""
    for pattern in patterns or get_resolver().url_patterns:
        if hasattr(pattern, "url_patterns"):
            inside = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, inside)
        else:
            yield f"{namespace}{pattern.name or ''}", pattern


def is_listed(name: str, pattern) -> bool:
    redirect_only = pattern.name is None
    return name in PAGES or name in DEVELOPERS_ONLY or name.startswith(OWN_ACCOUNT) or redirect_only


def test_every_address_has_an_expectation():
    assert [name for name, pattern in addresses() if not is_listed(name, pattern)] == []


def test_every_expectation_has_an_address():
    names = {name for name, _ in addresses()}
    assert set(PAGES) <= names
    assert names >= OPEN_TO_ANYONE


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_view_of_ours_has_a_gate(name):
    view = dict(addresses())[name].callback
    assert getattr(view, "gate", None) is not None


def test_only_the_named_pages_open_without_signing_in():
    opened = {
        name
        for name, pattern in addresses()
        if not getattr(pattern.callback, "login_required", True)
    }
    assert opened - DEVELOPERS_ONLY == OPEN_TO_ANYONE


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Everybody and, in each place, one of everything. Shared by the module, rolled back after."""
    with django_db_blocker.unblock(), transaction.atomic():
        hampshire = factories.make_authority("850", "Hampshire")
        edge = factories.make_team(hampshire, strand="edge", name="Edge of care Havant")
        worker = factories.make_user("Key Worker", team=edge)
        users = {role: member(f"{role.label} Person", edge, role) for role in Role}
        yield World(
            clients={
                ANONYMOUS: Client(),
                **{role: sign_in(user) for role, user in users.items()},
            },
            places={place: records.build(place, worker=worker) for place in PLACES},
            own={role: records.belonging_to(user) for role, user in users.items()},
        )
        transaction.set_rollback(True)


@dataclass(frozen=True)
class World:
    clients: dict
    places: dict
    own: dict

    def asked(self, page: Page, role: str, place: str) -> list[tuple]:
        """The arguments to ask the address with: of the place, or of the reader's own things.

        A page that serves many kinds of record is asked for every kind by a practitioner and for
        one by the others: they share one view, and the kinds differ only in what they show.
        """
        if page.about is None:
            return [()]
        if page.about_the_reader:
            return self.own.get(role, self.own[Role.PRACTITIONER])[page.about]
        every_kind = self.places[place][page.about]
        return every_kind if role == Role.PRACTITIONER else every_kind[:1]

    def everything(self, name: str):
        """(role, place, address) for every combination."""
        page = PAGES[name]
        for role in (ANONYMOUS, *Role):
            for place in PLACES[:1] if page.about_the_reader else PLACES:
                for arguments in self.asked(page, role, place):
                    yield role, place, reverse(name, args=arguments)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(PAGES))
def test_page_answers_each_reader_as_agreed(name, world):
    wrong = []
    for role, place, address in world.everything(name):
        expected = PAGES[name].looking(role, place)
        status = world.clients[role].get(address).status_code
        if status != expected:
            wrong.append(f"{role} on {address} ({place}): {status}, not {expected}")
    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(PAGES))
def test_sending_a_form_is_refused_like_looking_at_it(name, world):
    """Whoever may not look may not send either; whoever may gets an answer, never a fault."""
    wrong = []
    for role, place, address in world.everything(name):
        if role not in SENDERS and place != OWN:
            continue
        with transaction.atomic():
            status = world.clients[role].post(address).status_code
            transaction.set_rollback(True)
        expected = PAGES[name].sending(role, place)
        # A page that takes no forms at all may say so first: that tells nothing.
        if status >= 500 or (expected and status not in (expected, 405)):
            wrong.append(f"{role} on {address} ({place}): {status}, not {expected}")
    assert wrong == []
