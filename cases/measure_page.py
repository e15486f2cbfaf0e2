"""One measure as its own page shows it."""

from datetime import date

from django.db.models import QuerySet
from django.utils.formats import date_format

from cases.instruments import instrument_of
from cases.instruments.definition import Day, Entry, Question, Tick
from cases.measure_series import Result, Series, series_of
from cases.models import Measure

NOT_ANSWERED = "Not answered"


def series_holding(measure: Measure, rows: QuerySet[Measure]) -> tuple[Series, Result]:
    """The series it belongs to, of the rows the reader may see, and its own place in it."""
    series = series_of(rows.same_series(measure))[0]
    return series, next(one for one in series.results if one.measure.pk == measure.pk)


def answers_of(measure: Measure) -> list[dict]:
    """Rows for the summary list: what was asked, what was answered; then the scales' own levels."""
    instrument = instrument_of(measure)
    rows = [
        {"key": entry.text, "value": _words(entry, measure.answers.get(entry.slug))}
        for entry in instrument.entries
    ]
    if len(instrument.score_labels) < 2 or instrument.bands_of is None:
        return rows
    return [_scale_row(instrument, measure, *label) for label in instrument.score_labels]


def _words(entry: Entry, value) -> str:
    if isinstance(entry, Tick):
        return "Yes" if value else "No"
    if value is None:
        return NOT_ANSWERED
    if isinstance(entry, Question):
        words = entry.words_for(value)
        return words if words.startswith(str(value)) else f"{words} ({value})"
    if isinstance(entry, Day):
        return date_format(date.fromisoformat(value), "j F Y")
    return str(value)


def _scale_row(instrument, measure: Measure, slug: str, label: str) -> dict:
    value = measure.scores.get(slug)
    if value is None:
        return {"key": label, "value": NOT_ANSWERED}
    bands = instrument.scale_bands(slug, measure.informant)
    level = next((b.level.label for b in bands if b.lowest <= value <= b.highest), "")
    return {"key": label, "value": f"{value}: {level.lower()}" if level else str(value)}
