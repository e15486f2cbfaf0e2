"""Families in which others than the parents matter most: elders, carers, adopters, those who died."""

from datetime import timedelta

from cases.codes import AddressKind, FamilyRole, NameKind, Placement, RelationType
from cases.models import ContactDetail
from programme.demo.family_parts import (
    enter,
    new_children,
    new_man,
    new_partner,
    new_unborn,
    new_woman,
    one_with_children,
    other_surname,
    tie_couple,
    two_parents,
)
from programme.demo.household import Household
from programme.demo.people import YEAR, Human, add_name
from programme.demo.places import new_dwelling

_R = RelationType


def with_grandparents(household: Household, surname: str) -> None:
    parent, children = one_with_children(household, surname)
    world = household.world
    grandmother = new_woman(household, parent.surname, 46, 74)
    household.add(grandmother, FamilyRole.GRANDPARENT)
    if _could_be_parent(grandmother, parent):
        household.tie_parent(grandmother, [parent], responsible=False)
    household_of = [grandmother]
    if world.chance.once_in(0.5):
        grandfather = new_man(household, parent.surname, 48, 78)
        household.add(grandfather, FamilyRole.GRANDPARENT)
        if _could_be_parent(grandfather, parent):
            household.tie_parent(grandfather, [parent], responsible=False)
        tie_couple(household, grandmother, grandfather, _R.MARRIED)
        household_of.append(grandfather)
    for elder in household_of:
        for child in children:
            household.tie(elder, _R.GRANDPARENT, child)
    household.live_at(household_of)


def _could_be_parent(elder: Human, younger: Human) -> bool:
    return (younger.born - elder.born).days > 16 * YEAR


def kinship(household: Household, surname: str) -> None:
    """Children who live with a grandmother or an aunt, their mother known but elsewhere."""
    world, chance = household.world, household.world.chance
    mother = new_woman(household, surname, 22, 44)
    is_aunt = chance.once_in(0.3)
    age = mother.age_on(world.today)
    carer = new_woman(
        household, surname, *((age + 2, age + 9) if is_aunt else (age + 18, age + 30))
    )
    children = new_children(household, mother, surname, most=3)
    household.add(mother, FamilyRole.PARENT)
    household.add(carer, FamilyRole.CARER)
    enter(household, children)
    household.tie_parent(mother, children)
    household.tie_siblings(children)
    if is_aunt:
        household.tie(mother, _R.SIBLING, carer)
    else:
        household.tie_parent(carer, [mother], responsible=False)
    is_guardian = chance.once_in(0.5)
    caring = _R.SPECIAL_GUARDIAN if is_guardian else _R.KINSHIP_CARER
    for child in children:
        household.tie(carer, _R.AUNT_OR_UNCLE if is_aunt else _R.GRANDPARENT, child)
        household.tie(carer, caring, child, responsible=is_guardian)
    household.live_at([carer, *children])
    household.live_at([mother], new_dwelling(chance, household.setting.authority))
    household.placement = "" if is_guardian else Placement.KIN_OTHER


def fostered(household: Household, surname: str) -> None:
    """Children looked after by foster carers, with their birth parents on the record."""
    world, chance = household.world, household.world.chance
    mother = new_woman(household, surname, 22, 44)
    father = new_partner(household, mother, other_surname(household))
    household.add(mother, FamilyRole.PARENT)
    household.add(father, FamilyRole.PARENT)
    children = new_children(household, mother, surname, most=2)
    enter(household, children)
    household.tie_parent(mother, children)
    household.tie_parent(father, children, responsible=chance.once_in(0.6))
    household.tie_siblings(children)
    tie_couple(household, mother, father, chance.choice((_R.PARTNER, _R.FORMER_PARTNER)))
    carers_name = other_surname(household)
    carers = [new_woman(household, carers_name, 38, 62)]
    if chance.once_in(0.7):
        carers.append(new_man(household, carers_name, 38, 64))
        tie_couple(household, carers[0], carers[1], _R.MARRIED)
    since = world.before_today(60, 900)
    for carer in carers:
        household.add(carer, FamilyRole.CARER, starts=since)
        for child in children:
            household.tie(carer, _R.FOSTER_CARER, child, starts=max(since, child.born))
    away = new_dwelling(chance, household.setting.authority)
    household.live_at([mother, father])
    household.live_at(carers, away)
    household.live_at(children, away, kind=AddressKind.PLACEMENT, since=since)
    household.placement = Placement.FOSTER_OTHER


def adopted(household: Household, surname: str) -> None:
    world, chance = household.world, household.world.chance
    mother = new_woman(household, surname, 34, 52)
    father = new_partner(household, mother, surname)
    household.add(mother, FamilyRole.PARENT)
    household.add(father, FamilyRole.PARENT)
    children = new_children(household, mother, surname, most=2, oldest=16)
    enter(household, children)
    for child in children:
        ordered = min(child.born + timedelta(days=chance.randint(400, 1200)), world.today)
        before = other_surname(household)
        add_name(
            world,
            household.setting,
            child,
            NameKind.BIRTH,
            forename=child.forename,
            surname=before,
            starts=child.born,
            ends=ordered,
        )
        for parent in (mother, father):
            household.tie(parent, _R.ADOPTIVE_PARENT, child, responsible=True, starts=ordered)
    household.tie_siblings(children)
    tie_couple(household, mother, father, _R.MARRIED)
    household.live_at([mother, father, *children])


def expecting(household: Household, surname: str) -> None:
    """A first child on the way, in a family known for other reasons."""
    world = household.world
    mother = new_woman(household, surname, 17, 34)
    father = new_partner(household, mother, other_surname(household))
    household.add(mother, FamilyRole.PARENT)
    household.add(father, FamilyRole.PARENT)
    child = household.add(new_unborn(household, mother), FamilyRole.CHILD)
    household.tie_parent(mother, [child])
    household.tie_parent(father, [child])
    apart = world.chance.once_in(0.4)
    tie_couple(household, mother, father, _R.PARTNER_APART if apart else _R.PARTNER)
    household.live_at([mother] if apart else [mother, father])
    if apart:
        household.live_at([father], new_dwelling(world.chance, household.setting.authority))


def bereaved(household: Household, surname: str) -> None:
    """A parent has died; now and then a child."""
    mother, father, children = two_parents(household, surname, _R.MARRIED)
    world = household.world
    gone = father if world.chance.once_in(0.6) else mother
    if world.chance.once_in(0.15) and len(children) > 1:
        gone = children[-1]
    latest = min(world.today, household.setting.opened) - timedelta(days=10)
    youngest = max(child.born for child in children)
    earliest = gone.born if gone in children else youngest
    gone.died = world.chance.day(max(earliest, latest - timedelta(days=1500)), latest)
    gone.row["death_date"] = gone.died
    for row in world.book.rows(ContactDetail):
        if row["person_id"] == gone.id:
            row["ends"] = gone.died
    household.live_at([mother, father, *children])
