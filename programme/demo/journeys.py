"""How cases go: from a referral that waits to one that was closed and came back."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from cases.codes import AllocationRole, CaseOutcome, StepDown
from cases.strand import strand_named
from cases.working_days import add_working_days
from programme.demo import words
from programme.demo.case_rows import CaseFile, days
from programme.demo.household import Household
from programme.demo.measures import add_measures
from programme.demo.notes import add_notes
from programme.demo.people import Human
from programme.demo.plans import add_plan
from programme.demo.world import World

# How many cases in a hundred go each way.
MIX = {
    "active": 37,
    "closed": 27,
    "declined": 8,
    "accepted": 6,
    "waiting": 5,
    "stepped": 5,
    "redirected": 4,
    "handed_over": 3,
    "reopened": 3,
    "closed_again": 1,
    "waiting_again": 1,
}
STRANDS = {"edge": 33, "fit": 32, "volunteers": 13, "willow": 11, "surgeries": 6, "pa": 5}
# Strands that work with young people rather than whole families.
FOR_YOUNG_PEOPLE = {"edge": (10, 17), "willow": (11, 17)}
_OUTCOMES = {
    CaseOutcome.GOALS_MET: 40,
    CaseOutcome.GOALS_PARTLY_MET: 25,
    CaseOutcome.GOALS_NOT_MET: 5,
    CaseOutcome.STEPPED_UP: 8,
    CaseOutcome.ENTERED_CARE: 6,
    CaseOutcome.DISENGAGED: 7,
    CaseOutcome.NEVER_ENGAGED: 4,
    CaseOutcome.MOVED_AWAY: 5,
}
# How long ago, in days, a case of this way began.
_BEGAN = {
    "active": (12, 300),
    "closed": (90, 725),
    "declined": (12, 725),
    "accepted": (4, 16),
    "stepped": (150, 700),
    "redirected": (30, 500),
    "handed_over": (60, 300),
    "reopened": (300, 725),
    "closed_again": (500, 728),
    "waiting_again": (200, 700),
}
_OTHER_ROLES = {
    "fit": (AllocationRole.FIT_PRACTITIONER, 0.2),
    "edge": (AllocationRole.EDGE_WORKER, 0.12),
    "willow": (AllocationRole.WILLOW_PRACTITIONER, 0.15),
}
_VOLUNTEER_ROLES = (
    AllocationRole.MENTOR, AllocationRole.FAMILY_SUPPORT, AllocationRole.ADVOCATE,
)  # fmt: skip


def choose_strand(world: World, household: Household, wanted: str = "") -> str | None:
    """A strand that fits the children's ages and has no case with this family yet."""
    wanted = wanted or world.deal("strands", STRANDS)
    for strand in (wanted, *world.chance.sample(list(STRANDS), len(STRANDS))):
        if strand not in household.strands and subjects_for(world, household, strand):
            household.strands.add(strand)
            return strand
    return None


def subjects_for(world: World, household: Household, strand: str) -> list[Human]:
    children = [child for child in household.children if child.died is None]
    children = [child for child in children if child.age_on(world.today) < 18]
    if strand in FOR_YOUNG_PEOPLE:
        youngest, oldest = FOR_YOUNG_PEOPLE[strand]
        fitting = [c for c in children if youngest <= c.age_on(world.today) <= oldest]
        return fitting[:1]
    if strand in ("volunteers", "surgeries"):
        return [child for child in children if child.age_on(world.today) >= 4][:1]
    return children


def when_referred(world: World, way: str) -> datetime:
    """A moment that leaves the way room to happen; waiting ones a few working days ago at most."""
    if way == "waiting":
        day = add_working_days(world.today, -world.chance.choice((0, 0, 1, 1, 1, 2, 3, 4)))
        if day == world.today:
            day = world.working_day(day)
        return world.moment(day)
    return world.moment(world.working_day(world.before_today(*_BEGAN[way])))


