"""Whose requests are measured."""

from django.test import Client

from accounts.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def practitioner() -> User:
    """An edge of care practitioner of the made-up programme, as a new request sees her."""
    return User.objects.get(email="priya.shah@strands.example")


def signed_in(user: User) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend=BACKEND)
    return client
