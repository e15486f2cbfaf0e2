"""Restricting a family to named people, lifting it, and the two lists of names."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from cases.models import Family, FamilyAccess
from cases.services.facts import add_fact, change_fact


@transaction.atomic
def restrict(
    *, family: Family, contact, allow: Iterable, reason: str, by, seen_version: int
) -> Family:
    """From now on only the named see the family. The contact is always one of them."""
    family.restricted, family.restricted_contact = True, contact
    change_fact(
        family, by=by, seen_version=seen_version, fields=["restricted", "restricted_contact"]
    )
    listed = set(_current(family).values_list("user_id", flat=True))
    for user in {person.pk: person for person in (contact, *allow)}.values():
        if user.pk not in listed:
            name_on_list(family=family, user=user, kind="allow", reason=reason, by=by)
    return family


@transaction.atomic
def lift(*, family: Family, by, seen_version: int) -> Family:
    """Open again to whoever may open it by their role. Those who must not see it still must not."""
    family.restricted, family.restricted_contact = False, None
    change_fact(
        family, by=by, seen_version=seen_version, fields=["restricted", "restricted_contact"]
    )
    for entry in _current(family).filter(kind=FamilyAccess.Kind.ALLOW).select_for_update():
        _end(entry, by)
    return family


def name_on_list(*, family: Family, user, kind: str, reason: str, by) -> FamilyAccess:
    """Raises Refused when the person is on one of the lists already."""
    return add_fact(FamilyAccess(family=family, user=user, kind=kind, reason=reason), by=by)


@transaction.atomic
def take_off_list(*, entry: FamilyAccess, by) -> FamilyAccess:
    current = FamilyAccess.objects.select_for_update().get(pk=entry.pk)
    if current.ends is None:
        _end(current, by)
    return current


def _current(family: Family):
    return FamilyAccess.objects.filter(family=family, ends=None)


def _end(entry: FamilyAccess, by) -> None:
    """Taken away at once: a last day still counts, so the last day was yesterday."""
    yesterday = timezone.localdate() - timedelta(days=1)
    fields = ["ends"]
    entry.ends = yesterday
    if entry.starts and entry.starts > yesterday:
        entry.starts = yesterday
        fields.append("starts")
    change_fact(entry, by=by, seen_version=entry.version, fields=fields)
