"""The chronology writes itself: each model says here how its records read as lines of a story."""

from cases.chronology.registry import Line, about_case, lines_of, reads

from cases.chronology import care, family, lives, work  # noqa: F401  isort: skip  (each adds its models)

__all__ = ["Line", "about_case", "lines_of", "reads"]
