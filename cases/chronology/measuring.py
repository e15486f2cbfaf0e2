"""Questionnaires, scales and how far people took part: for colleagues, not told in a story."""

from collections.abc import Iterator

from cases.chronology.registry import Line, about_case, reads
from cases.codes import EntryKind, Significance
from cases.instruments import instrument_of
from cases.measure_series import score_words
from cases.models import EngagementRating, Measure


@reads(Measure, with_related=("person", "case"), page="cases:measure")
def measure(one: Measure) -> Iterator[Line]:
    instrument = instrument_of(one)
    level = instrument.level_named(one.level)
    said = [
        score_words(one),
        level.label if level else "",
        f"answered by {one.get_informant_display()}",
    ]
    about = about_case(one.case) if one.case else {"authority_id": one.person.authority_id}
    yield Line(
        on=one.taken_on,
        kind=EntryKind.MEASURE,
        title=f"{instrument.short_name} for {{who}}",
        text=", ".join(filter(None, said)),
        significance=(
            Significance.NOTABLE if instrument.risks(one.answers) else Significance.ROUTINE
        ),
        told=False,
        person_id=one.person_id,
        by_id=one.created_by_id,
        **about,
    )


@reads(EngagementRating, with_related=("case",))
def engagement(one: EngagementRating) -> Iterator[Line]:
    """The first rating of a point. A second one checks how far two workers agree."""
    if not one.is_second:
        yield Line(
            on=one.rated_on,
            kind=EntryKind.ENGAGEMENT,
            title="Engagement of {who} rated"
            if one.person_id
            else "Engagement of the family rated",
            text=one.get_level_display(),
            told=False,
            person_id=one.person_id,
            by_id=one.rated_by_id,
            **about_case(one.case),
        )
