"""The chronology writes itself: each model says here how its records read as lines of a story."""

from cases.chronology.registry import Line, about_case, lines_of, reads

# Each of these adds its models.
from cases.chronology import (  # noqa: F401  isort: skip
    care,
    family,
    lives,
    measuring,
    notes,
    planning,
    supervising,
    work,
)

__all__ = ["Line", "about_case", "lines_of", "reads"]
