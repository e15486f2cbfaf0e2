"""Makes the living programme and writes it: families, their cases, and everything about them."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from cases.chronology.rebuilding import rebuild
from cases.deadlines.recompute import recompute_all
from cases.models import Identifier, Intake
from programme.demo.book import Book, Ids, table_names
from programme.demo.chance import Chance
from programme.demo.facts import add_alerts, add_education
from programme.demo.families import new_family
from programme.demo.household import Household
from programme.demo.journeys import (
    FOR_YOUNG_PEOPLE,
    MIX,
    STRANDS,
    choose_strand,
    run,
    when_referred,
)
from programme.demo.near_duplicates import write_again
from programme.demo.notices import add_notices
from programme.demo.numbers import Numbers
from programme.demo.people import Setting, some_heritage
from programme.demo.places import AREAS, HAMPSHIRE, ISLE_OF_WIGHT
from programme.demo.staff import Recruiter
from programme.demo.statuses import add_missing_episodes, add_statuses
from programme.demo.stories import restrict, write_stories
from programme.demo.supervision import write_supervision_and_audit
from programme.demo.world import World

FAMILIES = 400
_AT_ONCE = 250
_SECONDS_BETWEEN_LINES = 5
# How many cases a family has, of a hundred families.
_CASES = {"0": 6, "1": 76, "2": 14, "3": 4}
# Which families of an authority are restricted: two, whatever the scale.
_RESTRICTED = (6, 9)
_WRITTEN_TWICE = 0.035

Say = Callable[[str], None]


@dataclass
class Loaded:
    counts: dict[str, int]
    seconds: float


def load(*, scale: float, seed: int, now: datetime, say: Say, ids: Ids | None = None) -> Loaded:
    """Everything in one transaction: a load that is stopped leaves nothing behind."""
    began = time.monotonic()
    families = max(40, round(FAMILIES * scale))
    with transaction.atomic():
        world = new_world(families=families, seed=seed, now=now, ids=ids)
        say(f"Staff ready: {time.monotonic() - began:.1f} s")
        with connection.cursor() as cursor:
            # Foreign keys are checked at the end of each COPY, not piled up for the commit.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        write_programme(world, families, _Progress(say, families, began), world.book.write)
        Intake.objects.bulk_create(world.intakes)
        write_supervision_and_audit(world)
        _analyse()
        rebuild()
        recompute_all()
        add_notices(now)
    _analyse()
    seconds = time.monotonic() - began
    return Loaded(dict(world.book.counts()), seconds)


def new_world(*, families: int, seed: int, now: datetime, ids: Ids | None = None) -> World:
    recruiter = Recruiter(Chance(f"{seed} staff"), now.date(), families=families)
    staff = recruiter.recruit()
    staff.chance = chance = Chance(f"{seed} families")
    taken = Identifier.objects.values_list("value", flat=True)
    return World(
        chance=chance,
        book=Book(ids or Ids()),
        numbers=Numbers(taken),
        now=now,
        authorities={code: authority.pk for code, authority in recruiter.authorities.items()},
        staff=staff,
    )


class _Progress:
    """A line every few seconds and at the end: how far, how long."""

    def __init__(self, say: Say, families: int, began: float) -> None:
        self.say, self.families, self.began = say, families, began
        self.last = 0.0

    def __call__(self, done: int, book: Book) -> None:
        now = time.monotonic()
        if done < self.families and now - self.last < _SECONDS_BETWEEN_LINES:
            return
        self.last = now
        counts = book.counts()
        self.say(
            f"{done:,} of {self.families:,} families, {counts['cases_person']:,} people, "
            f"{counts['cases_case']:,} cases: {now - self.began:.1f} s"
        )


def write_programme(
    world: World,
    families: int,
    progress: Callable[[int, Book], None],
    write: Callable[[], None],
) -> None:
    stories = write_stories(world)
    for household in stories:
        _facts(world, [household])
    places = {HAMPSHIRE: 0, ISLE_OF_WIGHT: 0}
    done = len(stories)
    while done < families:
        authority = ISLE_OF_WIGHT if done % 5 == 4 else HAMPSHIRE
        places[authority] += 1
        done += _family(world, authority, is_restricted=places[authority] in _RESTRICTED)
        if len(world.book.rows(Identifier)) >= _AT_ONCE * 4:
            write()
            progress(min(done, families - 1), world.book)
    write()
    progress(families, world.book)


def _family(world: World, authority: str, *, is_restricted: bool) -> int:
    """One family with its cases and facts. Returns how many families that made."""
    ways = [world.deal("ways", MIX) for _ in range(int(world.deal("cases", _CASES)))]
    if is_restricted:
        ways = ["active"]
    strands = [world.deal("strands", STRANDS) for _ in ways]
    received = [when_referred(world, way) for way in ways]
    opened = min(received, default=world.moment(world.before_today(5, 700)))
    area = world.chance.choice(AREAS[authority])
    by = world.staff.someone(authority, "", area, opened.date()).user_id
    has_teenager = not FOR_YOUNG_PEOPLE.keys().isdisjoint(strands)
    setting = Setting(authority, area, some_heritage(world), by, opened, has_teenager)
    households = new_family(world, setting)
    main = households[0]
    cases = []
    for at, way, wanted in sorted(zip(received, ways, strands, strict=True)):
        strand = choose_strand(world, main, wanted)
        if strand is not None:
            cases.append(run(world, main, strand, way, at))
    subjects = cases[0].subjects if cases else main.children
    enters_care = any(case.row["outcome"] == "entered_care" for case in cases)
    add_statuses(world, main, subjects, first=opened.date(), enters_care=enters_care)
    for case in cases:
        if case.strand in ("edge", "willow") and world.chance.once_in(0.3):
            add_missing_episodes(world, main, case.subjects[0], first=opened.date())
            break
    if is_restricted:
        restrict(world, main, [case.key["worker_id"] for case in cases if case.key])
    elif world.chance.once_in(_WRITTEN_TWICE):
        households += _written_twice(world, setting, main)
    _facts(world, households)
    return len(households)


def _written_twice(world: World, setting: Setting, household: Household) -> list[Household]:
    received = when_referred(world, "active")
    if received < setting.at:
        received = setting.at
    by = world.staff.someone(setting.authority, "", setting.area, received.date()).user_id
    again = Setting(setting.authority, setting.area, setting.heritage, by, received)
    other = write_again(world, again, household)
    if other is None:
        return []
    # Another team's case: a strand that does not know the family already.
    other.strands |= household.strands
    strand = choose_strand(world, other)
    if strand is not None:
        run(world, other, strand, "active", received)
    return [other]


def _facts(world: World, households: list[Household]) -> None:
    told: set[int] = set()
    for household in households:
        add_alerts(world, household)
        for child, _ in household.members:
            if child.id not in told:
                told.add(child.id)
                add_education(world, household, child)


def _analyse() -> None:
    """So that the planner knows how big the tables are now."""
    with connection.cursor() as cursor:
        for name in table_names():
            cursor.execute(f"ANALYZE {name}")
