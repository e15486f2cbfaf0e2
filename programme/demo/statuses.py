"""What the council does for each child: help, plans, care, and times they went missing."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from cases.codes import (
    AbuseCategory,
    ClosureReason,
    EarlyHelpEnd,
    EpisodeCeased,
    LegalStatus,
    MissingKind,
    NewEpisodeReason,
    Placement,
    ProtectionEnd,
    StatusKind,
)
from cases.models import CareEpisode, MissingEpisode, StatutoryStatus
from cases.statutory_rules import age_on
from cases.working_days import LONDON, next_working_day
from programme.demo.household import Household
from programme.demo.people import Human
from programme.demo.world import DAY, World, written

_EARLY, _NEED = StatusKind.EARLY_HELP, StatusKind.CHILD_IN_NEED
_PLAN, _CARE = StatusKind.CHILD_PROTECTION, StatusKind.LOOKED_AFTER

# The spells a child goes through, in order. The last goes on unless it ends with a dot.
_STORIES: dict[tuple[str, ...], float] = {
    (): 26,
    (_EARLY,): 9,
    (_EARLY, "."): 8,
    (_EARLY, _NEED): 8,
    (_NEED,): 15,
    (_NEED, "."): 14,
    (_NEED, _PLAN): 6,
    (_NEED, _PLAN, _NEED): 5,
    (_NEED, _PLAN, _NEED, "."): 4,
    (_NEED, _PLAN, _CARE): 1.5,
    (_NEED, _CARE): 2,
    (_NEED, _CARE, _NEED): 1,
}
_CATEGORIES = {
    AbuseCategory.NEGLECT: 50,
    AbuseCategory.EMOTIONAL: 33,
    AbuseCategory.PHYSICAL: 9,
    AbuseCategory.SEXUAL: 5,
    AbuseCategory.MULTIPLE: 3,
}
_LENGTHS: dict[str, tuple[int, int]] = {
    _EARLY: (60, 200),
    _NEED: (45, 260),
    _PLAN: (90, 330),
    _CARE: (40, 300),
}
_SHORTEST = 8
_AFTER_PLAN: dict[str, str] = {
    _NEED: ProtectionEnd.STEPPED_DOWN,
    _CARE: ProtectionEnd.LOOKED_AFTER,
}


@dataclass
class Spell:
    kind: str
    starts: date
    ends: date | None = None
    next_kind: str = ""


def add_statuses(
    world: World, household: Household, children: list[Human], *, first: date, enters_care: bool
) -> None:
    """One story for the brothers and sisters of a family, as is usual; care for the eldest alone."""
    story = _story(world, household, enters_care=enters_care)
    born = [child for child in children if not child.is_unborn and child.died is None]
    for number, child in enumerate(born):
        own = story
        if _CARE in story and number and not household.placement:
            own = tuple(part for part in story if part not in (_CARE, "."))
        spells = _spells(world, child, own, first)
        for spell in spells:
            _write_status(world, household, child, spell)


def _story(world: World, household: Household, *, enters_care: bool) -> tuple[str, ...]:
    if household.placement:
        return (_NEED, _CARE)
    if enters_care:
        return (_NEED, _CARE)
    return world.chance.of(_STORIES)


def _spells(world: World, child: Human, story: tuple[str, ...], first: date) -> list[Spell]:
    """The story laid out from the first day to today, each spell after the one before."""
    kinds = [kind for kind in story if kind != "."]
    if not kinds or child.age_on(world.today) >= 18:
        return []
    goes_on = story[-1] != "."
    starts = next_working_day(max(first, child.born) + timedelta(days=world.chance.randint(1, 20)))
    left = (world.today - starts).days
    lengths = [world.chance.randint(*_LENGTHS[kind]) for kind in kinds]
    needed = sum(lengths[:-1] if goes_on else lengths) + _SHORTEST
    if needed > left:
        shrink = max(left, 1) / needed
        lengths = [int(length * shrink) for length in lengths]
    found: list[Spell] = []
    for number, kind in enumerate(kinds):
        if found:
            # The plan before ends the day before; a conference is on a working day.
            starts = next_working_day(starts + timedelta(days=max(lengths[number - 1], _SHORTEST)))
            if starts > world.today:
                break
            found[-1].ends, found[-1].next_kind = starts - DAY, kind
        found.append(Spell(kind, starts))
    if found and starts > world.today:
        found = [spell for spell in found if spell.starts <= world.today]
    if found and not goes_on and len(found) == len(kinds):
        ends = found[-1].starts + timedelta(days=max(lengths[-1], _SHORTEST))
        found[-1].ends = ends if ends < world.today else None
    return found


def _end_reason(world: World, spell: Spell) -> str:
    if spell.ends is None:
        return ""
    if spell.kind == _EARLY:
        usual = (EarlyHelpEnd.NEEDS_MET, EarlyHelpEnd.NEEDS_MET, EarlyHelpEnd.FAMILY_WITHDREW)
        return EarlyHelpEnd.STEPPED_UP if spell.next_kind else world.chance.choice(usual)
    if spell.kind == _PLAN:
        return _AFTER_PLAN.get(spell.next_kind, ProtectionEnd.NO_PLAN_NEEDED)
    if spell.kind == _CARE:
        return EpisodeCeased.HOME_PLANNED
    return ClosureReason.OTHER


def _write_status(world: World, household: Household, child: Human, spell: Spell) -> None:
    details: dict[str, Any] = {}
    if spell.kind == _PLAN:
        first = world.chance.of(_CATEGORIES)
        latest = AbuseCategory.EMOTIONAL if world.chance.once_in(0.15) else first
        details = {
            "conference_date": spell.starts,
            "initial_category": first,
            "latest_category": latest,
        }
    if spell.kind == _CARE:
        _write_care(world, household, child, spell)
    world.book.add(
        StatutoryStatus,
        person_id=child.id,
        kind=spell.kind,
        starts=spell.starts,
        ends=spell.ends,
        end_reason=_end_reason(world, spell),
        **details,
        **written(household.setting.by, world.moment(spell.starts)),
    )


def _write_care(world: World, household: Household, child: Human, spell: Spell) -> None:
    """One period of care in one to three episodes, each starting on the day the last one ended."""
    chance = world.chance
    age = age_on(child.born, spell.starts)
    placement = household.placement or _placement(world, age)
    status = chance.choice((LegalStatus.SECTION_20, LegalStatus.INTERIM_CARE_ORDER))
    episodes = [(NewEpisodeReason.STARTED, status, placement, spell.starts)]
    last = (spell.ends or world.today) - DAY
    changed = spell.starts + timedelta(days=chance.randint(25, 120))
    if changed < last and chance.once_in(0.6):
        if status == LegalStatus.INTERIM_CARE_ORDER and chance.once_in(0.5):
            status = LegalStatus.CARE_ORDER
            episodes.append((NewEpisodeReason.LEGAL_STATUS, status, placement, changed))
        else:
            moved = _placement(world, age, other_than=placement)
            episodes.append((NewEpisodeReason.PLACEMENT_AND_CARER, status, moved, changed))
    for number, (reason, legal, place, starts) in enumerate(episodes):
        following = episodes[number + 1] if number + 1 < len(episodes) else None
        ceased = EpisodeCeased.CONTINUES if following else ""
        if following is None and spell.ends is not None:
            ceased = EpisodeCeased.HOME_PLANNED
        world.book.add(
            CareEpisode,
            person_id=child.id,
            starts=starts,
            ends=following[3] if following else spell.ends,
            reason_started=reason,
            legal_status=legal,
            placement=place,
            reason_ceased=ceased,
            **written(household.setting.by, world.moment(starts)),
        )


def _placement(world: World, age: int, *, other_than: str = "") -> str:
    weights = {
        Placement.FOSTER_OTHER: 60,
        Placement.KIN_OTHER: 15,
        Placement.FOSTER_LONG_TERM: 10,
        Placement.CHILDRENS_HOME: 12 if age >= 10 else 0,
        Placement.SUPPORTED: 20 if age >= 16 else 0,
    }
    return world.chance.of({code: share for code, share in weights.items() if code != other_than})


def add_missing_episodes(world: World, household: Household, child: Human, *, first: date) -> None:
    """A few times missing, days apart; now and then the child has not come back yet."""
    chance = world.chance
    day = max(first, world.today - timedelta(days=300))
    for _ in range(chance.of({1: 45, 2: 25, 3: 18, 5: 12})):
        day += timedelta(days=chance.randint(4, 45))
        left = datetime.combine(day, time(chance.randint(15, 23), 20), tzinfo=LONDON)
        back = left + timedelta(minutes=chance.randint(90, 2300))
        if back >= world.now - timedelta(days=2) or age_on(child.born, day) >= 18:
            break
        _went_missing(world, household, child, left, back)
    if chance.once_in(0.12) and age_on(child.born, world.today) < 18:
        left = world.now - timedelta(minutes=chance.randint(120, 1500))
        _went_missing(world, household, child, left, None)


def _went_missing(
    world: World, household: Household, child: Human, left: datetime, back: datetime | None
) -> None:
    chance = world.chance
    offered = None if back is None else chance.once_in(0.9)
    accepted = chance.once_in(0.65) if offered else None
    # Most are held in time, some late, and the latest few not yet.
    answered = back and back + timedelta(hours=chance.randint(20, 90))
    is_answered = accepted is not None and answered <= world.now
    world.book.add(
        MissingEpisode,
        person_id=child.id,
        kind=MissingKind.MISSING if chance.once_in(0.85) else MissingKind.AWAY,
        missing_at=left,
        returned_at=back,
        reported_by=chance.choice(("Mother", "Foster carer", "School", "Grandmother")),
        interview_offered=offered,
        interview_accepted=accepted,
        interview_at=answered if is_answered else None,
        **written(household.setting.by, min(left + timedelta(hours=2), world.now)),
    )
