"""Measures put beside each other: only of one person, by one instrument and one kind of informant."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, F, QuerySet, Value, When, Window
from django.db.models.functions import FirstValue, RowNumber
from django.utils.formats import date_format

from cases.codes import MeasurePoint
from cases.instruments import instrument_of
from cases.instruments.definition import Instrument, Level
from cases.instruments.gbo import GBO, ratings
from cases.instruments.summing import number
from cases.measure_chart import Chart, chart_of
from cases.models import Measure, Person


@dataclass(frozen=True, slots=True)
class Change:
    """How a later measure differs from an earlier one. `is_better` is None when nothing changed."""

    amount: Decimal
    words: str
    is_better: bool | None
    is_reliable: bool | None

    @property
    def colour(self) -> str:
        if self.is_better is None or self.is_reliable is False:
            return "grey"
        return "green" if self.is_better else "red"


@dataclass(frozen=True, slots=True)
class Result:
    """One measure as the pages show it."""

    measure: Measure
    instrument: Instrument
    score: str
    level: Level | None
    since_previous: Change | None
    since_baseline: Change | None
    by_score: Level | None
    note: str


@dataclass(frozen=True, slots=True)
class Series:
    """All results of one instrument from one kind of informant, the newest first."""

    person: Person
    instrument: Instrument
    informant: str
    results: list[Result]
    chart: Chart | None

    @property
    def latest(self) -> Result:
        return self.results[0]


def score_words(measure: Measure) -> str:
    instrument = instrument_of(measure)
    if measure.total is None:
        return "No score"
    return f"{number(measure.total)} out of {instrument.highest}"


def change_between(earlier: Measure, later: Measure) -> Change | None:
    """None where there is nothing to compare: no score, or no goal that both rate."""
    instrument = instrument_of(later)
    amount = _amount(instrument, earlier, later)
    if amount is None:
        return None
    threshold = instrument.reliable_change
    is_reliable = None if threshold is None else abs(amount) >= threshold
    is_better = None if amount == 0 else (amount < 0) == instrument.higher_is_worse
    return Change(amount, _words(amount, earlier, is_better, is_reliable), is_better, is_reliable)


def _amount(instrument: Instrument, earlier: Measure, later: Measure) -> Decimal | None:
    if instrument.slug == GBO.slug:
        first, last = ratings(earlier.answers), ratings(later.answers)
        both = first.keys() & last.keys()
        if not both:
            return None
        total = Decimal(sum(last[goal] - first[goal] for goal in both))
        return (total / len(both)).quantize(Decimal("0.01"))
    if earlier.total is None or later.total is None:
        return None
    return later.total - earlier.total


def _words(amount, earlier: Measure, is_better, is_reliable) -> str:
    since = date_format(earlier.taken_on, "j F Y")
    if is_better is None:
        return f"The same as on {since}"
    points = number(abs(amount))
    direction = "higher" if amount > 0 else "lower"
    text = f"{points} {direction} than on {since}"
    if is_reliable is None:
        return f"{text}: {'better' if is_better else 'worse'}"
    if not is_reliable:
        return f"{text}: no reliable change"
    return f"{text}: reliable {'improvement' if is_better else 'deterioration'}"


def series_of(measures: Iterable[Measure]) -> list[Series]:
    """Grouped; the series with the newest result first. Measures come with their person."""
    grouped: dict[tuple, list[Measure]] = {}
    for measure in sorted(measures, key=lambda one: (one.taken_on, one.pk)):
        key = (
            measure.person_id, measure.instrument, measure.instrument_version, measure.informant,
        )  # fmt: skip
        grouped.setdefault(key, []).append(measure)
    found = [_series(rows) for rows in grouped.values()]
    return sorted(found, key=lambda one: one.latest.measure.taken_on, reverse=True)


def _series(rows: list[Measure]) -> Series:
    instrument = instrument_of(rows[0])
    baseline = next((row for row in rows if row.point == MeasurePoint.BASELINE), None)
    results = [
        _result(instrument, row, rows[index - 1] if index else None, baseline)
        for index, row in enumerate(rows)
    ]
    return Series(
        person=rows[0].person,
        instrument=instrument,
        informant=rows[0].get_informant_display(),
        results=results[::-1],
        chart=chart_of(instrument, rows),
    )


def _result(instrument, row: Measure, previous: Measure | None, baseline: Measure | None) -> Result:
    differs = row.practitioner_level != row.calculated_level
    is_later = baseline is not None and (row.taken_on, row.pk) > (baseline.taken_on, baseline.pk)
    return Result(
        measure=row,
        instrument=instrument,
        score=score_words(row),
        level=instrument.level_named(row.level),
        since_previous=previous and change_between(previous, row),
        since_baseline=change_between(baseline, row) if is_later and baseline != previous else None,
        by_score=instrument.level_named(row.calculated_level) if differs else None,
        note=instrument.score(row.answers, row.informant).note,
    )


def pairs(measures: QuerySet[Measure]) -> QuerySet[Measure]:
    """The latest measure of each series that began with a baseline, with the baseline beside it.

    One row for each person, case, instrument, version and informant that has two scores: the
    latest, annotated with `baseline_id`, `baseline_on`, `baseline_total` and `baseline_level`.
    """
    series = [F("person"), F("case"), F("instrument"), F("instrument_version"), F("informant")]
    baseline_first = Case(When(point=MeasurePoint.BASELINE, then=Value(0)), default=Value(1))

    def of_first(name: str) -> Window:
        return Window(
            FirstValue(name),
            partition_by=series,
            order_by=[baseline_first, F("taken_on").asc(), F("pk").asc()],
        )

    newest = Window(
        RowNumber(), partition_by=series, order_by=[F("taken_on").desc(), F("pk").desc()]
    )
    rows = measures.filter(total__isnull=False).annotate(
        baseline_id=of_first("pk"),
        baseline_point=of_first("point"),
        baseline_on=of_first("taken_on"),
        baseline_total=of_first("total"),
        baseline_level=of_first("practitioner_level"),
        place_from_newest=newest,
    )
    return rows.filter(place_from_newest=1, baseline_point=MeasurePoint.BASELINE).exclude(
        baseline_id=F("pk")
    )
