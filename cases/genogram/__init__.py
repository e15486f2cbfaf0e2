"""Genograms: a family drawn with the symbols social workers use, and the same in words.

Knows no database. Callers describe the family with `model` and get back a `Genogram` to hand to
the template `cases/genogram/_genogram.html`.
"""

from cases.genogram.drawing import Genogram, draw
from cases.genogram.model import (
    Bond,
    Couple,
    Family,
    Kind,
    Parenting,
    Person,
    Sex,
    Siblings,
    Tie,
)

__all__ = [
    "Bond",
    "Couple",
    "Family",
    "Genogram",
    "Kind",
    "Parenting",
    "Person",
    "Sex",
    "Siblings",
    "Tie",
    "draw",
]
