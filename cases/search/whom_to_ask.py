"""Whom to ask about people one may find but not open, and about records one may not even find."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F

from accounts.access import Action, Role, reach
from accounts.models import Membership, User
from cases.codes import AllocationRole
from cases.models import Allocation, Case, Family, FamilyMembership
from cases.strand import strand_named
from cases.visibility import open_to


@dataclass(frozen=True)
class Contact:
    """Somebody, or a team, to speak to."""

    name: str
    team: str = ""
    telephone: str = ""

    def __str__(self) -> str:
        return ", ".join(part for part in (self.name, self.team, self.telephone) if part)


@dataclass(frozen=True)
class Knows:
    """A strand that knows a person: still, or before, and whom to ask there."""

    strand: str
    is_open: bool
    contact: Contact | None


def families_of(people: list[int], user) -> dict[int, list[Family]]:
    """Families each findable person is in now or was in, of the authorities the user works in.

    Somebody findable is in no family that is closed to the user (see `cases.visibility`).
    """
    rows = (
        FamilyMembership.objects.filter(
            person__in=people,
            family__authority_id__in=reach(user, Action.FIND).all_authorities,
        )
        .select_related("family")
        .order_by("person", F("ends").desc(nulls_first=True), "pk")
    )
    found: dict[int, list[Family]] = defaultdict(list)
    for row in rows:
        if row.family not in found[row.person_id]:
            found[row.person_id].append(row.family)
    return found


def strands_knowing(families: dict[int, list[Family]]) -> dict[int, list[Knows]]:
    """For each person, the strands that work or worked with their families. Two queries."""
    ids = {family.pk for known in families.values() for family in known}
    cases = list(
        Case.objects.filter(family__in=ids).select_related("team").order_by("-referred_on", "-pk")
    )
    workers = {
        allocation.case_id: allocation.worker
        for allocation in Allocation.objects.current()
        .filter(case__in=[case.pk for case in cases], role=AllocationRole.KEY_WORKER)
        .select_related("worker")
    }
    by_family: dict[int, list[Case]] = defaultdict(list)
    for case in cases:
        by_family[case.family_id].append(case)
    return {
        person: _known([case for family in known for case in by_family[family.pk]], workers)
        for person, known in families.items()
    }


def _known(cases: list[Case], workers: dict[int, User]) -> list[Knows]:
    """One entry a strand, the open case before the closed ones."""
    found: dict[str, Knows] = {}
    for case in sorted(cases, key=lambda case: not case.is_open):
        found.setdefault(
            case.strand,
            Knows(strand_named(case.strand).name, case.is_open, _contact(case, workers)),
        )
    return list(found.values())


def _contact(case: Case, workers: dict[int, User]) -> Contact | None:
    worker, team = workers.get(case.pk), case.team
    if worker is not None:
        telephone = worker.telephone or (team.telephone if team else "")
        return Contact(worker.name, team.name if team else "", telephone)
    return Contact(team.name, telephone=team.telephone) if team else None


def contact_about(person: int, user) -> Contact | None:
    """Whom to ask about a record that is closed to this user.

    The person the family names for this; else somebody in information governance, who can
    answer without giving away which team works with the family.
    """
    closed = (
        Family.objects.filter(memberships__person=person)
        .exclude(open_to(user, family="pk", restricted="restricted"))
        .select_related("restricted_contact")
        .order_by("-restricted", "pk")
    )
    named = [family.restricted_contact for family in closed if family.restricted_contact]
    for contact in named:
        if contact.is_active and contact.pk != user.pk:
            return _of_user(contact)
    authorities = {family.authority_id for family in closed}
    keepers = User.objects.holding(Role.INFORMATION_GOVERNANCE).filter(
        memberships__team__authority__in=authorities
    )
    keeper = keepers.exclude(pk=user.pk).order_by("name", "pk").first()
    return _of_user(keeper) if keeper else None


def _of_user(user: User) -> Contact:
    membership = (
        Membership.objects.current().filter(user=user).select_related("team").order_by("pk").first()
    )
    team = membership.team if membership else None
    telephone = user.telephone or (team.telephone if team else "")
    return Contact(user.name, team.name if team else "", telephone)
