"""Families written for the demonstration users, so that each finds something to try at once."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from cases.codes import AllocationRole, FamilyRole, StatusKind
from cases.models import FamilyAccess, Intake, StatutoryStatus
from cases.working_days import add_working_days
from programme.demo import users
from programme.demo.case_rows import CaseFile
from programme.demo.families import new_family
from programme.demo.household import Household, new_household
from programme.demo.journeys import add_recorded_work
from programme.demo.name_pools import ENGLISH
from programme.demo.people import Setting, new_person
from programme.demo.places import HAMPSHIRE
from programme.demo.users import DemoUser
from programme.demo.world import World, written

_AREA = "North Hampshire"


def write_stories(world: World) -> list[Household]:
    stories: tuple[Callable[[World], list[Household]], ...] = (
        _matched, _offered, _logged_by_school, _relative_of_worker,
    )  # fmt: skip
    return [household for story in stories for household in story(world)]


def _ago(world: World, working_days: int) -> datetime:
    return world.moment(add_working_days(world.today, -working_days))


def _setting(world: World, who: DemoUser, at: datetime) -> Setting:
    return Setting(HAMPSHIRE, _AREA, ENGLISH, world.staff.named[who.email], at)


def _family(
    world: World,
    setting: Setting,
    surname: str,
    forename: str,
    age: int,
    *,
    is_numbered: bool = True,
) -> Household:
    """A mother and a teenager with a name that is worth looking for."""
    household = new_household(world, setting, surname)
    mother = new_person(
        world,
        setting,
        sex="F",
        born=world.today - timedelta(days=int(365.25 * (age + 24)) + 100),
        surname=surname,
    )
    child = new_person(
        world,
        setting,
        sex="M" if forename in ENGLISH.men + ENGLISH.boys else "F",
        born=world.today - timedelta(days=int(365.25 * age) + 150),
        forename=forename,
        surname=surname,
        is_numbered=is_numbered,
    )
    household.add(mother, FamilyRole.PARENT)
    household.add(child, FamilyRole.CHILD)
    household.tie_parent(mother, [child])
    household.live_at([mother, child])
    return household


def _edge_case(world: World, household: Household, by: int | None = None) -> CaseFile:
    household.strands.add("edge")
    case = CaseFile(world, household, "edge", household.children[:1])
    case.refer(household.setting.at, by=by)
    return case


def _begun(world: World, case: CaseFile, who: DemoUser) -> None:
    case.accept()
    worker = world.staff.named_worker(who)
    case.allocate(worker, AllocationRole.KEY_WORKER, case.at.date(), case.referral["decided_by_id"])
    case.start(min(case.at.date() + timedelta(days=3), world.today))
    add_recorded_work(case)


def _matched(world: World) -> list[Household]:
    """Stephen Thompson: Priya's, with Helena as social worker and Joe as mentor."""
    setting = _setting(world, users.PRIYA, _ago(world, 80))
    household = _family(world, setting, "Thompson", "Stephen", 15)
    case = _edge_case(world, household)
    _begun(world, case, users.PRIYA)
    by, day = case.key_worker.user_id, case.at.date() + timedelta(days=9)
    helena, joe = (world.staff.named_worker(who) for who in (users.HELENA, users.JOE))
    case.allocate(helena, AllocationRole.SOCIAL_WORKER, day, by)
    case.allocate(joe, AllocationRole.MENTOR, day + timedelta(days=20), by)
    world.book.add(
        StatutoryStatus,
        person_id=household.children[0].id,
        kind=StatusKind.CHILD_IN_NEED,
        starts=setting.opened + timedelta(days=6),
        **written(by, case.at),
    )
    return [household, *_thomson(world)]


def _thomson(world: World) -> list[Household]:
    """The same boy, as the Family Intervention Team heard the name."""
    setting = _setting(world, users.FIONA, _ago(world, 30))
    household = _family(world, setting, "Thomson", "Steven", 15, is_numbered=False)
    household.strands.add("fit")
    case = CaseFile(world, household, "fit", household.children)
    case.refer(setting.at)
    case.accept()
    return [household]


def _offered(world: World) -> list[Household]:
    """Offered by Priya to Owen, and not answered yet."""
    setting = _setting(world, users.PRIYA, _ago(world, 45))
    household = _family(world, setting, "Whitcombe", "Kathryn", 14)
    case = _edge_case(world, household)
    _begun(world, case, users.PRIYA)
    case.offer(world.staff.named_worker(users.OWEN), _ago(world, 1))
    return [household]


def _logged_by_school(world: World) -> list[Household]:
    """Two referrals that Ruth's school made: one taken up, one that should have been decided."""
    ruth = world.staff.named[users.RUTH.email]
    found = []
    for surname, forename, working_days in (("Ellerby", "Shaun", 60), ("Marchbank", "Tilly", 3)):
        setting = _setting(world, users.RUTH, _ago(world, working_days))
        household = _family(world, setting, surname, forename, 13)
        case = _edge_case(world, household, by=ruth)
        case.referral |= {
            "source": "2A",
            "referrer_name": users.RUTH.name,
            "referrer_organisation": "Copperbeech School",
            "referrer_contact": users.RUTH.email,
        }
        if working_days > 10:
            _begun(world, case, users.OWEN)
        world.intakes.append(_as_typed(world, household, case))
        found.append(household)
    return found


def _as_typed(world: World, household: Household, case: CaseFile) -> Intake:
    """What Ruth typed, which is all that she is shown of it afterwards."""
    child = household.children[0]
    return Intake(
        id=uuid.UUID(int=world.chance.getrandbits(128), version=4),
        user_id=case.referral["created_by_id"],
        authority_id=world.authorities[HAMPSHIRE],
        strand=case.strand,
        answers={
            "people": {
                "rows": ["1"],
                "p0-role": [FamilyRole.CHILD],
                "p0-forename": [child.forename],
                "p0-surname": [child.surname],
            }
        },
        created_at=household.setting.at,
        updated_at=household.setting.at,
        referral_id=case.referral["id"],
    )


def _relative_of_worker(world: World) -> list[Household]:
    """A family that Owen must not see, whatever his role: the children are his sister's."""
    setting = _setting(world, users.GRACE, _ago(world, 70))
    households = new_family(world, setting, surname="Tredwell", kind="one_parent")
    household = households[0]
    household.strands.add("fit")
    case = CaseFile(world, household, "fit", household.children)
    case.refer(setting.at)
    case.accept()
    by = world.staff.named[users.GRACE.email]
    world.book.add(
        FamilyAccess,
        family_id=household.id,
        user_id=world.staff.named[users.OWEN.email],
        kind=FamilyAccess.Kind.DENY,
        reason="The mother is his sister.",
        starts=setting.opened,
        **written(by, setting.at),
    )
    return households


def restrict(world: World, household: Household, allowed: list[int]) -> None:
    """Hide a family from all but these workers and the manager whom others should ask."""
    authority = household.setting.authority
    is_hampshire = authority == HAMPSHIRE
    grace = world.staff.named[users.GRACE.email]
    contact = grace if is_hampshire else world.staff.manager(authority, "edge").user_id
    household.row |= {"restricted": True, "restricted_contact_id": contact}
    for user_id in dict.fromkeys((*allowed, contact)):
        world.book.add(
            FamilyAccess,
            family_id=household.id,
            user_id=user_id,
            kind=FamilyAccess.Kind.ALLOW,
            reason="Works with the family." if user_id != contact else "Manages the work.",
            starts=household.setting.opened,
            **written(contact, household.setting.at),
        )