def run(world: World, household: Household, strand: str, way: str, received: datetime) -> CaseFile:
    """Write one case, and the other one where it went on to another strand."""
    case = CaseFile(world, household, strand, subjects_for(world, household, strand))
    case.refer(received)
    _WAYS[way](case)
    add_recorded_work(case)
    return case


def add_recorded_work(case: CaseFile) -> None:
    """What is written week by week once the work has begun."""
    add_notes(case)
    add_measures(case)
    add_plan(case)


def _today_or_before(case: CaseFile, day: date) -> date:
    return max(case.at.date(), min(case.world.working_day(day), case.world.today))


def _take_on(case: CaseFile, *, was_before: bool = False) -> None:
    """Accept, allocate and begin."""
    world = case.world
    case.accept()
    manager = case.referral["decided_by_id"]
    starts = _today_or_before(case, case.at.date() + days(world, 0, 4))
    worker = world.staff.someone(
        case.authority, case.strand, case.area, starts, gone=was_before or world.chance.once_in(0.1)
    )
    case.allocate(worker, AllocationRole.KEY_WORKER, starts, manager)
    case.start(_today_or_before(case, starts + days(world, 1, 14)))
    _others_join(case)
    if worker.left is not None:
        last_day = worker.left
        if last_day <= case.key["starts"]:
            return
        after = world.staff.someone(case.authority, case.strand, case.area, last_day)
        case.change_key_worker(after, last_day)


def _others_join(case: CaseFile) -> None:
    world, chance = case.world, case.world.chance
    by = case.key_worker.user_id
    day = _today_or_before(case, case.at.date() + days(world, 0, 20))
    if case.strand in ("fit", "edge", "willow") and chance.once_in(0.6):
        worker = world.staff.someone(case.authority, "", case.area, day)
        case.allocate(worker, AllocationRole.SOCIAL_WORKER, day, by)
    role, share = _OTHER_ROLES.get(case.strand, ("", 0))
    if role and chance.once_in(share):
        worker = world.staff.someone(case.authority, case.strand, case.area, day, other_than=by)
        case.allocate(worker, role, day, by)
    has_volunteer = {"edge": 0.3, "volunteers": 0.8}.get(case.strand, 0)
    if chance.once_in(has_volunteer):
        role = AllocationRole.MENTOR if case.strand == "edge" else chance.choice(_VOLUNTEER_ROLES)
        worker = world.staff.someone(case.authority, "mentors", "", day)
        row = case.allocate(worker, role, day, by)
        if chance.once_in(0.2):
            ends = day + days(world, 20, 60)
            if ends < world.today:
                row |= {"ends": ends, "version": 2}


def _waiting(case: CaseFile) -> None:
    """Nobody has decided yet; now and then the referrer has heard that it arrived."""
    if case.world.chance.once_in(0.4):
        case.referral |= {"told": "received", "told_at": case.referral["received_at"]}


def _accepted(case: CaseFile) -> None:
    case.accept()
    if case.world.chance.once_in(0.55):
        world = case.world
        day = _today_or_before(case, case.at.date() + days(world, 0, 2))
        worker = world.staff.someone(case.authority, case.strand, case.area, day)
        case.allocate(worker, AllocationRole.KEY_WORKER, day, case.referral["decided_by_id"])


def _active(case: CaseFile) -> None:
    _take_on(case)


def _end(case: CaseFile, *, latest: date | None = None, outcome: str = "") -> None:
    world = case.world
    earliest = case.at.date() + timedelta(days=14)
    latest = latest or world.today - timedelta(days=2)
    on = min(case.at.date() + days(world, 45, 230), latest)
    on = _today_or_before(case, max(on, min(earliest, latest)))
    # Nobody closes a case before its key worker of that day came.
    on = max(on, case.key["starts"])
    case.close(on, outcome or world.chance.of(_OUTCOMES))


def _closed(case: CaseFile) -> None:
    _take_on(case)
    _end(case)


def _declined(case: CaseFile) -> None:
    case.decline()


