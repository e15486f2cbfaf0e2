"""The clocks all strands share. Lengths are where practice starts; each authority sets its own."""

from collections.abc import Iterator

from cases.codes import ClockUnit, DeadlineEnd
from cases.deadlines.facts import FamilyFacts, ended
from cases.deadlines.limits import beginning_of, end_of
from cases.deadlines.rule import ClockRule, Level, Met, Per, Run
from cases.deadlines.settings import REFERRAL_DECISION

SERAF = "seraf"


def _decisions(facts: FamilyFacts) -> Iterator[Run]:
    """The day stands on the referral, which shows it from the moment it is taken."""
    for referral in facts.referrals:
        met = (Met(referral.decided_at, "referral", referral.pk),) if referral.decided_at else ()
        yield Run(
            family_id=referral.case.family_id,
            case_id=referral.case_id,
            started_by="referral",
            started_by_id=referral.pk,
            starts=referral.received_at,
            meets=met,
            due=referral.decision_due,
        )


def _return_interviews(facts: FamilyFacts) -> Iterator[Run]:
    for episode in facts.returns:
        # An offer that was accepted still has to be kept; one that was declined is answered.
        answered = episode.interview_at or episode.interview_accepted is False
        at = max(episode.interview_at or episode.updated_at, episode.returned_at)
        for work in facts.work_with(episode.person_id):
            if episode.returned_at < work.starts or (
                work.until is not None and episode.returned_at > work.until
            ):
                continue
            yield Run(
                family_id=work.family_id,
                person_id=episode.person_id,
                started_by="missing",
                started_by_id=episode.pk,
                starts=episode.returned_at,
                until=work.until,
                why_ended=DeadlineEnd.CASE_ENDED,
                meets=(Met(at, "missing", episode.pk),) if answered else (),
            )


def _alert_reviews(facts: FamilyFacts) -> Iterator[Run]:
    for alert in facts.alerts:
        works = (
            [facts.work[alert.family_id]] if alert.family_id else facts.work_with(alert.person_id)
        )
        for work in works:
            own_end = end_of(alert.ends) if alert.ends else None
            until, why = ended(work.until, own_end, DeadlineEnd.NOT_NEEDED)
            yield Run(
                family_id=work.family_id,
                person_id=alert.person_id,
                started_by="alert",
                started_by_id=alert.pk,
                starts=beginning_of(alert.starts),
                until=until,
                why_ended=why,
                due=end_of(alert.review_on),
            )


def _seraf(facts: FamilyFacts) -> Iterator[Run]:
    for person_id, measures in facts.measures_with(SERAF).items():
        first = measures[0]
        scored = tuple(Met(beginning_of(m.taken_on), "measure", m.pk) for m in measures[1:])
        for work in facts.work_with(person_id):
            yield Run(
                family_id=work.family_id,
                person_id=person_id,
                started_by="measure",
                started_by_id=first.pk,
                starts=beginning_of(first.taken_on),
                until=work.until,
                why_ended=DeadlineEnd.CASE_ENDED,
                meets=scored,
            )


CORE_RULES: tuple[ClockRule, ...] = (
    ClockRule(
        slug=REFERRAL_DECISION,
        name="Decision on a referral",
        starts="the referral is received",
        met_by="it is accepted, declined or sent on",
        per=Per.CASE,
        level=Level.GUIDANCE,
        source="Working Together to Safeguard Children",
        runs=_decisions,
        watches=frozenset({"referral", "case"}),
        amount=1,
        unit=ClockUnit.WORKING_DAYS,
    ),
    ClockRule(
        slug="return-interview",
        name="Return home interview",
        starts="a child comes back or is found",
        met_by="the interview is held or declined",
        per=Per.PERSON,
        level=Level.GUIDANCE,
        source="Children who run away or go missing from home or care, 2014",
        runs=_return_interviews,
        watches=frozenset({"missingepisode", "case", "familymembership"}),
        amount=72,
        unit=ClockUnit.HOURS,
    ),
    ClockRule(
        slug="alert-review",
        name="Look at an alert again",
        starts="an alert is added",
        met_by="a new review date is set or the alert ends",
        per=Per.PERSON,
        level=Level.LOCAL,
        source="The date on the alert",
        runs=_alert_reviews,
        watches=frozenset({"alert", "case", "familymembership"}),
    ),
    ClockRule(
        slug="seraf-score",
        name="Score sexual exploitation risk again",
        starts="the last SERAF score",
        met_by="SERAF is scored",
        per=Per.PERSON,
        level=Level.LOCAL,
        source="Local safeguarding procedures",
        runs=_seraf,
        watches=frozenset({"measure", "case", "familymembership"}),
        amount=3,
        unit=ClockUnit.MONTHS,
        repeats=True,
    ),
)
