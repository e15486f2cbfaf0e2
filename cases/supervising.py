"""Whose work a manager looks after: everybody in the teams of the strands they manage.

Teams rather than cases, because a worker of a team that works across strands has a manager too.
"""

from django.db.models import Q

from accounts.access import Action, Reach
from cases.visibility import within


def supervised(user, *, team: str = "team", in_person: bool = False) -> Q:
    """For a queryset with a path to a team: the teams whose workers this user supervises.

    `in_person` leaves out what is held only while covering for an absent manager.
    """
    grants = [
        grant
        for grant in getattr(user, "grants", ())
        if grant.allows(Action.SUPERVISE) and not (in_person and grant.on_behalf_of)
    ]
    where = Reach(
        authorities=frozenset(
            grant.authority_id for grant in grants if grant.spans_strands(Action.SUPERVISE)
        ),
        strands=frozenset((grant.authority_id, grant.strand) for grant in grants),
    )
    own = Q(**{f"{team}__in": sorted({grant.team_id for grant in grants})})
    return own | within(where, authority=f"{team}__authority_id", strand=f"{team}__strand")
