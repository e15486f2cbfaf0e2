"""From the records to what a genogram is drawn from.

The one place where the drawing meets the database. A tie that others must not be told of is left
out: the drawing is shown and printed in meetings.
"""

from collections.abc import Iterable
from datetime import date

from cases.cards import is_secret
from cases.codes import AddressKind, RelationType
from cases.genogram import model
from cases.models import Address, Person, Relationship
from cases.relation_words import relation_word

_R = RelationType
_PARENTING = {
    _R.PARENT: model.Parenting.BIRTH,
    _R.ADOPTIVE_PARENT: model.Parenting.ADOPTIVE,
    _R.STEP_PARENT: model.Parenting.STEP,
    _R.FOSTER_CARER: model.Parenting.FOSTER,
    _R.PRIVATE_FOSTER_CARER: model.Parenting.FOSTER,
    _R.KINSHIP_CARER: model.Parenting.KINSHIP,
    _R.SPECIAL_GUARDIAN: model.Parenting.GUARDIAN,
}
_CHILD = {
    _R.CHILD: _R.PARENT,
    _R.ADOPTED_CHILD: _R.ADOPTIVE_PARENT,
    _R.STEP_CHILD: _R.STEP_PARENT,
    _R.FOSTER_CHILD: _R.FOSTER_CARER,
    _R.PRIVATELY_FOSTERED_CHILD: _R.PRIVATE_FOSTER_CARER,
    _R.CHILD_IN_KINSHIP_CARE: _R.KINSHIP_CARER,
    _R.CHILD_UNDER_GUARDIANSHIP: _R.SPECIAL_GUARDIAN,
}
_COUPLES = {
    _R.MARRIED: model.Couple.MARRIED,
    _R.PARTNER: model.Couple.PARTNER,
    _R.PARTNER_APART: model.Couple.APART,
    _R.SEPARATED: model.Couple.SEPARATED,
    _R.DIVORCED: model.Couple.DIVORCED,
    _R.FORMER_PARTNER: model.Couple.FORMER,
}
_SIBLINGS = {
    _R.SIBLING: model.Siblings.FULL,
    _R.TWIN: model.Siblings.TWIN,
    _R.HALF_SIBLING: model.Siblings.HALF,
    _R.STEP_SIBLING: model.Siblings.STEP,
}
# Where somebody gets letters or spends some weeks is not their household.
_LIVED_IN = (AddressKind.HOME, AddressKind.TEMPORARY, AddressKind.PLACEMENT, AddressKind.REFUGE)


def drawn_family(
    people: Iterable[Person],
    relationships: Iterable[Relationship],
    addresses: Iterable[Address],
    *,
    on: date,
) -> model.Family:
    """`addresses` are the current ones of these people. All three are already scoped."""
    people = list(people)
    homes = _homes(addresses)
    named = {person.pk: person for person in people}
    return model.Family(
        people=tuple(_person(person, homes) for person in people),
        ties=tuple(
            _tie(one, named)
            for one in relationships
            if not one.do_not_disclose and one.subject_id in named and one.relative_id in named
        ),
        on=on,
        households=_places(homes.values()),
    )


def _homes(addresses: Iterable[Address]) -> dict[int, Address]:
    """Each person's household: their home, or where they stay for now."""
    homes: dict[int, Address] = {}
    for address in sorted(addresses, key=lambda one: (_rank(one), -one.pk)):
        if address.kind in _LIVED_IN and address.household_key:
            homes.setdefault(address.person_id, address)
    return homes


def _rank(address: Address) -> int:
    return _LIVED_IN.index(address.kind) if address.kind in _LIVED_IN else len(_LIVED_IN)


def _places(homes: Iterable[Address]) -> dict[str, str]:
    """No words for a household when any of its people's addresses must not be told."""
    homes = list(homes)
    secret = {home.household_key for home in homes if is_secret(home)}
    return {
        home.household_key: ", ".join(part for part in (home.line_1, home.town) if part)
        for home in homes
        if home.household_key not in secret
    }


def _person(person: Person, homes: dict[int, Address]) -> model.Person:
    home = homes.get(person.pk)
    return model.Person(
        key=person.pk,
        label=person.full_name,
        url=person.get_absolute_url(),
        sex=model.Sex(person.sex),
        born=person.date_of_birth,
        expected=None if person.date_of_birth else person.expected_date,
        died=person.death_date,
        household=home.household_key if home and not person.death_date else None,
    )


def _tie(one: Relationship, people: dict[int, Person]) -> model.Tie:
    kind, a, b = _R(one.kind), one.subject_id, one.relative_id
    if kind in _CHILD:
        kind, a, b = _CHILD[kind], b, a
    shape, bond, words = model.Kind.OTHER, None, ""
    if kind in _PARENTING:
        shape, bond = model.Kind.PARENT, _PARENTING[kind]
    elif kind in _COUPLES:
        shape, bond = model.Kind.COUPLE, _COUPLES[kind]
    elif kind in _SIBLINGS:
        shape, bond = model.Kind.SIBLING, _SIBLINGS[kind]
    else:
        words = _lowered(relation_word(kind, people[a]))
    return model.Tie(
        kind=shape, a=a, b=b, bond=bond, started=one.starts, ended=one.ends, words=words
    )


def _lowered(word: str) -> str:
    return word[:1].lower() + word[1:]
