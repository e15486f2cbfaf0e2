"""How two people are related.

A relation is kept from one person to another: "A is the parent of B". The table gives the word to
use from the other side, so that one row can be read both ways. Words do not say a person's sex:
the pages add "mother" or "brother" from the person where that is known.
"""

from dataclasses import dataclass

from django.db.models import TextChoices

from cases.codes.grouping import Groups


class RelationType(TextChoices):
    PARENT = "parent", "Parent"
    CHILD = "child", "Child"
    ADOPTIVE_PARENT = "adoptive_parent", "Adoptive parent"
    ADOPTED_CHILD = "adopted_child", "Adopted child"
    STEP_PARENT = "step_parent", "Step-parent"
    STEP_CHILD = "step_child", "Step-child"
    FOSTER_CARER = "foster_carer", "Foster carer"
    FOSTER_CHILD = "foster_child", "Foster child"
    KINSHIP_CARER = "kinship_carer", "Kinship carer"
    CHILD_IN_KINSHIP_CARE = "child_in_kinship_care", "Child in kinship care"
    SPECIAL_GUARDIAN = "special_guardian", "Special guardian"
    CHILD_UNDER_GUARDIANSHIP = "child_under_guardianship", "Child under special guardianship"
    PRIVATE_FOSTER_CARER = "private_foster_carer", "Private foster carer"
    PRIVATELY_FOSTERED_CHILD = "privately_fostered_child", "Privately fostered child"
    SIBLING = "sibling", "Brother or sister"
    TWIN = "twin", "Twin"
    HALF_SIBLING = "half_sibling", "Half-brother or half-sister"
    STEP_SIBLING = "step_sibling", "Step-brother or step-sister"
    FOSTER_SIBLING = "foster_sibling", "Foster brother or sister"
    PARTNER = "partner", "Partner, living together"
    PARTNER_APART = "partner_apart", "Partner, living apart"
    MARRIED = "married", "Married or civil partner"
    SEPARATED = "separated", "Separated"
    DIVORCED = "divorced", "Divorced or civil partnership dissolved"
    FORMER_PARTNER = "former_partner", "Former partner"
    GRANDPARENT = "grandparent", "Grandparent"
    GRANDCHILD = "grandchild", "Grandchild"
    GREAT_GRANDPARENT = "great_grandparent", "Great-grandparent"
    GREAT_GRANDCHILD = "great_grandchild", "Great-grandchild"
    AUNT_OR_UNCLE = "aunt_or_uncle", "Aunt or uncle"
    NIECE_OR_NEPHEW = "niece_or_nephew", "Niece or nephew"
    COUSIN = "cousin", "Cousin"
    OTHER_RELATIVE = "other_relative", "Other relative"
    OTHER_CARER = "other_carer", "Other carer"
    CARED_FOR = "cared_for", "Person cared for"
    FRIEND = "friend", "Friend"
    OTHER = "other", "Other connection"

    @classmethod
    def groups(cls) -> Groups:
        return (
            (
                "Parents and children",
                (
                    cls.PARENT,
                    cls.CHILD,
                    cls.ADOPTIVE_PARENT,
                    cls.ADOPTED_CHILD,
                    cls.STEP_PARENT,
                    cls.STEP_CHILD,
                ),
            ),
            (
                "Brothers and sisters",
                (
                    cls.SIBLING,
                    cls.TWIN,
                    cls.HALF_SIBLING,
                    cls.STEP_SIBLING,
                    cls.FOSTER_SIBLING,
                ),
            ),
            (
                "Couples",
                (
                    cls.MARRIED,
                    cls.PARTNER,
                    cls.PARTNER_APART,
                    cls.SEPARATED,
                    cls.DIVORCED,
                    cls.FORMER_PARTNER,
                ),
            ),
            (
                "Carers",
                (
                    cls.FOSTER_CARER,
                    cls.FOSTER_CHILD,
                    cls.KINSHIP_CARER,
                    cls.CHILD_IN_KINSHIP_CARE,
                    cls.SPECIAL_GUARDIAN,
                    cls.CHILD_UNDER_GUARDIANSHIP,
                    cls.PRIVATE_FOSTER_CARER,
                    cls.PRIVATELY_FOSTERED_CHILD,
                    cls.OTHER_CARER,
                    cls.CARED_FOR,
                ),
            ),
            (
                "Wider family",
                (
                    cls.GRANDPARENT,
                    cls.GRANDCHILD,
                    cls.GREAT_GRANDPARENT,
                    cls.GREAT_GRANDCHILD,
                    cls.AUNT_OR_UNCLE,
                    cls.NIECE_OR_NEPHEW,
                    cls.COUSIN,
                    cls.OTHER_RELATIVE,
                ),
            ),
            ("Others", (cls.FRIEND, cls.OTHER)),
        )


