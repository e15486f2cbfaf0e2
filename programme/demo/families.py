"""Kinds of family, from two married parents to a child in foster care."""

from collections.abc import Callable
from datetime import timedelta

from cases.codes import AddressKind, FamilyRole, RelationType
from programme.demo.family_parts import (
    enter,
    maybe_unborn,
    new_child,
    new_children,
    new_man,
    new_partner,
    new_woman,
    one_with_children,
    other_surname,
    tie_couple,
    two_parents,
)
from programme.demo.household import Household, new_household
from programme.demo.people import Human, Setting, some_surname
from programme.demo.places import new_dwelling
from programme.demo.wider_families import (
    adopted,
    bereaved,
    expecting,
    fostered,
    kinship,
    with_grandparents,
)
from programme.demo.world import World

_R = RelationType

# How many of each kind in a hundred families.
MIX = {
    "married": 17,
    "living_together": 13,
    "same_sex": 4,
    "one_parent": 20,
    "step": 13,
    "separated": 11,
    "with_grandparents": 5,
    "kinship": 4,
    "fostered": 5,
    "adopted": 3,
    "expecting": 3,
    "bereaved": 2,
}

_MAY_HIDE = frozenset({"one_parent", "with_grandparents", "kinship"})
_HIDING = (
    "Her former partner must not learn the address. Non-molestation order in place.",
    "The father must not be told where the children live.",
    "Moved after threats. Check with the key worker before giving this address to anyone.",
)


def new_family(
    world: World, setting: Setting, *, surname: str = "", kind: str = ""
) -> list[Household]:
    """A family of the next kind in the mix; two where the parents have a household each."""
    kind = kind or world.deal("families", MIX)
    surname = surname or some_surname(world, setting.heritage)
    household = new_household(world, setting, surname)
    if kind in _MAY_HIDE and world.chance.once_in(0.18):
        household.hidden_from = world.chance.choice(_HIDING)
        household.in_refuge = world.chance.once_in(0.3)
    return [household, *(_KINDS[kind](household, surname) or [])]


def married(household: Household, surname: str) -> None:
    mother, father, children = two_parents(household, surname, _R.MARRIED)
    maybe_unborn(household, mother, father)
    household.live_at([mother, father, *children])


def living_together(household: Household, surname: str) -> None:
    mother, father, children = two_parents(household, surname, _R.PARTNER)
    maybe_unborn(household, mother, father)
    household.live_at([mother, father, *children])


def same_sex(household: Household, surname: str) -> None:
    maker = household.world.chance.choice((new_woman, new_woman, new_man))
    one, other = (
        maker(household, surname, 27, 45),
        maker(household, other_surname(household), 27, 45),
    )
    household.add(one, FamilyRole.PARENT)
    household.add(other, FamilyRole.PARENT)
    children = new_children(household, one, surname, most=2)
    enter(household, children)
    by_adoption = one.sex == "M"
    for parent in (one, other):
        is_birth = parent is one and not by_adoption
        kind = _R.PARENT if is_birth else _R.ADOPTIVE_PARENT
        for child in children:
            household.tie(parent, kind, child, responsible=True)
    household.tie_siblings(children)
    tie_couple(household, one, other, _R.MARRIED)
    household.live_at([one, other, *children])


def one_parent(household: Household, surname: str) -> None:
    one_with_children(household, surname)


def step(household: Household, surname: str) -> None:
    """A mother with children of an earlier partner, a step-father, and sometimes his or theirs."""
    chance = household.world.chance
    mother = new_woman(household, other_surname(household), 27, 46)
    father = new_partner(household, mother, surname)
    partner = new_man(household, other_surname(household), 25, 52)
    household.add(mother, FamilyRole.PARENT)
    household.add(father, FamilyRole.PARENT)
    household.add(partner, FamilyRole.STEP_PARENT)
    children = new_children(household, mother, surname, most=3)
    enter(household, children)
    household.tie_parent(mother, children)
    household.tie_parent(father, children, responsible=chance.once_in(0.75))
    household.tie_siblings(children)
    for child in children:
        household.tie(partner, _R.STEP_PARENT, child, responsible=chance.once_in(0.08))
    tie_couple(household, mother, father, chance.choice((_R.DIVORCED, _R.FORMER_PARTNER)))
    tie_couple(household, mother, partner, chance.choice((_R.MARRIED, _R.PARTNER)))
    together = _shared_child(household, mother, partner, children)
    own = _step_sibling(household, partner, children)
    household.live_at([mother, partner, *children, *together, *own])
    household.live_at([father], new_dwelling(chance, household.setting.authority))


