"""Who may see which family: the rules every queryset of case data is built from.

Two circles. *Findable*: staff of an authority may learn that a person or family exists, which
strands know them and whom to ask. *Openable*: content, for the strand and authority of one's
roles, or where allocated. A restricted family is in neither, except for the people named on it;
someone named as not to see a family is outside both whatever their role.
"""

from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.access import Action, Reach, reach


def within(where: Reach, *, authority: str = "authority_id", strand: str = "strand") -> Q:
    """Rows inside this reach. An empty reach matches nothing."""
    condition = Q(**{f"{authority}__in": sorted(where.authorities)})
    by_strand: dict[str, list[int]] = {}
    for authority_id, slug in sorted(where.strands):
        if slug and authority_id not in where.authorities:
            by_strand.setdefault(slug, []).append(authority_id)
    for slug, authority_ids in by_strand.items():
        condition |= Q(**{strand: slug, f"{authority}__in": authority_ids})
    return condition


def named_on(user, family: str, kind: str) -> Exists:
    """Does a current entry of this kind name the user on the family? `family` is the path to its id."""
    access = apps.get_model("cases", "FamilyAccess")
    return Exists(access.objects.current().filter(family=OuterRef(family), user=user, kind=kind))


def open_to(user, family: str = "family_id", restricted: str = "family__restricted") -> Q:
    """The family is neither restricted against this user nor denied to them."""
    return (Q(**{restricted: False}) | Q(named_on(user, family, "allow"))) & ~Q(
        named_on(user, family, "deny")
    )


def cases_reached_by(user) -> Q:
    """For a queryset of cases: own strand and authority, allocated, or offered to the user.

    Only half of the rule: the family may still be closed to them (`open_to`).
    """
    where = reach(user, Action.OPEN)
    if not where:
        return Q(pk__in=[])
    allocation = apps.get_model("cases", "Allocation")
    transfer = apps.get_model("cases", "Transfer")
    workers = sorted(user.stands_in_for)
    allocated = allocation.objects.filter(case=OuterRef("pk"), worker__in=workers).active(
        on=timezone.localdate()
    )
    offered = transfer.objects.waiting().filter(case=OuterRef("pk"), to_worker__in=workers)
    return within(where) | Q(Exists(allocated)) | Q(Exists(offered))


def families_reached_by(user) -> Q:
    """For a queryset of families: one with a case the user reaches, or with none, in the authority.

    Only half of the rule, like `cases_reached_by`, so that people ask about closed families once.
    """
    where = reach(user, Action.OPEN)
    if not where:
        return Q(pk__in=[])
    case = apps.get_model("cases", "Case")
    cases = case.objects.filter(family=OuterRef("pk"))
    unclaimed = Q(authority_id__in=where.all_authorities) & ~Q(Exists(cases))
    return Q(Exists(cases.filter(cases_reached_by(user)))) | unclaimed


def hidden_people(user, person: str = "pk") -> Exists:
    """For a queryset of people: now or once a member of a family that is closed to this user."""
    membership = apps.get_model("cases", "FamilyMembership")
    rows = membership.objects.filter(person=OuterRef(person)).exclude(open_to(user))
    return Exists(rows)