class GenogramLine(TextChoices):
    """How a relation is drawn. `NONE` is told in words only."""

    NONE = "none", "Not drawn"
    DESCENT = "descent", "Solid line down from parent to child"
    ADOPTED = "adopted", "Solid and broken line down, child in brackets"
    FOSTERED = "fostered", "Dotted line down"
    STEP = "step", "Broken line down"
    SAME_GENERATION = "same_generation", "Side by side under the same parents"
    TWINS = "twins", "Two lines down from one point"
    MARRIED = "married", "Solid line between the two"
    LIVING_TOGETHER = "living_together", "Broken line between the two"
    LIVING_APART = "living_apart", "Dotted line between the two"
    SEPARATED = "separated", "Line crossed once"
    DIVORCED = "divorced", "Line crossed twice"


@dataclass(frozen=True)
class Relation:
    """What a relation type means.

    `generation` is how many steps above the other the first person stands, `None` where the word
    does not tell. `downwards` is true for the side drawn above: the elder, or whoever does the
    caring.
    """

    type: RelationType
    inverse: RelationType
    line: GenogramLine = GenogramLine.NONE
    generation: int | None = None
    parental_responsibility: bool = False
    couple: bool = False
    carer: bool = False

    @property
    def symmetric(self) -> bool:
        return self.type == self.inverse

    @property
    def downwards(self) -> bool:
        return self.carer or (self.generation or 0) > 0


_R, _G = RelationType, GenogramLine


def _pair(
    elder: RelationType,
    younger: RelationType,
    line: GenogramLine = GenogramLine.NONE,
    *,
    generation: int | None = 1,
    parental_responsibility: bool = False,
    carer: bool = False,
) -> tuple[Relation, Relation]:
    """Both sides of a relation between generations. Only the elder may hold responsibility."""
    return (
        Relation(
            elder,
            younger,
            line,
            generation,
            parental_responsibility=parental_responsibility,
            carer=carer,
        ),
        Relation(younger, elder, line, None if generation is None else -generation),
    )


def _even(
    kind: RelationType,
    line: GenogramLine = GenogramLine.NONE,
    *,
    generation: int | None = 0,
    couple: bool = False,
) -> Relation:
    return Relation(kind, kind, line, generation, couple=couple)


# Who can hold parental responsibility follows the Children Act 1989: parents and adopters; step-
# parents by agreement or order; special guardians; and anyone else named in a child arrangements
# order, which is how relatives and other carers get it. Foster carers do not get it by fostering.
_TABLE: tuple[Relation, ...] = (
    *_pair(_R.PARENT, _R.CHILD, _G.DESCENT, parental_responsibility=True, carer=True),
    *_pair(
        _R.ADOPTIVE_PARENT, _R.ADOPTED_CHILD, _G.ADOPTED, parental_responsibility=True, carer=True
    ),
    *_pair(_R.STEP_PARENT, _R.STEP_CHILD, _G.STEP, parental_responsibility=True, carer=True),
    *_pair(_R.FOSTER_CARER, _R.FOSTER_CHILD, _G.FOSTERED, carer=True),
    *_pair(
        _R.KINSHIP_CARER,
        _R.CHILD_IN_KINSHIP_CARE,
        _G.FOSTERED,
        generation=None,
        parental_responsibility=True,
        carer=True,
    ),
    *_pair(
        _R.SPECIAL_GUARDIAN,
        _R.CHILD_UNDER_GUARDIANSHIP,
        _G.FOSTERED,
        generation=None,
        parental_responsibility=True,
        carer=True,
    ),
    *_pair(_R.PRIVATE_FOSTER_CARER, _R.PRIVATELY_FOSTERED_CHILD, _G.FOSTERED, carer=True),
    *_pair(
        _R.OTHER_CARER,
        _R.CARED_FOR,
        generation=None,
        parental_responsibility=True,
        carer=True,
    ),
    *_pair(_R.GRANDPARENT, _R.GRANDCHILD, generation=2, parental_responsibility=True),
    *_pair(_R.GREAT_GRANDPARENT, _R.GREAT_GRANDCHILD, generation=3, parental_responsibility=True),
    *_pair(_R.AUNT_OR_UNCLE, _R.NIECE_OR_NEPHEW, parental_responsibility=True),
    _even(_R.SIBLING, _G.SAME_GENERATION),
    _even(_R.TWIN, _G.TWINS),
    _even(_R.HALF_SIBLING, _G.SAME_GENERATION),
    _even(_R.STEP_SIBLING),
    _even(_R.FOSTER_SIBLING),
    _even(_R.MARRIED, _G.MARRIED, couple=True),
    _even(_R.PARTNER, _G.LIVING_TOGETHER, couple=True),
    _even(_R.PARTNER_APART, _G.LIVING_APART, couple=True),
    _even(_R.SEPARATED, _G.SEPARATED, couple=True),
    _even(_R.DIVORCED, _G.DIVORCED, couple=True),
    _even(_R.FORMER_PARTNER, _G.SEPARATED, couple=True),
    _even(_R.COUSIN),
    _even(_R.OTHER_RELATIVE, generation=None),
    _even(_R.FRIEND, generation=None),
    _even(_R.OTHER, generation=None),
)

RELATIONS: dict[RelationType, Relation] = {relation.type: relation for relation in _TABLE}


def inverse_of(kind: str) -> RelationType:
    """The word for the same relation seen from the other person."""
    return RELATIONS[RelationType(kind)].inverse