def _another(case: CaseFile) -> CaseFile | None:
    """A case of the family in another strand, not begun yet."""
    strand = choose_strand(case.world, case.household)
    if strand is None:
        return None
    subjects = subjects_for(case.world, case.household, strand)
    return CaseFile(case.world, case.household, strand, subjects)


def _redirected(case: CaseFile) -> None:
    other = _another(case)
    if other is None:
        case.decline()
        return
    case.redirect(other, f"Sent on by {strand_named(case.strand)}")
    _take_on(other)


def _stepped(case: CaseFile) -> None:
    _take_on(case)
    other = _another(case)
    if other is None:
        _end(case)
        return
    world = case.world
    on = _today_or_before(case, case.at.date() + days(world, 40, 110))
    on = max(on, case.key["starts"])
    at = world.moment(on, after=case.at)
    ours = strand_named(case.strand)
    why = world.chance.choice(words.STEP_REASONS)
    said = case.referral | {
        "reason": f"{why}\n\nWhy {ours} was asked to help:\n{case.referral['reason']}"
    }
    by = case.key_worker.user_id
    other.refer(
        at, copied=said, stepped_from=case.row["id"], reason=f"Stepped across from {ours}", by=by
    )
    if world.chance.once_in(0.8):
        case.close(on, CaseOutcome.GOALS_PARTLY_MET, StepDown.OTHER_STRAND, summary=why)
    _take_on(other)


def _handed_over(case: CaseFile) -> None:
    """Offered to a colleague: accepted, turned down, or waiting to be read."""
    world = case.world
    _take_on(case)
    answer = world.deal("transfers", {"": 4, "accepted": 4, "declined": 2})
    day = world.before_today(1, 4) if not answer else world.before_today(10, 40)
    day = _today_or_before(case, day)
    if day <= case.key["starts"]:
        return
    now = case.key_worker.user_id
    to = world.staff.someone(case.authority, case.strand, case.area, day, other_than=now)
    offered = world.moment(day, after=case.at)
    transfer = case.offer(to, offered)
    if answer:
        finish(case, transfer, to, answer)


def finish(case: CaseFile, transfer: dict, to, answer: str) -> None:
    world = case.world
    at = world.moment(_today_or_before(case, transfer["offered_at"].date() + days(world, 1, 3)))
    at = max(at, transfer["offered_at"] + timedelta(minutes=1))
    transfer |= {
        "answer": answer,
        "answered_at": at,
        "answered_by_id": to.user_id,
        "answer_note": "" if answer == "accepted" else "I have no room before the new year.",
        "version": 2,
        "updated_at": at,
        "updated_by_id": to.user_id,
    }
    if answer == "accepted":
        case.change_key_worker(to, at.date())


def _come_back(case: CaseFile, latest: date) -> None:
    """Closed, and referred again some months later."""
    world = case.world
    _take_on(case)
    gap = world.today - case.at.date()
    _end(case, latest=case.at.date() + gap / 2)
    day = min(case.row["closed_on"] + days(world, 30, 200), latest)
    day = _today_or_before(case, max(day, case.row["closed_on"]))
    case.refer(world.moment(day, after=case.at))


def _reopened(case: CaseFile) -> None:
    _come_back(case, case.world.today - timedelta(days=20))
    _take_on(case)


def _closed_again(case: CaseFile) -> None:
    _come_back(case, case.world.today - timedelta(days=120))
    _take_on(case)
    _end(case)


def _waiting_again(case: CaseFile) -> None:
    """The second referral came in these last days and has not been decided."""
    _take_on(case)
    _end(case, latest=case.world.today - timedelta(days=40))
    received = when_referred(case.world, "waiting")
    case.refer(max(received, case.at + timedelta(minutes=10)))


_WAYS: dict[str, Callable[[CaseFile], None]] = {
    "active": _active,
    "closed": _closed,
    "declined": _declined,
    "accepted": _accepted,
    "waiting": _waiting,
    "stepped": _stepped,
    "redirected": _redirected,
    "handed_over": _handed_over,
    "reopened": _reopened,
    "closed_again": _closed_again,
    "waiting_again": _waiting_again,
}
