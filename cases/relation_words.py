"""The word for a relation from one side, using the person's sex where it is known."""

from dataclasses import dataclass

from cases.codes import RelationType, Sex, inverse_of
from cases.models import Person, Relationship

_R = RelationType
_BY_SEX = {
    _R.PARENT: ("Mother", "Father"),
    _R.CHILD: ("Daughter", "Son"),
    _R.ADOPTIVE_PARENT: ("Adoptive mother", "Adoptive father"),
    _R.ADOPTED_CHILD: ("Adopted daughter", "Adopted son"),
    _R.STEP_PARENT: ("Stepmother", "Stepfather"),
    _R.STEP_CHILD: ("Stepdaughter", "Stepson"),
    _R.SIBLING: ("Sister", "Brother"),
    _R.TWIN: ("Twin sister", "Twin brother"),
    _R.HALF_SIBLING: ("Half-sister", "Half-brother"),
    _R.STEP_SIBLING: ("Stepsister", "Stepbrother"),
    _R.FOSTER_SIBLING: ("Foster sister", "Foster brother"),
    _R.GRANDPARENT: ("Grandmother", "Grandfather"),
    _R.GRANDCHILD: ("Granddaughter", "Grandson"),
    _R.GREAT_GRANDPARENT: ("Great-grandmother", "Great-grandfather"),
    _R.GREAT_GRANDCHILD: ("Great-granddaughter", "Great-grandson"),
    _R.AUNT_OR_UNCLE: ("Aunt", "Uncle"),
    _R.NIECE_OR_NEPHEW: ("Niece", "Nephew"),
}


def relation_word(kind: str, person: Person) -> str:
    """What this person is: "Mother", or "Parent" where the sex is not known."""
    words = _BY_SEX.get(RelationType(kind))
    if words is None or person.sex == Sex.UNKNOWN:
        return str(RelationType(kind).label)
    return words[0] if person.sex == Sex.FEMALE else words[1]


@dataclass(frozen=True, slots=True)
class Seen:
    """One relationship as it stands to one of the two: who the other is, and what to them."""

    relationship: Relationship
    other: Person
    word: str
    other_has_responsibility: bool
    has_responsibility: bool


def seen_from(relationship: Relationship, person_id: int) -> Seen:
    """One row, read in either direction."""
    is_subject = relationship.subject_id == person_id
    other = relationship.relative if is_subject else relationship.subject
    kind = inverse_of(relationship.kind) if is_subject else relationship.kind
    holds = relationship.parental_responsibility
    return Seen(
        relationship=relationship,
        other=other,
        word=relation_word(kind, other),
        other_has_responsibility=holds and not is_subject,
        has_responsibility=holds and is_subject,
    )
