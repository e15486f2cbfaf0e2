"""Kinds of family, from two married parents to a child in foster care."""

from collections.abc import Callable
from datetime import date, timedelta

from cases.codes import AddressKind, FamilyRole, NameKind, Placement, RelationType
from cases.models import ContactDetail
from programme.demo.household import Household, new_household
from programme.demo.people import (
    YEAR,
    Human,
    Setting,
    add_name,
    new_person,
    some_birthday,
    some_surname,
    surname_for,
)
from programme.demo.places import new_dwelling
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
    if world.chance.once_in(0.05):
        household.hidden_from = world.chance.choice(_HIDING)
    return [household, *(_KINDS[kind](household, surname) or [])]


def _woman(household: Household, surname: str, youngest: int, oldest: int) -> Human:
    born = some_birthday(household.world, youngest, oldest)
    return new_person(household.world, household.setting, sex="F", born=born, surname=surname)


def _man(household: Household, surname: str, youngest: int, oldest: int) -> Human:
    born = some_birthday(household.world, youngest, oldest)
    return new_person(household.world, household.setting, sex="M", born=born, surname=surname)


def _other_surname(household: Household) -> str:
    return some_surname(household.world, household.setting.heritage)


def _children(
    household: Household, parent: Human, surname: str, *, most: int = 4, oldest: int = 17
) -> list[Human]:
    """Brothers and sisters, eldest first, born while the parent was between 17 and 44."""
    world = household.world
    chance = world.chance
    count = min(most, chance.of({1: 34, 2: 36, 3: 19, 4: 8, 5: 3}))
    oldest = max(0, min(oldest, parent.age_on(world.today) - 18))
    youngest = max(0, parent.age_on(world.today) - 44)
    eldest = chance.randint(min(max(youngest, oldest - 9), oldest), oldest)
    born = some_birthday(world, eldest, eldest)
    found: list[Human] = []
    for number in range(count):
        if number and not chance.once_in(0.05):
            born += timedelta(days=chance.randint(400, 1500))
        # Born before the family was first written down, or the team would not have known them.
        if born > household.setting.opened - timedelta(days=20):
            break
        taken = {child.forename.split()[0] for child in found}
        found.append(_child(household, born, surname, taken))
    if not found:
        born = household.setting.opened - timedelta(days=chance.randint(30, 300))
        found.append(_child(household, born, surname, set()))
    return found


def _child(household: Household, born: date, surname: str, taken: set[str]) -> Human:
    world, setting = household.world, household.setting
    sex = world.chance.choice("MF")
    pool = setting.heritage.boys if sex == "M" else setting.heritage.girls
    pool = pool or (setting.heritage.men if sex == "M" else setting.heritage.women)
    free = [name for name in pool if name not in taken]
    return new_person(
        world, setting, sex=sex, born=born, surname=surname, forename=world.chance.choice(free)
    )


def _unborn(household: Household, mother: Human) -> Human:
    """A child expected; the mother's last name until somebody says otherwise."""
    world = household.world
    expected = world.today + timedelta(days=world.chance.randint(8, 190))
    return new_person(
        world,
        household.setting,
        sex="U",
        born=None,
        expected=expected,
        forename="Baby" if world.chance.once_in(0.5) else "",
        surname=mother.surname,
    )


def _couple(
    household: Household, one: Human, other: Human, kind: str, since: date | None = None
) -> None:
    household.tie(one, kind, other, starts=since)


def _took_name(household: Household, wife: Human, married_on: date) -> None:
    """Her last name before the wedding."""
    before = surname_for(household.setting.heritage, _other_surname(household), "F")
    if before == wife.surname:
        return
    kind = household.world.chance.choice((NameKind.FORMER, NameKind.BIRTH))
    add_name(
        household.world,
        household.setting,
        wife,
        kind,
        forename=wife.forename,
        surname=before,
        starts=wife.born,
        ends=married_on - timedelta(days=1),
    )


def _maybe_unborn(household: Household, mother: Human, father: Human | None) -> list[Human]:
    world = household.world
    if mother.age_on(world.today) > 42 or not world.chance.once_in(0.04):
        return []
    child = household.add(_unborn(household, mother), FamilyRole.CHILD)
    for parent in (mother, father):
        if parent is not None:
            household.tie_parent(parent, [child])
    return [child]


def _enter(household: Household, children: list[Human]) -> None:
    for child in children:
        household.add(child, FamilyRole.CHILD)


