"""People written down twice, as happens: another spelling, a slip in the date of birth.

Nothing marks them. They are what the search and the duplicate warning are there to find; twins,
who look much the same and are not, come with the families.
"""

from datetime import date, timedelta

from cases.codes import FamilyRole, RelationType
from cases.names import fold
from programme.demo.household import Household, new_household
from programme.demo.name_pools import PUBLIC_FIGURES
from programme.demo.people import Human, Setting, new_person
from programme.demo.world import World

# Pairs that are heard as one name and written as two.
_SPELT_ALIKE = (
    "Stephen Steven, Shaun Sean, Mohammed Muhammad, Mohamed Mohammed, Kathryn Catherine, Katherine"
    " Kathryn, Thompson Thomson, Catherine Katherine, Phillip Philip, Geoffrey Jeffrey, Clare Claire,"
    " Rachael Rachel, Jacqueline Jacquelyn, Lindsey Lindsay, Hollie Holly, Abbie Abby, Lilly Lily,"
    " Jayden Jaydon, Connor Conor, Finley Finlay, Isabelle Isobel, Aisha Ayesha, Sara Sarah, Zoe Zoey,"
    " Elliot Elliott, Alan Allan, Kian Cian, Niamh Neve, Siobhán Shevaun, Seán Shaun, Clark Clarke,"
    " Smith Smyth, Reid Reed, Davis Davies, Philips Phillips, Stevens Stephens, Browne Brown, Gray"
    " Grey, Hussain Hussein, Rahman Rehman, Chowdhury Choudhury, McDonald Macdonald, Nicholls"
    " Nichols, Matthews Mathews, Allen Allan, Johnston Johnson, Wójcik Wojcik, Dąbrowski Dabrowski"
)
VARIANTS: dict[str, list[str]] = {}
for _pair in _SPELT_ALIKE.split(", "):
    _one, _other = _pair.split()
    VARIANTS.setdefault(_one, []).append(_other)
    VARIANTS.setdefault(_other, []).append(_one)


def other_spelling(world: World, name: str) -> str:
    """The name as somebody else might have typed it."""
    chance = world.chance
    if name in VARIANTS:
        return chance.choice(VARIANTS[name])
    plain = fold(name).title()
    if plain != name and chance.once_in(0.7):
        return plain
    if len(name) < 5:
        return name
    at = chance.randint(1, len(name) - 3)
    slips = (
        name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        name[:at] + name[at + 1 :],
        name[: at + 1] + name[at:],
    )
    return chance.choice(slips)


def slipped_date(world: World, born: date) -> date:
    """Day and month the wrong way round, a year out, or a neighbouring key."""
    chance = world.chance
    if born.day <= 12 and born.day != born.month and chance.once_in(0.5):
        return born.replace(month=born.day, day=born.month)
    if chance.once_in(0.4) and (born.month, born.day) != (2, 29):
        return born.replace(year=born.year - 1)
    return born - timedelta(days=chance.choice((1, 1, 10, 9)))


def write_again(world: World, setting: Setting, household: Household) -> Household | None:
    """A second record of a child, in a family of their own that another team has written down."""
    chance = world.chance
    grown = [child for child in household.children if not child.is_unborn and child.died is None]
    if not grown:
        return None
    child = chance.choice(grown)
    twin = _again(world, setting, child)
    if chance.once_in(0.25):
        return None
    other = new_household(world, setting, twin.surname, home=household.home)
    other.add(twin, FamilyRole.CHILD)
    mothers = [adult for adult in household.adults if adult.sex == "F" and adult.forename]
    if mothers:
        mother = _again(world, setting, mothers[0])
        other.add(mother, FamilyRole.PARENT)
        other.tie(mother, RelationType.PARENT, twin, responsible=True)
        other.live_at([mother])
    other.live_at([twin])
    return other


def _again(world: World, setting: Setting, human: Human) -> Human:
    chance = world.chance
    first = human.forename.split(" ")[0]
    surname = human.surname
    if chance.once_in(0.6):
        first = other_spelling(world, first)
    if chance.once_in(0.4):
        surname = other_spelling(world, surname)
    if f"{first} {surname}" in PUBLIC_FIGURES:
        first, surname = human.forename.split(" ")[0], human.surname
    born = slipped_date(world, human.born) if chance.once_in(0.45) else human.born
    return new_person(
        world,
        setting,
        sex=human.sex,
        born=born,
        forename=first,
        surname=surname,
        heritage=human.heritage,
        is_numbered=False,
    )
