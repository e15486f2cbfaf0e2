"""How each kind of line is drawn, and what the legend calls it. Nothing depends on colour."""

from dataclasses import dataclass

from cases.genogram.model import Couple, Parenting, Siblings


@dataclass(frozen=True, slots=True)
class LineStyle:
    words: str
    dash: str = ""
    slashes: int = 0
    beside: str = ""  # the dashes of a second line alongside


UNRECORDED = "couple-unrecorded"
UNKNOWN_PARENTS = "siblings-stem"

LINES: dict[str, LineStyle] = {
    f"couple-{Couple.MARRIED}": LineStyle("Married or in a civil partnership"),
    f"couple-{Couple.PARTNER}": LineStyle("Partners living together", "10 5"),
    f"couple-{Couple.APART}": LineStyle("Partners living apart", "2 4"),
    f"couple-{Couple.FORMER}": LineStyle("Former partners", "10 5", 1),
    f"couple-{Couple.SEPARATED}": LineStyle("Separated", "", 1),
    f"couple-{Couple.DIVORCED}": LineStyle("Divorced", "", 2),
    UNRECORDED: LineStyle("Parents of the same child, no couple recorded", "4 4"),
    f"child-{Parenting.BIRTH}": LineStyle("Child"),
    f"child-{Parenting.ADOPTIVE}": LineStyle("Adopted child", "", 0, "5 4"),
    f"child-{Parenting.FOSTER}": LineStyle("Fostered child", "2 4"),
    f"child-{Parenting.KINSHIP}": LineStyle("Child in kinship care", "10 4 2 4"),
    f"child-{Parenting.GUARDIAN}": LineStyle("Child under special guardianship", "10 4 2 4 2 4"),
    f"child-{Parenting.STEP}": LineStyle("Step-child", "10 5"),
    f"siblings-{Siblings.FULL}": LineStyle("Brothers and sisters, parents not recorded"),
    f"siblings-{Siblings.HALF}": LineStyle("Half-brothers and half-sisters", "8 5"),
    f"siblings-{Siblings.STEP}": LineStyle("Step-brothers and step-sisters", "2 4"),
    UNKNOWN_PARENTS: LineStyle("Parents not recorded", "4 3"),
}

SHAPES: dict[str, str] = {
    "square": "Male",
    "circle": "Female",
    "diamond": "Sex not known",
    "triangle": "Not yet born",
}