def _two_parents(household: Household, surname: str, kind: str) -> tuple[Human, Human, list[Human]]:
    world = household.world
    is_married = kind == _R.MARRIED
    shares_name = is_married and world.chance.once_in(0.75)
    mother = _woman(household, surname if shares_name else _other_surname(household), 22, 46)
    age = mother.age_on(world.today)
    father = _man(household, surname, max(19, age - 4), age + 9)
    since = mother.born + timedelta(days=int(world.chance.uniform(19, max(20, age - 1)) * YEAR))
    since = min(since, world.today - timedelta(days=200))
    if shares_name:
        _took_name(household, mother, since)
    household.add(mother, FamilyRole.PARENT)
    household.add(father, FamilyRole.PARENT)
    children = _children(household, mother, surname)
    _enter(household, children)
    household.tie_parent(mother, children)
    responsible = is_married or world.chance.once_in(0.85)
    household.tie_parent(father, children, responsible=responsible)
    household.tie_siblings(children)
    _couple(household, mother, father, kind, since)
    return mother, father, children


def married(household: Household, surname: str) -> None:
    mother, father, children = _two_parents(household, surname, _R.MARRIED)
    _maybe_unborn(household, mother, father)
    household.live_at([mother, father, *children])


def living_together(household: Household, surname: str) -> None:
    mother, father, children = _two_parents(household, surname, _R.PARTNER)
    _maybe_unborn(household, mother, father)
    household.live_at([mother, father, *children])


def same_sex(household: Household, surname: str) -> None:
    maker = household.world.chance.choice((_woman, _woman, _man))
    one, other = (
        maker(household, surname, 27, 45),
        maker(household, _other_surname(household), 27, 45),
    )
    household.add(one, FamilyRole.PARENT)
    household.add(other, FamilyRole.PARENT)
    children = _children(household, one, surname, most=2)
    _enter(household, children)
    by_adoption = one.sex == "M"
    for parent in (one, other):
        is_birth = parent is one and not by_adoption
        kind = _R.PARENT if is_birth else _R.ADOPTIVE_PARENT
        for child in children:
            household.tie(parent, kind, child, responsible=True)
    household.tie_siblings(children)
    _couple(household, one, other, _R.MARRIED)
    household.live_at([one, other, *children])


def one_parent(household: Household, surname: str) -> None:
    _one_parent(household, surname)


def _one_parent(household: Household, surname: str) -> tuple[Human, list[Human]]:
    world = household.world
    is_mother = world.chance.once_in(0.88)
    parent = (_woman if is_mother else _man)(household, surname, 19, 46)
    household.add(parent, FamilyRole.PARENT)
    children = _children(household, parent, surname)
    _enter(household, children)
    household.tie_parent(parent, children)
    household.tie_siblings(children)
    other = None
    if world.chance.once_in(0.55):
        maker = _man if is_mother else _woman
        other = maker(household, _other_surname(household), 20, 50)
        household.add(other, FamilyRole.PARENT)
        household.tie_parent(other, children, responsible=world.chance.once_in(0.6))
        _couple(household, parent, other, _R.FORMER_PARTNER)
        elsewhere = new_dwelling(world.chance, household.setting.authority)
        household.live_at([other], elsewhere)
    if is_mother:
        _maybe_unborn(household, parent, None)
    household.live_at([parent, *children])
    return parent, children


def step(household: Household, surname: str) -> None:
    """A mother with children of an earlier partner, a step-father, and sometimes his or theirs."""
    chance = household.world.chance
    mother = _woman(household, _other_surname(household), 27, 46)
    father = _man(household, surname, 26, 52)
    partner = _man(household, _other_surname(household), 25, 52)
    household.add(mother, FamilyRole.PARENT)
    household.add(father, FamilyRole.PARENT)
    household.add(partner, FamilyRole.STEP_PARENT)
    children = _children(household, mother, surname, most=3)
    _enter(household, children)
    household.tie_parent(mother, children)
    household.tie_parent(father, children, responsible=chance.once_in(0.75))
    household.tie_siblings(children)
    for child in children:
        household.tie(partner, _R.STEP_PARENT, child, responsible=chance.once_in(0.08))
    _couple(household, mother, father, chance.choice((_R.DIVORCED, _R.FORMER_PARTNER)))
    _couple(household, mother, partner, chance.choice((_R.MARRIED, _R.PARTNER)))
    together = _shared_child(household, mother, partner, children)
    own = _step_sibling(household, partner, children)
    household.live_at([mother, partner, *children, *together, *own])
    household.live_at([father], new_dwelling(chance, household.setting.authority))


def _shared_child(
    household: Household, mother: Human, partner: Human, others: list[Human]
) -> list[Human]:
    chance = household.world.chance
    latest = household.setting.opened - timedelta(days=30)
    earliest = max((child.born for child in others if child.born), default=latest)
    earliest += timedelta(days=450)
    if earliest > latest or not chance.once_in(0.5):
        return []
    born = chance.day(earliest, latest)
    child = _child(household, born, partner.surname, {c.forename.split()[0] for c in others})
    household.add(child, FamilyRole.CHILD)
    household.tie_parent(mother, [child])
    household.tie_parent(partner, [child])
    for other in others:
        household.tie(other, _R.HALF_SIBLING, child)
    return [child]


