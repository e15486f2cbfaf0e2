"""What families are put together from: parents, children, couples."""

from datetime import date, timedelta

from cases.codes import FamilyRole, NameKind, RelationType
from programme.demo.household import Household
from programme.demo.name_pools import PUBLIC_FIGURES
from programme.demo.people import (
    YEAR,
    Human,
    add_name,
    new_person,
    some_birthday,
    some_surname,
    surname_for,
)
from programme.demo.places import new_dwelling

_R = RelationType


def _new_adult(household: Household, sex: str, surname: str, youngest: int, oldest: int) -> Human:
    # Parents of teenagers are older than parents of babies.
    if household.setting.has_teenager and youngest < 32 <= oldest:
        youngest = 32
    born = some_birthday(household.world, youngest, oldest)
    return new_person(household.world, household.setting, sex=sex, born=born, surname=surname)


def new_woman(household: Household, surname: str, youngest: int, oldest: int) -> Human:
    return _new_adult(household, "F", surname, youngest, oldest)


def new_man(household: Household, surname: str, youngest: int, oldest: int) -> Human:
    return _new_adult(household, "M", surname, youngest, oldest)


def new_partner(household: Household, other: Human, surname: str) -> Human:
    """Somebody of about the same age, and the other sex."""
    age = other.age_on(household.world.today)
    maker = new_man if other.sex == "F" else new_woman
    return maker(household, surname, max(19, age - 3), age + 8)


def other_surname(household: Household) -> str:
    return some_surname(household.world, household.setting.heritage)


def new_children(
    household: Household, parent: Human, surname: str, *, most: int = 4, oldest: int = 17
) -> list[Human]:
    """Brothers and sisters, eldest first, born while the parent was between 17 and 44."""
    world = household.world
    chance = world.chance
    count = min(most, chance.of({1: 34, 2: 36, 3: 19, 4: 8, 5: 3}))
    oldest = max(0, min(oldest, parent.age_on(world.today) - 18))
    youngest = max(0, parent.age_on(world.today) - 44)
    if household.setting.has_teenager and oldest >= 12:
        youngest = 12
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
        found.append(new_child(household, born, surname, taken))
    if not found:
        born = household.setting.opened - timedelta(days=chance.randint(30, 300))
        found.append(new_child(household, born, surname, set()))
    return found


def new_child(household: Household, born: date, surname: str, taken: set[str]) -> Human:
    world, setting = household.world, household.setting
    sex = world.chance.choice("MF")
    pool = setting.heritage.boys if sex == "M" else setting.heritage.girls
    pool = pool or (setting.heritage.men if sex == "M" else setting.heritage.women)
    free = [
        name for name in pool if name not in taken and f"{name} {surname}" not in PUBLIC_FIGURES
    ]
    return new_person(
        world, setting, sex=sex, born=born, surname=surname, forename=world.chance.choice(free)
    )


def new_unborn(household: Household, mother: Human) -> Human:
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


def tie_couple(
    household: Household, one: Human, other: Human, kind: str, since: date | None = None
) -> None:
    household.tie(one, kind, other, starts=since)


def _took_name(household: Household, wife: Human, married_on: date) -> None:
    """Her last name before the wedding."""
    before = surname_for(household.setting.heritage, other_surname(household), "F")
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


def maybe_unborn(household: Household, mother: Human, father: Human | None) -> list[Human]:
    world = household.world
    if mother.age_on(world.today) > 42 or not world.chance.once_in(0.04):
        return []
    child = household.add(new_unborn(household, mother), FamilyRole.CHILD)
    for parent in (mother, father):
        if parent is not None:
            household.tie_parent(parent, [child])
    return [child]


def enter(household: Household, children: list[Human]) -> None:
    for child in children:
        household.add(child, FamilyRole.CHILD)


def two_parents(household: Household, surname: str, kind: str) -> tuple[Human, Human, list[Human]]:
    world = household.world
    is_married = kind == _R.MARRIED
    shares_name = is_married and world.chance.once_in(0.75)
    mother = new_woman(household, surname if shares_name else other_surname(household), 22, 46)
    age = mother.age_on(world.today)
    father = new_partner(household, mother, surname)
    since = mother.born + timedelta(days=int(world.chance.uniform(19, max(20, age - 1)) * YEAR))
    since = min(since, world.today - timedelta(days=200))
    if shares_name:
        _took_name(household, mother, since)
    household.add(mother, FamilyRole.PARENT)
    household.add(father, FamilyRole.PARENT)
    children = new_children(household, mother, surname)
    enter(household, children)
    household.tie_parent(mother, children)
    responsible = is_married or world.chance.once_in(0.85)
    household.tie_parent(father, children, responsible=responsible)
    household.tie_siblings(children)
    tie_couple(household, mother, father, kind, since)
    return mother, father, children


def one_with_children(household: Household, surname: str) -> tuple[Human, list[Human]]:
    world = household.world
    is_mother = world.chance.once_in(0.88)
    parent = (new_woman if is_mother else new_man)(household, surname, 19, 46)
    household.add(parent, FamilyRole.PARENT)
    children = new_children(household, parent, surname)
    enter(household, children)
    household.tie_parent(parent, children)
    household.tie_siblings(children)
    other = None
    if world.chance.once_in(0.55):
        other = new_partner(household, parent, other_surname(household))
        household.add(other, FamilyRole.PARENT)
        household.tie_parent(other, children, responsible=world.chance.once_in(0.6))
        tie_couple(household, parent, other, _R.FORMER_PARTNER)
        elsewhere = new_dwelling(world.chance, household.setting.authority)
        household.live_at([other], elsewhere)
    if is_mother:
        maybe_unborn(household, parent, None)
    household.live_at([parent, *children])
    return parent, children
