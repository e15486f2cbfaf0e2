"""Measures and engagement ratings of a case that has begun: a baseline, and reviews beside it."""

import json
from datetime import date, timedelta

from cases.codes import EngagementLevel, Informant, MeasurePoint
from cases.engagement import falls_on
from cases.instruments import instrument_offered
from cases.models import Case, EngagementRating, Measure
from cases.strand import strand_named
from programme.demo.case_rows import CaseFile
from programme.demo.chance import Chance
from programme.demo.world import written

_WEEKS_BETWEEN = 7
_MOST = 4
_NOTES = (
    "Came to nearly every session and chose the goals.",
    "Cancelled twice, then came each week.",
    "At home for visits; little is agreed yet.",
    "",
)


def add_measures(case: CaseFile) -> None:
    """By chance of its own, so that nothing else in the made-up programme changes with it."""
    began = case.row["started_on"]
    if began is None or not case.subjects or not case.key:
        return
    chance = Chance(f"measures {case.referral['received_at']}")
    last = case.row["closed_on"] or case.world.today
    days = [began + timedelta(weeks=_WEEKS_BETWEEN * place, days=2) for place in range(_MOST)]
    days = [day for day in days if day <= last]
    if case.strand == "willow":
        _seraf(case, chance, days)
    elif case.strand in ("edge", "fit", "volunteers"):
        _safety(case, chance, days)
        if case.strand == "fit" and chance.once_in(0.5):
            _gad7(case, chance, days)
    _engagement(case, chance)


def _seraf(case: CaseFile, chance: Chance, days: list[date]) -> None:
    now = chance.randint(1, 4)
    for place, day in enumerate(days):
        answers = {
            "vulnerabilities": chance.randint(2, 6),
            "moderate": chance.randint(1, 5),
            "significant_now": max(0, now - place),
            "significant_earlier": min(place, now),
        }
        _write(case, "seraf", case.subjects[0].id, Informant.WORKER, place, day, answers)


def _safety(case: CaseFile, chance: Chance, days: list[date]) -> None:
    raters = ((Informant.WORKER, chance.randint(2, 5), days), (Informant.PARENT, 6, days[::3]))
    for informant, rating, asked in raters:
        for place, day in enumerate(asked):
            rating = min(10, max(0, rating + (chance.randint(-1, 3) if place else 0)))
            answers = {"safety": rating}
            _write(case, "safety", case.subjects[0].id, informant, place, day, answers)


def _gad7(case: CaseFile, chance: Chance, days: list[date]) -> None:
    adults = case.household.adults
    if not adults:
        return
    questions = instrument_offered("gad7").questions
    for place, day in enumerate(days):
        answers = {one.slug: max(0, chance.randint(1, 3) - place) for one in questions}
        _write(case, "gad7", adults[0].id, Informant.SELF, place, day, answers)


def _write(case, slug: str, person_id: int, informant, place: int, day: date, answers) -> None:
    instrument = instrument_offered(slug)
    scored = instrument.score(answers, informant)
    case.world.book.add(
        Measure,
        person_id=person_id,
        case_id=case.row["id"],
        instrument=slug,
        instrument_version=instrument.version,
        informant=informant,
        point=MeasurePoint.REVIEW if place else MeasurePoint.BASELINE,
        taken_on=day,
        answers=json.dumps(answers),
        scores=json.dumps(dict(scored.scores)),
        total=scored.total,
        calculated_level=scored.level,
        practitioner_level=scored.level,
        **_by(case, day),
    )


def _engagement(case: CaseFile, chance: Chance) -> None:
    dates = Case(started_on=case.row["started_on"], closed_on=case.row["closed_on"])
    for point in strand_named(case.strand).engagement_points:
        day = falls_on(point, dates)
        # Some are forgotten: those are what reminders are for.
        if day is None or day > case.world.today or chance.once_in(0.15):
            continue
        case.world.book.add(
            EngagementRating,
            case_id=case.row["id"],
            point=point.slug,
            level=chance.of(dict(zip(EngagementLevel, (8, 27, 40, 25), strict=True))).value,
            rated_on=day,
            rated_by_id=case.key_worker.user_id,
            note=chance.choice(_NOTES),
            **_by(case, day),
        )


def _by(case: CaseFile, day: date) -> dict:
    return written(case.key_worker.user_id, case.world.moment(day))
