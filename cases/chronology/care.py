"""Statutory statuses and being looked after."""

from collections.abc import Iterator

from cases.chronology.registry import Line, reads
from cases.codes import EntryKind, NewEpisodeReason, Significance, StatusKind
from cases.models import CareEpisode, StatutoryStatus

_MAJOR = {StatusKind.CHILD_PROTECTION, StatusKind.LOOKED_AFTER}


@reads(StatutoryStatus, with_related=("person",))
def status(one: StatutoryStatus) -> Iterator[Line]:
    label = one.get_kind_display()
    about = {
        "kind": EntryKind.STATUS,
        "authority_id": one.person.authority_id,
        "person_id": one.person_id,
        "significance": Significance.MAJOR if one.kind in _MAJOR else Significance.NOTABLE,
    }
    yield Line(
        on=one.starts,
        part="starts",
        title=f"{label} began for {{who}}",
        text=one.get_initial_category_display(),
        **about,
    )
    if one.ends:
        yield Line(
            on=one.ends,
            part="ends",
            title=f"{label} ended for {{who}}",
            text=one.get_end_reason_display(),
            **about,
        )


@reads(CareEpisode, with_related=("person",))
def care(one: CareEpisode) -> Iterator[Line]:
    about = {
        "kind": EntryKind.CARE,
        "authority_id": one.person.authority_id,
        "person_id": one.person_id,
    }
    came = one.reason_started == NewEpisodeReason.STARTED
    yield Line(
        on=one.starts,
        part="starts",
        title="{who} came into care" if came else "Change in the care of {who}",
        text=f"{one.get_placement_display()}. {one.get_legal_status_display()}.",
        significance=Significance.MAJOR if came else Significance.NOTABLE,
        **about,
    )
    if one.ends and one.reason_ceased != "X1":
        yield Line(
            on=one.ends,
            part="ends",
            title="{who} left care",
            text=one.get_reason_ceased_display(),
            significance=Significance.MAJOR,
            **about,
        )
