"""When engagement is to be rated, what was rated, and how far two raters agree."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from cases.ages import day_words
from cases.codes import EngagementLevel
from cases.models import Case, EngagementRating
from cases.sessions_offered import sessions_offered
from cases.strand import EngagementPoint, strand_named

# The dates of the sessions offered, by case.
Sessions = Mapping[int, Sequence[date]]


@dataclass(frozen=True, slots=True)
class DuePoint:
    """A fixed point of one case, and the day it falls on."""

    case: Case
    point: EngagementPoint
    due_on: date


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often two raters gave the same level. `kappa` is None where chance cannot be told apart."""

    pairs: int
    exact: int
    within_one: int
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Rated:
    """One person, or the family, at one point: the first rating and the second, if there is one."""

    first: EngagementRating
    second: EngagementRating | None

    @property
    def about(self) -> str:
        return self.first.person.full_name if self.first.person else "The whole family"

    @property
    def agreement(self) -> str:
        if self.second is None:
            return ""
        apart = abs(self.first.level - self.second.level)
        who = self.second.rated_by
        level = self.second.get_level_display().lower()
        return {
            0: f"{who} rated it too and agrees.",
            1: f"{who} rated it too: {level}, one level apart.",
        }.get(apart, f"{who} rated it too: {level}, {apart} levels apart.")


@dataclass(frozen=True, slots=True)
class PointPage:
    """One fixed point as the case page shows it."""

    point: EngagementPoint
    when: str
    is_late: bool
    rated: list[Rated]


def falls_on(point: EngagementPoint, case: Case, sessions: Sequence[date] = ()) -> date | None:
    """The day of this point; None while it cannot be known."""
    if point.at_closing:
        return case.closed_on
    if case.started_on is None:
        return None
    day = case.started_on + timedelta(days=point.days)
    if point.or_session and len(sessions) >= point.or_session:
        day = min(day, sorted(sessions)[point.or_session - 1])
    # A case that ended before the point is rated at its closing only.
    return None if case.closed_on and case.closed_on < day else day


def points_unrated(
    cases: Iterable[Case], *, on: date | None = None, sessions: Sessions | None = None
) -> list[DuePoint]:
    """The fixed points that these cases have reached and nobody has rated, the oldest first.

    One query, however many cases. `sessions` are the dates of the sessions offered to each.
    """
    on = on or timezone.localdate()
    cases = list(cases)
    # unscoped: which points are rated, of cases the caller may see.
    rows = EngagementRating.objects.filter(case__in=[case.pk for case in cases])
    rated = set(rows.values_list("case_id", "point"))
    found = []
    for case in cases:
        for point in strand_named(case.strand).engagement_points:
            day = falls_on(point, case, (sessions or {}).get(case.pk, ()))
            if day is not None and day <= on and (case.pk, point.slug) not in rated:
                found.append(DuePoint(case, point, day))
    return sorted(found, key=lambda one: (one.due_on, one.case.pk))


def engagement_of(case: Case, *, user) -> list[PointPage]:
    """Each fixed point of the case with its ratings."""
    rows = EngagementRating.objects.for_user(user).filter(case=case)
    rows = rows.select_related("person", "rated_by").order_by("person", "pk")
    by_point: dict[str, dict] = defaultdict(dict)
    for row in rows:
        by_point[row.point].setdefault(row.person_id, {})[row.is_second] = row
    sessions = sessions_offered([case.pk])[case.pk]
    return [
        _point_page(case, point, by_point[point.slug], sessions)
        for point in strand_named(case.strand).engagement_points
    ]


def _point_page(
    case: Case, point: EngagementPoint, ratings: dict, sessions: Sequence[date]
) -> PointPage:
    day = falls_on(point, case, sessions)
    is_late = day is not None and day < timezone.localdate() and not ratings
    rated = [Rated(both[False], both.get(True)) for both in ratings.values() if False in both]
    return PointPage(point, f"due {day_words(day)}" if day else "", is_late, rated)


def agreement_of(ratings: QuerySet[EngagementRating]) -> Agreement:
    """Over every point that two people rated, among these."""
    levels: dict[tuple, dict[bool, int]] = defaultdict(dict)
    for case, person, point, is_second, level in ratings.values_list(
        "case_id", "person_id", "point", "is_second", "level"
    ):
        levels[case, person, point][is_second] = level
    both = [(one[False], one[True]) for one in levels.values() if len(one) == 2]
    return Agreement(
        pairs=len(both),
        exact=sum(first == second for first, second in both),
        within_one=sum(abs(first - second) <= 1 for first, second in both),
        kappa=weighted_kappa(both),
    )


def weighted_kappa(pairs: Sequence[tuple[int, int]]) -> float | None:
    """Cohen's kappa, each disagreement weighing as many as the levels it is apart."""
    if not pairs:
        return None
    observed = sum(abs(first - second) for first, second in pairs) / len(pairs)
    firsts = [first for first, _ in pairs]
    seconds = [second for _, second in pairs]
    share = {
        level: (firsts.count(level) / len(pairs), seconds.count(level) / len(pairs))
        for level in EngagementLevel.values
    }
    expected = sum(
        share[one][0] * share[other][1] * abs(one - other) for one in share for other in share
    )
    return None if expected == 0 else 1 - observed / expected
