"""How often a child is to be seen, by their status. Most lengths are local: each authority sets them."""

from collections.abc import Callable, Iterator
from datetime import datetime

from cases.codes import ClockUnit, DeadlineEnd, NewEpisodeReason, StatusKind
from cases.deadlines.facts import FamilyFacts, Sight, ended
from cases.deadlines.limits import beginning_of, end_of
from cases.deadlines.rule import ClockRule, Level, Met, Per, Run
from cases.models import CareEpisode

_WATCHED = frozenset(
    {"casenote", "noteparticipant", "statutorystatus", "careepisode", "case", "familymembership"}
)
_NEW_PLACEMENT = frozenset(NewEpisodeReason) - {NewEpisodeReason.LEGAL_STATUS}


def _met(sights: list[Sight]) -> tuple[Met, ...]:
    return tuple(Met(sight.at, "note", sight.note_id) for sight in sights)


def _visits(sights: list[Sight]) -> list[Sight]:
    return [sight for sight in sights if sight.is_visit]


def _alone(sights: list[Sight]) -> list[Sight]:
    return [sight for sight in sights if sight.is_alone]


def _while_status(kind: StatusKind, counted: Callable) -> Callable[[FamilyFacts], Iterator[Run]]:
    """Runs while a child has this status and the programme works with the family."""

    def runs(facts: FamilyFacts) -> Iterator[Run]:
        for status in facts.statuses:
            if status.kind == kind:
                began = beginning_of(status.starts)
                own_end = end_of(status.ends) if status.ends else None
                yield from _runs(
                    facts, status.person_id, "status", status.pk, began, own_end, counted
                )

    return runs


def _runs(facts, person_id, source, source_id, began: datetime, own_end, counted):
    for work in facts.work_with(person_id):
        until, why = ended(work.until, own_end, DeadlineEnd.NOT_NEEDED)
        starts = max(began, work.starts)
        if until is None or until > starts:
            yield Run(
                family_id=work.family_id,
                person_id=person_id,
                started_by=source,
                started_by_id=source_id,
                starts=starts,
                until=until,
                why_ended=why,
                meets=_met(counted(facts.sights[person_id])),
            )


def _first_in_placement(facts: FamilyFacts) -> Iterator[Run]:
    for episode in facts.care_episodes:
        if episode.reason_started in _NEW_PLACEMENT:
            yield from _of_care(facts, episode, episode.ends)


def _in_care(facts: FamilyFacts) -> Iterator[Run]:
    """From a child's coming into care to its end, through every change of placement."""
    by_child: dict[int, list[CareEpisode]] = {}
    for episode in sorted(facts.care_episodes, key=lambda one: one.starts):
        period = by_child.get(episode.person_id)
        if period and period[-1].ends == episode.starts:
            period.append(episode)
            continue
        if period:
            yield from _of_care(facts, period[0], period[-1].ends)
        by_child[episode.person_id] = [episode]
    for period in by_child.values():
        yield from _of_care(facts, period[0], period[-1].ends)


def _of_care(facts: FamilyFacts, episode: CareEpisode, ends) -> Iterator[Run]:
    began, own_end = beginning_of(episode.starts), end_of(ends) if ends else None
    yield from _runs(facts, episode.person_id, "care", episode.pk, began, own_end, _visits)


VISIT_RULES: tuple[ClockRule, ...] = (
    ClockRule(
        slug="cp-visit",
        name="Visit: child protection plan",
        starts="the child protection plan, and each visit",
        met_by="a visit at which the child is seen",
        per=Per.PERSON,
        level=Level.LOCAL,
        source="Local safeguarding procedures",
        runs=_while_status(StatusKind.CHILD_PROTECTION, _visits),
        watches=_WATCHED,
        met_by_seeing=True,
        amount=10,
        unit=ClockUnit.WORKING_DAYS,
        repeats=True,
    ),
    ClockRule(
        slug="cp-seen-alone",
        name="See the child alone: child protection plan",
        starts="the child protection plan, and each time the child is seen alone",
        met_by="the child is seen alone",
        per=Per.PERSON,
        level=Level.LOCAL,
        source="Local safeguarding procedures: at least every second visit",
        runs=_while_status(StatusKind.CHILD_PROTECTION, _alone),
        watches=_WATCHED,
        met_by_seeing=True,
        amount=20,
        unit=ClockUnit.WORKING_DAYS,
        repeats=True,
    ),
    ClockRule(
        slug="cin-visit",
        name="Visit: child in need",
        starts="the child in need plan, and each visit",
        met_by="a visit at which the child is seen",
        per=Per.PERSON,
        level=Level.LOCAL,
        source="Local safeguarding procedures",
        runs=_while_status(StatusKind.CHILD_IN_NEED, _visits),
        watches=_WATCHED,
        met_by_seeing=True,
        amount=20,
        unit=ClockUnit.WORKING_DAYS,
        repeats=True,
    ),
    ClockRule(
        slug="cla-first-visit",
        name="First visit in a placement",
        starts="each placement",
        met_by="a visit at which the child is seen",
        per=Per.PERSON,
        level=Level.LAW,
        source="Care Planning, Placement and Case Review (England) Regulations 2010, regulation 28",
        runs=_first_in_placement,
        watches=_WATCHED,
        met_by_seeing=True,
        amount=1,
        unit=ClockUnit.WEEKS,
    ),
    ClockRule(
        slug="cla-visit",
        name="Visit: looked after",
        starts="coming into care, and each visit",
        met_by="a visit at which the child is seen",
        per=Per.PERSON,
        level=Level.LAW,
        source="Care Planning, Placement and Case Review (England) Regulations 2010, regulation 28",
        runs=_in_care,
        watches=_WATCHED,
        met_by_seeing=True,
        amount=6,
        unit=ClockUnit.WEEKS,
        repeats=True,
    ),
)