def _shared_child(
    household: Household, mother: Human, partner: Human, others: list[Human]
) -> list[Human]:
    chance = household.world.chance
    latest = household.setting.opened - timedelta(days=30)
    earliest = max((child.born for child in others if not child.is_unborn), default=latest)
    earliest += timedelta(days=450)
    if earliest > latest or not chance.once_in(0.5):
        return []
    born = chance.day(earliest, latest)
    child = new_child(household, born, partner.surname, {c.forename.split()[0] for c in others})
    household.add(child, FamilyRole.CHILD)
    household.tie_parent(mother, [child])
    household.tie_parent(partner, [child])
    for other in others:
        household.tie(other, _R.HALF_SIBLING, child)
    return [child]


def _step_sibling(household: Household, partner: Human, others: list[Human]) -> list[Human]:
    if not household.world.chance.once_in(0.3):
        return []
    child = new_children(household, partner, partner.surname, most=1)[0]
    household.add(child, FamilyRole.OTHER_CHILD)
    household.tie_parent(partner, [child])
    for other in others:
        household.tie(child, _R.STEP_SIBLING, other)
    return [child]


def separated(household: Household, surname: str) -> list[Household]:
    """Two parents apart, children in both homes; often a second family around the father."""
    world, chance = household.world, household.world.chance
    mother = new_woman(household, surname, 26, 46)
    father = new_partner(household, mother, surname)
    household.add(mother, FamilyRole.PARENT)
    household.add(father, FamilyRole.PARENT)
    children = new_children(household, mother, surname)
    enter(household, children)
    household.tie_parent(mother, children)
    household.tie_parent(father, children)
    household.tie_siblings(children)
    apart = world.before_today(200, 1800)
    began = min(child.born for child in children) - timedelta(days=700)
    was = chance.choice((_R.MARRIED, _R.PARTNER))
    household.tie(mother, was, father, starts=began, ends=max(apart, began))
    now = _R.SEPARATED if was == _R.PARTNER else chance.choice((_R.SEPARATED, _R.DIVORCED))
    household.tie(mother, now, father, starts=max(apart, began))
    his = new_dwelling(chance, household.setting.authority)
    household.live_at([mother, *children], since=max(apart, began))
    household.live_at([father], his)
    household.live_at(children, his, kind=AddressKind.SECOND_HOME, since=max(apart, began))
    if not chance.once_in(0.5):
        return []
    return [_second_family(household, father, children, his)]


def _second_family(household: Household, father: Human, children: list[Human], home) -> Household:
    world = household.world
    other = new_household(world, household.setting, father.surname, home=home)
    partner = new_woman(other, other_surname(other), 22, 42)
    other.add(father, FamilyRole.PARENT)
    other.add(partner, FamilyRole.PARTNER)
    for child in children:
        other.add(child, FamilyRole.CHILD)
        other.tie(partner, _R.STEP_PARENT, child)
    tie_couple(other, father, partner, _R.PARTNER)
    others = _shared_child(other, partner, father, children)
    other.live_at([partner, *others], home)
    return other


_KINDS: dict[str, Callable[[Household, str], list[Household] | None]] = {
    "married": married,
    "living_together": living_together,
    "same_sex": same_sex,
    "one_parent": one_parent,
    "step": step,
    "separated": separated,
    "with_grandparents": with_grandparents,
    "kinship": kinship,
    "fostered": fostered,
    "adopted": adopted,
    "expecting": expecting,
    "bereaved": bereaved,
}