def _step_sibling(household: Household, partner: Human, others: list[Human]) -> list[Human]:
    if not household.world.chance.once_in(0.3):
        return []
    child = _children(household, partner, partner.surname, most=1)[0]
    household.add(child, FamilyRole.OTHER_CHILD)
    household.tie_parent(partner, [child])
    for other in others:
        household.tie(child, _R.STEP_SIBLING, other)
    return [child]


def separated(household: Household, surname: str) -> list[Household]:
    """Two parents apart, children in both homes; often a second family around the father."""
    world, chance = household.world, household.world.chance
    mother = _woman(household, surname, 26, 46)
    father = _man(household, surname, 26, 50)
    household.add(mother, FamilyRole.PARENT)
    household.add(father, FamilyRole.PARENT)
    children = _children(household, mother, surname)
    _enter(household, children)
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
    partner = _woman(other, _other_surname(other), 22, 42)
    other.add(father, FamilyRole.PARENT)
    other.add(partner, FamilyRole.PARTNER)
    for child in children:
        other.add(child, FamilyRole.CHILD)
        other.tie(partner, _R.STEP_PARENT, child)
    _couple(other, father, partner, _R.PARTNER)
    others = _shared_child(other, partner, father, children)
    other.live_at([partner, *others], home)
    return other


def with_grandparents(household: Household, surname: str) -> None:
    parent, children = _one_parent(household, surname)
    world = household.world
    grandmother = _woman(household, parent.surname, 46, 74)
    household.add(grandmother, FamilyRole.GRANDPARENT)
    if _could_be_parent(grandmother, parent):
        household.tie_parent(grandmother, [parent], responsible=False)
    household_of = [grandmother]
    if world.chance.once_in(0.5):
        grandfather = _man(household, parent.surname, 48, 78)
        household.add(grandfather, FamilyRole.GRANDPARENT)
        if _could_be_parent(grandfather, parent):
            household.tie_parent(grandfather, [parent], responsible=False)
        _couple(household, grandmother, grandfather, _R.MARRIED)
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
    mother = _woman(household, surname, 22, 44)
    is_aunt = chance.once_in(0.3)
    age = mother.age_on(world.today)
    carer = _woman(household, surname, *((age + 2, age + 9) if is_aunt else (age + 18, age + 30)))
    children = _children(household, mother, surname, most=3)
    household.add(mother, FamilyRole.PARENT)
    household.add(carer, FamilyRole.CARER)
    _enter(household, children)
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
    mother = _woman(household, surname, 22, 44)
    father = _man(household, _other_surname(household), 24, 48)
    household.add(mother, FamilyRole.PARENT)
    household.add(father, FamilyRole.PARENT)
    children = _children(household, mother, surname, most=2)
    _enter(household, children)
    household.tie_parent(mother, children)
    household.tie_parent(father, children, responsible=chance.once_in(0.6))
    household.tie_siblings(children)
    _couple(household, mother, father, chance.choice((_R.PARTNER, _R.FORMER_PARTNER)))
    carers_name = _other_surname(household)
    carers = [_woman(household, carers_name, 38, 62)]
    if chance.once_in(0.7):
        carers.append(_man(household, carers_name, 38, 64))
        _couple(household, *carers, _R.MARRIED)
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
    mother = _woman(household, surname, 34, 52)
    father = _man(household, surname, 34, 55)
    household.add(mother, FamilyRole.PARENT)
    household.add(father, FamilyRole.PARENT)
    children = _children(household, mother, surname, most=2, oldest=16)
    _enter(household, children)
    for child in children:
        ordered = min(child.born + timedelta(days=chance.randint(400, 1200)), world.today)
        before = _other_surname(household)
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
    _couple(household, mother, father, _R.MARRIED)
    household.live_at([mother, father, *children])


def expecting(household: Household, surname: str) -> None:
    """A first child on the way, in a family known for other reasons."""
    world = household.world
    mother = _woman(household, surname, 17, 34)
    father = _man(household, _other_surname(household), 18, 38)
    household.add(mother, FamilyRole.PARENT)
    household.add(father, FamilyRole.PARENT)
    child = household.add(_unborn(household, mother), FamilyRole.CHILD)
    household.tie_parent(mother, [child])
    household.tie_parent(father, [child])
    apart = world.chance.once_in(0.4)
    _couple(household, mother, father, _R.PARTNER_APART if apart else _R.PARTNER)
    household.live_at([mother] if apart else [mother, father])
    if apart:
        household.live_at([father], new_dwelling(world.chance, household.setting.authority))


def bereaved(household: Household, surname: str) -> None:
    """A parent has died; now and then a child."""
    mother, father, children = _two_parents(household, surname, _R.MARRIED)
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
