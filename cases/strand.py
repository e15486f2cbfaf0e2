"""The contract between the shared case model and a strand.

A strand app exports one frozen `STRAND`; the composition root lists them all, and tells this
layer where the list is through `settings.STRAND_LIST`, so that nothing here imports a strand.
"""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from cases.deadlines.rule import ClockRule


@dataclass(frozen=True, slots=True)
class EngagementPoint:
    """When engagement is rated: so many days after the work began, or at its closing.

    With `or_session`, on the day of the session of that number that was offered, if that is
    sooner. `days` is None for the closing.
    """

    slug: str
    name: str
    days: int | None = None
    or_session: int | None = None

    @property
    def at_closing(self) -> bool:
        return self.days is None


CLOSING = EngagementPoint("closing", "At closing")


@dataclass(frozen=True, slots=True)
class Strand:
    """One strand of the programme: how it is named in addresses, in lists and in sentences.

    `clocks` are the strand's own, beside those every strand shares.
    `plans_need_approval`: a manager reads a plan before it is shared with the family.
    """

    slug: str
    name: str
    summary: str
    clocks: tuple["ClockRule", ...] = ()
    engagement_points: tuple[EngagementPoint, ...] = ()
    plans_need_approval: bool = False

    def engagement_point(self, slug: str) -> EngagementPoint | None:
        return next((point for point in self.engagement_points if point.slug == slug), None)

    def __str__(self) -> str:
        return self.name


@cache
def strands() -> tuple[Strand, ...]:
    return import_string(settings.STRAND_LIST)


def strand_named(slug: str) -> Strand:
    """The strand with this slug. Raises KeyError for any other."""
    for strand in strands():
        if strand.slug == slug:
            return strand
    raise KeyError(slug)


def strand_choices() -> list[tuple[str, str]]:
    return [(strand.slug, strand.name) for strand in strands()]
