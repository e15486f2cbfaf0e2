"""A saved record starts and meets its clocks in its own transaction, once for all it writes."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.deadlines.recompute import differences, recompute
from cases.models import Deadline, EngagementRating, Measure, MissingEpisode
from cases.services.closure import start_work
from cases.services.facts import add_fact, change_fact
from cases.services.measures import record_measure
from cases.services.referrals import accept
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(worker):
    case = factories.make_case(by=worker, referred_on=timezone.localdate() - timedelta(days=200))
    recompute(case_ids=[case.pk])
    return case


def running(**where):
    return Deadline.objects.running().filter(**where)


def came_back(case, worker) -> MissingEpisode:
    back = timezone.now() - timedelta(hours=5)
    return add_fact(
        MissingEpisode(
            person=case.participants.get(),
            missing_at=back - timedelta(hours=9),
            returned_at=back,
            interview_offered=True,
            interview_accepted=True,
        ),
        by=worker,
    )


def test_return_starts_the_interview_clock_and_the_interview_meets_it(case, worker):
    episode = came_back(case, worker)
    row = running(rule="return-interview").get()
    assert row.started_by_id == episode.pk
    episode.interview_at = timezone.now()
    change_fact(episode, by=worker, seen_version=1, fields=["interview_at"])
    row.refresh_from_db()
    assert row.met_at == episode.interview_at


def test_clock_is_not_kept_when_its_record_is_not(case, worker):
    with transaction.atomic():
        came_back(case, worker)
        transaction.set_rollback(True)
    assert not running(rule="return-interview").exists()


def test_decision_meets_its_clock(worker, manager):
    case = factories.make_case(by=worker, stage="referred")
    recompute(case_ids=[case.pk])
    assert running(rule="referral-decision", case=case).exists()
    accept(case=case, by=manager)
    assert not running(rule="referral-decision", case=case).exists()


def test_starting_work_starts_its_engagement_points_and_a_rating_meets_one(worker):
    case = factories.make_case(by=worker, stage="accepted")
    case = start_work(case=case, on=timezone.localdate(), by=worker)
    assert running(rule="engagement-point", case=case).count() == 2
    rating = EngagementRating(
        case=case, point="initial", level=2, rated_on=timezone.localdate(), rated_by=worker
    )
    add_fact(rating, by=worker)
    assert running(rule="engagement-point", case=case).count() == 1


def test_seraf_starts_the_next_and_twice_on_one_day_starts_one(case, worker):
    child = case.participants.get()
    measure = factories.make_measure(child, instrument="seraf", answers={"score": 8})
    fresh = Measure.objects.get(pk=measure.pk)
    fresh.pk = None
    record_measure(measure=fresh, by=worker)
    assert running(rule="seraf-score", person=child).count() == 1


def test_records_agree_with_their_clocks_whatever_was_saved(case, worker):
    came_back(case, worker)
    assert len(differences([case.family_id])) == 0


def test_service_that_writes_several_records_counts_once(case, worker):
    def counts(number: int) -> int:
        people = [factories.make_person(f"Kit{n}") for n in range(number)]
        with CaptureQueriesContext(connection) as seen:
            factories.make_note(case, people=people, by=worker)
        return len(seen)

    counts(1)
    assert counts(1) == counts(6)
