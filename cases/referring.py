"""Which strands a user may refer a family to."""

from dataclasses import dataclass

from accounts.access import Action, reach
from accounts.models import Authority
from cases.strand import strands


@dataclass(frozen=True, slots=True)
class Destination:
    """A strand of an authority: where a referral goes."""

    authority_id: int
    strand: str
    name: str

    @property
    def key(self) -> str:
        return f"{self.authority_id}-{self.strand}"


def destinations(user, *actions: Action) -> list[Destination]:
    """Own strands; every strand for a team that works across them. Named with their authority where
    the user works in several."""
    actions = actions or (Action.REFER, Action.LOG_OWN)
    places = set().union(*(reach(user, action).strands for action in actions))
    across = set().union(*(reach(user, action).authorities for action in actions))
    across |= {authority for authority, slug in places if not slug}
    names = dict(Authority.objects.values_list("pk", "name")) if places or across else {}
    several = len(across | {authority for authority, _ in places}) > 1
    return [
        Destination(
            authority_id=authority_id,
            strand=strand.slug,
            name=f"{strand.name}, {names[authority_id]}" if several else strand.name,
        )
        for strand in strands()
        for authority_id in sorted(names)
        if authority_id in across or (authority_id, strand.slug) in places
    ]


def may_refer_to(user, authority_id: int, strand: str) -> bool:
    return any(
        (place.authority_id, place.strand) == (authority_id, strand) for place in destinations(user)
    )
