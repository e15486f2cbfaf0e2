"""Who belongs together: coming and going, ties, births and deaths, records made one."""

from collections.abc import Iterator

from django.utils import timezone

from cases.chronology.registry import Line, reads
from cases.codes import EntryKind, RelationType, Significance
from cases.models import FamilyMembership, Person, PersonMerge, Relationship


@reads(FamilyMembership, with_related=("family",))
def membership(one: FamilyMembership) -> Iterator[Line]:
    about = {
        "kind": EntryKind.FAMILY,
        "authority_id": one.family.authority_id,
        "family_id": one.family_id,
        "person_id": one.person_id,
        "text": one.get_role_display(),
    }
    if one.starts:
        yield Line(on=one.starts, part="starts", title="{who} joined the family", **about)
    if one.ends:
        yield Line(on=one.ends, part="ends", title="{who} left the family", **about)


@reads(Person)
def person(one: Person) -> Iterator[Line]:
    """Everybody's birth; family pages leave out those of grown-ups, in whose story it is the start."""
    about = {
        "kind": EntryKind.FAMILY,
        "authority_id": one.authority_id,
        "person_id": one.pk,
        "significance": Significance.MAJOR,
    }
    if one.date_of_birth:
        text = "The date is an estimate." if one.date_of_birth_is_estimate else ""
        yield Line(on=one.date_of_birth, part="born", title="{who} was born", text=text, **about)
    if one.death_date:
        yield Line(on=one.death_date, part="died", title="{who} died", **about)


@reads(Relationship, with_related=("subject",))
def relationship(one: Relationship) -> Iterator[Line]:
    """Only ties with a day, and none that must not be told."""
    if one.do_not_disclose:
        return
    word = str(RelationType(one.kind).label).lower()
    about = {
        "kind": EntryKind.FAMILY,
        "authority_id": one.subject.authority_id,
        "person_id": one.subject_id,
        "other_id": one.relative_id,
    }
    if one.starts:
        title = f"{{who}} and {{other}}: {word} from this day"
        yield Line(on=one.starts, part="starts", title=title, **about)
    if one.ends:
        title = f"{{who}} and {{other}}: {word} until this day"
        yield Line(on=one.ends, part="ends", title=title, **about)


@reads(PersonMerge, with_related=("kept",))
def merge(one: PersonMerge) -> Iterator[Line]:
    about = {
        "kind": EntryKind.RECORD,
        "authority_id": one.kept.authority_id,
        "person_id": one.kept_id,
        "told": False,
    }
    yield Line(
        on=timezone.localdate(one.merged_at),
        part="merged",
        at=one.merged_at,
        title="Two records of {who} were made one",
        by_id=one.merged_by_id,
        **about,
    )
    if one.undone_at:
        yield Line(
            on=timezone.localdate(one.undone_at),
            part="undone",
            at=one.undone_at,
            title="The joining of two records of {who} was undone",
            by_id=one.undone_by_id,
            **about,
        )
