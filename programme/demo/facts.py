"""Dated facts about children that hang on no case: school and work, and warnings."""

from datetime import date, timedelta
from decimal import Decimal

from cases.codes import Activity, AlertKind
from cases.models import Alert, EducationStatus
from cases.statutory_rules import school_age_ends, school_age_starts
from programme.demo import words
from programme.demo.household import Household
from programme.demo.people import Human, first_school_year
from programme.demo.places import SCHOOLS
from programme.demo.world import DAY, World

_SECONDARY = 11


def add_education(world: World, household: Household, child: Human) -> None:
    """What the child does now, and often what they did before."""
    if child.is_unborn or child.died is not None or child.age_on(world.today) > 19:
        return
    starts_school = date(first_school_year(child.born), 9, 4)
    if world.today < starts_school:
        _write(world, household, child, Activity.NOT_SCHOOL_AGE, child.born)
    elif world.today <= school_age_ends(child.born):
        _at_school(world, household, child, starts_school)
    else:
        _after_school(world, household, child)


def _at_school(world: World, household: Household, child: Human, began: date) -> None:
    chance = world.chance
    moved_up = date(first_school_year(child.born) + 7, 9, 4)
    is_secondary = moved_up <= world.today
    school = chance.choice(SCHOOLS["secondary" if is_secondary else "primary"])
    since = moved_up if is_secondary else began
    if is_secondary and chance.once_in(0.5):
        _write(
            world,
            household,
            child,
            Activity.SCHOOL,
            began,
            date(moved_up.year, 7, 21),
            place=chance.choice(SCHOOLS["primary"]),
        )
    activity = _trouble(world, child, is_secondary=is_secondary)
    if activity == Activity.SCHOOL:
        _write(world, household, child, activity, since, place=school)
        return
    # Compulsory age is when words such as "excluded" begin to make sense.
    earliest = max(since, school_age_starts(child.born)) + timedelta(days=60)
    changed = world.before_today(5, 220)
    if changed <= earliest:
        _write(world, household, child, Activity.SCHOOL, since, place=school)
        return
    _write(world, household, child, Activity.SCHOOL, since, changed - DAY, place=school)
    place = chance.choice(SCHOOLS["alternative"]) if activity == Activity.ALTERNATIVE else ""
    if activity in (Activity.SCHOOL_PART_TIME, Activity.SUSPENDED):
        place = school
    hours = Decimal(chance.choice((5, 10, 15))) if activity == Activity.SCHOOL_PART_TIME else None
    _write(world, household, child, activity, changed, place=place, hours=hours)


def _trouble(world: World, child: Human, *, is_secondary: bool) -> Activity:
    if not world.chance.once_in(0.3 if is_secondary else 0.08):
        return Activity.SCHOOL
    return world.chance.of(
        {
            Activity.SCHOOL_PART_TIME: 34,
            Activity.ALTERNATIVE: 24,
            Activity.HOME_EDUCATED: 12,
            Activity.SUSPENDED: 14,
            Activity.EXCLUDED: 9,
            Activity.MISSING_EDUCATION: 7,
        }
    )


_AFTER = {
    Activity.OTHER_EDUCATION_FULL: 46,
    Activity.OTHER_EDUCATION_PART: 7,
    Activity.APPRENTICESHIP_FULL: 9,
    Activity.WORK_FULL: 6,
    Activity.WORK_PART: 6,
    Activity.NEET_OTHER: 17,
    Activity.NEET_ILLNESS: 5,
    Activity.NEET_PARENTING: 2,
    Activity.UNKNOWN: 2,
}


def _after_school(world: World, household: Household, child: Human) -> None:
    left = school_age_ends(child.born)
    since = min(date(left.year, 9, 6), world.today)
    since = max(since, left + DAY)
    if since > world.today:
        return
    activity = world.chance.of(_AFTER)
    place = ""
    if activity in (Activity.OTHER_EDUCATION_FULL, Activity.OTHER_EDUCATION_PART):
        place = world.chance.choice(SCHOOLS["college"])
    elif activity in (Activity.APPRENTICESHIP_FULL, Activity.WORK_FULL, Activity.WORK_PART):
        place = world.chance.choice(SCHOOLS["employer"])
    _write(world, household, child, activity, since, place=place)


def _write(
    world: World,
    household: Household,
    child: Human,
    activity: str,
    starts: date,
    ends: date | None = None,
    *,
    place: str = "",
    hours: Decimal | None = None,
) -> None:
    world.book.add(
        EducationStatus,
        person_id=child.id,
        activity=activity,
        starts=starts,
        ends=ends,
        place=place,
        year_group=_year_group(world, child) if place and ends is None else "",
        hours_per_week=hours,
        **household.setting.stamp,
    )


def _year_group(world: World, child: Human) -> str:
    today = world.today
    year = today.year - (today.month < 9) - first_school_year(child.born)
    return "Reception" if year == 0 else f"Year {year}"


_ABOUT_CHILD = {
    AlertKind.GOES_MISSING: 25,
    AlertKind.EXPLOITATION: 20,
    AlertKind.SELF_HARM: 25,
    AlertKind.HEALTH: 30,
}
_ABOUT_FAMILY = {
    AlertKind.DOG: 26,
    AlertKind.DOMESTIC_ABUSE: 28,
    AlertKind.RISK_TO_WORKERS: 14,
    AlertKind.NO_CONTACT: 16,
    AlertKind.WEAPONS: 4,
    AlertKind.LEGAL: 12,
}


def add_alerts(world: World, household: Household) -> None:
    """Warnings: most to be looked at again soon, some overdue, some over."""
    chance = world.chance
    if chance.once_in(0.16):
        _alert(world, household, chance.of(_ABOUT_FAMILY), family_id=household.id)
    for child in household.children:
        age = child.age_on(world.today)
        if child.died is None and age >= 11 and chance.once_in(0.12):
            _alert(world, household, chance.of(_ABOUT_CHILD), person_id=child.id)
        elif age >= 0 and chance.once_in(0.02):
            _alert(world, household, AlertKind.HEALTH, person_id=child.id)


def _alert(world: World, household: Household, kind: str, **about: int) -> None:
    opened = household.setting.opened
    starts = world.chance.day(opened, world.today)
    ends = None
    review = world.today + timedelta(days=world.chance.randint(-20, 90))
    if world.chance.once_in(0.2) and (world.today - starts).days > 40:
        ends = world.chance.day(starts + timedelta(days=20), world.today)
        review = ends
    world.book.add(
        Alert,
        kind=kind,
        text=world.chance.choice(words.ALERTS[kind]),
        starts=starts,
        ends=ends,
        review_on=max(review, starts),
        **about,
        **household.setting.stamp,
    )
