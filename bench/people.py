"""Whose requests are measured."""

from accounts.models import User


def practitioner() -> User:
    """An edge of care practitioner of the made-up programme, as a new request sees her."""
    return User.objects.get(email="priya.shah@strands.example")
