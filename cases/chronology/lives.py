"""What happens in one life, whoever works with it: homes, school and work, going missing, alerts."""

from collections.abc import Iterator

from django.utils import timezone

from cases.ages import day_words
from cases.chronology.registry import Line, reads
from cases.codes import SECRET_BY_NATURE, EntryKind, Significance
from cases.models import Address, Alert, EducationStatus, MissingEpisode


def _about(one) -> dict:
    return {"authority_id": one.person.authority_id, "person_id": one.person_id}


@reads(Address, with_related=("person",))
def address(one: Address) -> Iterator[Line]:
    """An address that must not be told is not in the chronology at all, only that there is one."""
    if one.starts:
        secret = one.do_not_disclose or one.kind in SECRET_BY_NATURE
        yield Line(
            on=one.starts,
            kind=EntryKind.HOME,
            title="New address for {who}",
            text="Address must not be told" if secret else str(one),
            told=not secret,
            **_about(one),
        )


@reads(EducationStatus, with_related=("person",))
def education(one: EducationStatus) -> Iterator[Line]:
    about = {"kind": EntryKind.EDUCATION, **_about(one)}
    label, place = one.get_activity_display(), one.place
    text = f"{label}. {place}" if place else label
    yield Line(
        on=one.starts,
        part="starts",
        title="School, training or work changed for {who}",
        text=text,
        **about,
    )
    if one.ends:
        yield Line(
            on=one.ends,
            part="ends",
            title="School, training or work ended for {who}",
            text=text,
            **about,
        )


@reads(MissingEpisode, with_related=("person",))
def missing(one: MissingEpisode) -> Iterator[Line]:
    left = timezone.localtime(one.missing_at)
    back = one.returned_at and timezone.localtime(one.returned_at)
    text = f"Back {day_words(back.date())} at {back:%H:%M}" if back else "Not back yet"
    if one.kind == "M":
        title = f"{{who}} went missing at {left:%H:%M}"
    else:
        title = f"{{who}} was away without permission from {left:%H:%M}"
    yield Line(
        on=left.date(),
        at=one.missing_at,
        kind=EntryKind.MISSING,
        title=title,
        text=text,
        significance=Significance.NOTABLE,
        **_about(one),
    )


@reads(Alert, with_related=("person", "family"))
def alert(one: Alert) -> Iterator[Line]:
    """That there was one. What it says to colleagues is not for the story, and never told."""
    about = {
        "kind": EntryKind.ALERT,
        "authority_id": (one.person or one.family).authority_id,
        "person_id": one.person_id,
        "family_id": one.family_id,
        "text": one.get_kind_display(),
        "told": False,
        "significance": Significance.NOTABLE,
    }
    who = "{who}" if one.person_id else "the whole family"
    yield Line(on=one.starts, part="starts", title=f"Alert added for {who}", **about)
    if one.ends:
        yield Line(on=one.ends, part="ends", title=f"Alert no longer needed for {who}", **about)
