"""Recording how two people are related: one row, whichever of them it was entered from."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from cases.codes import RELATIONS, RelationType, inverse_of
from cases.models import Person, Relationship
from cases.services.facts import add_fact
from cases.services.refusals import Refused

ALREADY = "relationship_recorded_once"


def allows_responsibility(kind: str) -> bool:
    """Whether either side of this relation can hold parental responsibility for the other."""
    relation = RELATIONS[RelationType(kind)]
    return relation.parental_responsibility or RELATIONS[relation.inverse].parental_responsibility


@transaction.atomic
def add_relationship(
    *,
    person: Person,
    other: Person,
    kind: str,
    by,
    parental_responsibility: bool = False,
    do_not_disclose: bool = False,
    starts: date | None = None,
    ends: date | None = None,
) -> Relationship:
    """`other` is `kind` of `person`. Kept from the elder's or carer's side where there is one."""
    # Locked in one order, so that the same tie entered from both ends at once is found once.
    list(Person.objects.select_for_update().filter(pk__in=[person.pk, other.pk]).order_by("pk"))
    subject, relative = other, person
    if RELATIONS[inverse_of(kind)].downwards and not RELATIONS[RelationType(kind)].downwards:
        subject, relative, kind = person, other, inverse_of(kind)
    _refuse_repeated(subject, relative, kind, ends)
    return add_fact(
        Relationship(
            subject=subject,
            relative=relative,
            kind=kind,
            parental_responsibility=parental_responsibility,
            do_not_disclose=do_not_disclose,
            starts=starts,
            ends=ends,
        ),
        by=by,
    )


def _refuse_repeated(subject: Person, relative: Person, kind: str, ends: date | None) -> None:
    """The database refuses the same row twice; this also sees it written the other way round."""
    if ends is not None:
        return
    same = Q(subject=subject, relative=relative, kind=kind)
    turned = Q(subject=relative, relative=subject, kind=inverse_of(kind))
    if Relationship.objects.filter(same | turned, ends=None).exists():
        raise Refused("This relationship is already recorded.", constraint=ALREADY)
