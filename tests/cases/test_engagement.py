"""Engagement is rated at the points the strand fixes, by one worker or two."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.engagement import agreement_of, falls_on, points_unrated, weighted_kappa
from cases.models import Case, EngagementRating
from cases.strand import strand_named, strands
from tests import factories
from tests.cast import sign_in


def started(days_ago: int, *, strand="edge", **fields):
    day = timezone.localdate() - timedelta(days=days_ago)
    return factories.make_case(strand=strand, referred_on=day, started_on=day, **fields)


def rate(user, case, point="week_8", level=2, person=None):
    today = timezone.localdate()
    return sign_in(user).post(
        reverse("cases:engagement_rate", args=[case.pk, point]),
        {
            "level": level,
            "person": person.pk if person else "",
            "rated_on_day": today.day,
            "rated_on_month": today.month,
            "rated_on_year": today.year,
            "note": "Came to five of six.",
        },
    )


def test_every_strand_rates_at_closing():
    assert all(strand.engagement_points[-1].at_closing for strand in strands())


def test_form_shows_what_each_level_looks_like(worker):
    case = started(60)
    page = sign_in(worker).get(reverse("cases:engagement_rate", args=[case.pk, "week_8"]))
    assert "Came to at least half of the sessions" in page.content.decode()


def test_rating_shows_on_the_case_page(worker):
    case = started(60)
    assert rate(worker, case).status_code == 302
    rating = EngagementRating.objects.get()
    assert (rating.level, rating.rated_by, rating.is_second) == (2, worker, False)
    page = sign_in(worker).get(case.get_absolute_url()).content.decode()
    assert "<strong>working together</strong>" in page


def test_second_rater_is_kept_beside_the_first(worker, colleague, manager):
    case = started(60)
    rate(worker, case, level=3)
    rate(colleague, case, level=2)
    assert list(EngagementRating.objects.order_by("pk").values_list("level", "is_second")) == [
        (3, False), (2, True),
    ]  # fmt: skip
    page = sign_in(worker).get(reverse("cases:engagement", args=[case.pk])).content.decode()
    assert "Tom Reed rated it too: working together, one level apart." in page
    assert "Two people have rated this point already" in rate(manager, case).content.decode()


def test_rating_again_corrects_ones_own(worker):
    case = started(60)
    rate(worker, case, level=3)
    rate(worker, case, level=1)
    rating = EngagementRating.objects.get()
    assert (rating.level, rating.version) == (1, 2)


def test_person_and_family_are_rated_apart(worker):
    case = started(60)
    rate(worker, case, level=3)
    rate(worker, case, level=0, person=case.family.people.get())
    assert EngagementRating.objects.filter(is_second=False).count() == 2


def test_somebody_outside_the_case_is_not_offered(worker):
    assert rate(worker, started(60), person=factories.make_person("Zoe")).status_code == 200
    assert not EngagementRating.objects.exists()


def test_unknown_point_is_not_found(worker):
    assert rate(worker, started(60), point="week_99").status_code == 404


@pytest.mark.parametrize(
    ("sessions", "day"),
    [
        ([], date(2026, 4, 12)),
        ([date(2026, 3, 5), date(2026, 3, 19), date(2026, 3, 12)], date(2026, 3, 19)),
        ([date(2026, 3, 5), date(2026, 4, 2), date(2026, 5, 1)], date(2026, 4, 12)),
    ],
)
def test_fit_rates_at_six_weeks_or_the_third_session_offered(sessions, day):
    case = Case(strand="fit", started_on=date(2026, 3, 1))
    assert falls_on(strand_named("fit").engagement_points[0], case, sessions) == day


def test_points_that_passed_unrated_are_listed(worker, django_assert_num_queries):
    late, early = started(60), started(5)
    closed = started(30, stage="closed")
    rate(worker, late, point="initial")
    with django_assert_num_queries(1):
        found = points_unrated([late, early, closed])
    assert {(one.case, one.point.slug) for one in found} == {
        (late, "week_8"), (closed, "initial"), (closed, "closing"),
    }  # fmt: skip


def test_agreement_of_a_set(worker, colleague):
    for mine, theirs in ((3, 3), (2, 1), (0, 2)):
        case = started(60)
        rate(worker, case, level=mine)
        rate(colleague, case, level=theirs)
    found = agreement_of(EngagementRating.objects.all())
    assert (found.pairs, found.exact, found.within_one) == (3, 1, 2)


def test_weighted_kappa_by_hand():
    """Two raters, levels 0,0,1,1 and 0,1,1,1: observed distance 1/4; expected 1/2 · 3/4 + 1/2 · 1/4."""
    assert weighted_kappa([(0, 0), (0, 1), (1, 1), (1, 1)]) == pytest.approx(0.5)
    assert weighted_kappa([(2, 2), (2, 2)]) is None
    assert weighted_kappa([]) is None
