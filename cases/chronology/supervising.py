"""Decisions about a case in supervision: part of its record, for colleagues, not told in a story."""

from collections.abc import Iterator

from cases.chronology.registry import Line, about_case, reads
from cases.codes import EntryKind, Significance
from cases.models import CaseDiscussion


@reads(CaseDiscussion, with_related=("case", "supervision"))
def discussion(one: CaseDiscussion) -> Iterator[Line]:
    yield Line(
        on=one.supervision.held_on,
        kind=EntryKind.SUPERVISION,
        title=f"{one.case.strand_name}: decided in supervision",
        text=one.decision,
        significance=Significance.NOTABLE,
        told=False,
        by_id=one.supervision.supervisor_id,
        **about_case(one.case),
    )
