"""One made-up person at a time: a name that fits, a date of birth, numbers, ways to be reached."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from cases.codes import (
    ContactKind,
    Disability,
    IdentifierKind,
    NameKind,
    Sex,
    UpnUnknown,
)
from cases.models import ContactDetail, Identifier, Person, PersonName
from cases.names import fold, nicknames_of
from programme.demo import numbers
from programme.demo.name_pools import PUBLIC_FIGURES, SHARES, Heritage
from programme.demo.world import World, written

YEAR = 365.25
DISABILITY_CODES = [code for code in Disability if code != Disability.NONE]


@dataclass(slots=True)
class Human:
    """A person as the loader needs to remember them while it builds their family."""

    id: int
    forename: str
    surname: str
    sex: str
    birth: date | None
    heritage: Heritage
    row: dict[str, Any] = field(repr=False)
    died: date | None = None

    @property
    def is_unborn(self) -> bool:
        return self.birth is None

    @property
    def born(self) -> date:
        """The date of birth of somebody who is born."""
        if self.birth is None:
            raise ValueError("not born yet")
        return self.birth

    def age_on(self, day: date) -> int:
        if self.is_unborn:
            return -1
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


@dataclass
class Setting:
    """Where and by whom a family was first written down."""

    authority: str
    area: str
    heritage: Heritage
    by: int
    at: datetime
    # Whether the team that will work with them takes young people only.
    has_teenager: bool = False

    @property
    def opened(self) -> date:
        return self.at.date()

    @cached_property
    def stamp(self) -> dict[str, Any]:
        """The columns of who wrote a row and when, for everything taken down at the start."""
        return written(self.by, self.at)


def some_heritage(world: World) -> Heritage:
    return world.chance.of(SHARES)


def forename_for(world: World, heritage: Heritage, sex: str, *, is_child: bool) -> str:
    pools = {
        ("M", True): heritage.boys or heritage.men,
        ("F", True): heritage.girls or heritage.women,
        ("M", False): heritage.men,
        ("F", False): heritage.women,
    }
    pool = pools[sex, is_child]
    first = world.chance.choice(pool)
    if world.chance.once_in(0.22):
        second = world.chance.choice(pool)
        if second != first:
            return f"{first} {second}"
    return first


def surname_for(heritage: Heritage, surname: str, sex: str) -> str:
    """The form of a surname for a woman, in languages that have one."""
    if heritage.slug == "polish" and sex == "F" and surname.endswith(("ski", "cki")):
        return surname[:-1] + "a"
    return surname


def some_surname(world: World, heritage: Heritage) -> str:
    return world.chance.choice(heritage.surnames)


def some_birthday(world: World, youngest: int, oldest: int) -> date:
    """A date of birth that makes someone this old in completed years today."""
    days = world.chance.randint(int(youngest * YEAR) + 2, int((oldest + 1) * YEAR) - 2)
    return world.today - timedelta(days=days)


def new_person(
    world: World,
    setting: Setting,
    *,
    sex: str,
    born: date | None,
    surname: str,
    forename: str = "",
    heritage: Heritage | None = None,
    expected: date | None = None,
    is_numbered: bool = True,
) -> Human:
    heritage = heritage or setting.heritage
    is_child = born is None or (world.today - born).days < 18 * YEAR
    surname = surname_for(heritage, surname, sex)
    if born is not None and not forename:
        forename = _unlike_public_figures(world, heritage, sex, surname, is_child)
    row = world.book.add(
        Person,
        authority_id=world.authorities[setting.authority],
        forename=forename,
        surname=surname,
        date_of_birth=born,
        expected_date=expected,
        sex=sex if born else Sex.UNKNOWN,
        **_characteristics(world, heritage, born, is_child),
        **setting.stamp,
    )
    human = Human(row["id"], forename, surname, sex, born, heritage, row)
    _add_other_names(world, setting, human)
    if not human.is_unborn:
        if is_numbered:
            _add_numbers(world, setting, human)
        elif is_child:
            _say_why_no_upn(world, human)
        add_contacts(world, setting, human)
    return human


def _unlike_public_figures(
    world: World, heritage: Heritage, sex: str, surname: str, is_child: bool
) -> str:
    while True:
        forename = forename_for(world, heritage, sex, is_child=is_child)
        if f"{forename.split()[0]} {surname}" not in PUBLIC_FIGURES:
            return forename


def _characteristics(
    world: World, heritage: Heritage, born: date | None, is_child: bool
) -> dict[str, Any]:
    chance = world.chance
    speaks_english = heritage.language == "English"
    found: dict[str, Any] = {
        "ethnicity": chance.choice(heritage.ethnicities) if chance.once_in(0.94) else "NOBT",
        "first_language": heritage.language
        if speaks_english or chance.once_in(0.75)
        else "English",
    }
    if not speaks_english and not is_child and chance.once_in(0.35):
        found["interpreter_needed"] = True
        found["communication_needs"] = (
            f"Speaks {heritage.language}. Book an interpreter for visits."
        )
    if born is None:
        return found | {"disabilities": []}
    if chance.once_in(0.11 if is_child else 0.06):
        found["disabilities"] = sorted(chance.some(DISABILITY_CODES, 1, 2))
    else:
        found["disabilities"] = [Disability.NONE] if chance.once_in(0.8) else []
    if is_child and chance.once_in(0.012):
        found |= chance.choice(
            (
                {"gender_identity": "Non-binary", "pronouns": "they/them"},
                {"gender_identity": "Trans boy", "pronouns": "he/him"},
                {"gender_identity": "Trans girl", "pronouns": "she/her"},
            )
        )
    return found


def _add_other_names(world: World, setting: Setting, human: Human) -> None:
    chance = world.chance
    first = human.forename.split(" ")[0]
    near = sorted(nicknames_of(first)) if first else []
    shorter = [name for name in near if len(name) < len(first)]
    if shorter and chance.once_in(0.14):
        human.row["known_as"] = chance.choice(shorter).title()
    script = human.heritage.own_script
    if first in script and human.surname in script:
        add_name(
            world,
            setting,
            human,
            NameKind.OWN_SCRIPT,
            forename=script[first],
            surname=script[human.surname],
        )
    elif not human.is_unborn and chance.once_in(0.015):
        add_name(world, setting, human, NameKind.ALIAS, forename=first, surname="Smith")


def add_name(
    world: World,
    setting: Setting,
    human: Human,
    kind: str,
    *,
    forename: str = "",
    surname: str = "",
    starts: date | None = None,
    ends: date | None = None,
) -> None:
    world.book.add(
        PersonName,
        person_id=human.id,
        kind=kind,
        forename=forename,
        surname=surname,
        starts=starts,
        ends=ends,
        **setting.stamp,
    )


def first_school_year(born: date) -> int:
    """The year in which a child starts reception: the September after turning four."""
    return born.year + 4 + (born.month >= 9)


def _add_numbers(world: World, setting: Setting, human: Human) -> None:
    chance, give = world.chance, world.numbers
    age = human.age_on(world.today)
    is_child = age < 18
    if chance.once_in(0.93 if is_child else 0.35):
        _add_number(world, setting, human, IdentifierKind.NHS_NUMBER, give.nhs())
    if not is_child:
        return
    if chance.once_in(0.85):
        number = give.council(setting.authority)
        _add_number(world, setting, human, IdentifierKind.LA_CHILD_ID, number)
    starts = first_school_year(human.born)
    if date(starts, 9, 1) <= world.today and chance.once_in(0.92):
        number = give.pupil(authority=setting.authority, school=chance.randint(0, 59), year=starts)
        _add_number(world, setting, human, IdentifierKind.UPN, number)
    else:
        _say_why_no_upn(world, human)
    if chance.once_in(0.06):
        _add_number(
            world, setting, human, IdentifierKind.LEGACY, f"SW{chance.randint(10**5, 10**6)}"
        )


def _say_why_no_upn(world: World, human: Human) -> None:
    if date(first_school_year(human.born), 9, 1) > world.today:
        human.row["upn_unknown"] = UpnUnknown.NOT_SCHOOL_AGE
    else:
        human.row["upn_unknown"] = world.chance.choice(
            (
                UpnUnknown.NOT_YET_KNOWN,
                UpnUnknown.OUTSIDE_ENGLAND,
                UpnUnknown.NEVER_MAINTAINED_SCHOOL,
            )
        )


def _add_number(world: World, setting: Setting, human: Human, kind: str, value: str) -> None:
    world.book.add(Identifier, person_id=human.id, kind=kind, value=value, **setting.stamp)


_UNSAFE = (
    "Ring only between 10 and 2 on weekdays, when her former partner is at work.",
    "Do not leave a message: the phone is shared.",
    "Text first and wait for an answer before ringing.",
    "His mother answers this phone. Do not say where you are ringing from.",
    "Messages may be read by someone else. Say only that you rang.",
)


def add_contacts(world: World, setting: Setting, human: Human) -> None:
    chance = world.chance
    age = human.age_on(world.today)
    if age < 13:
        return
    is_adult = age >= 18
    found: list[tuple[str, str]] = []
    if chance.once_in(0.9 if is_adult else 0.45):
        found.append((ContactKind.MOBILE, numbers.mobile(chance)))
    if is_adult and chance.once_in(0.18):
        found.append((ContactKind.HOME_PHONE, numbers.landline(chance)))
    if is_adult and chance.once_in(0.4):
        name = ".".join(fold(f"{human.forename.split()[0]} {human.surname}").split())
        found.append((ContactKind.EMAIL, f"{name}{chance.randint(1, 99)}@example.org"))
    for kind, value in found:
        is_safe = not chance.once_in(0.05)
        world.book.add(
            ContactDetail,
            person_id=human.id,
            kind=kind,
            value=value,
            safe_to_call=is_safe,
            safety_note="" if is_safe else chance.choice(_UNSAFE),
            **setting.stamp,
        )
