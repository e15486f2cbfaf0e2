"""Search as the rest of the program calls it."""

from dataclasses import dataclass, replace

from cases.models import Case, Family
from cases.search import people
from cases.search.hit import Hit, hits_of
from cases.search.people import Filters
from cases.search.query import Query, read
from cases.search.reasons import reasons_for
from cases.search.whom_to_ask import Contact, contact_about

EVERYONE = Filters()


@dataclass(frozen=True)
class SearchPage:
    """One page of people found, best first.

    `restricted` says that a record closed to the reader may be the one meant, with whom to ask;
    never how many there are or anything else of them.
    """

    query: Query
    hits: list[Hit]
    has_more: bool = False
    restricted: bool = False
    restricted_contact: Contact | None = None
    family: Family | None = None
    case: Case | None = None


def search_people(
    user, text: str, *, limit: int = 20, offset: int = 0, filters: Filters = EVERYONE
) -> SearchPage:
    """People matching what was typed. The number of queries does not depend on what is found."""
    query = read(text)
    rows, hidden = people.find(user, query, filters, limit=limit + 1, offset=offset)
    return SearchPage(
        query=query,
        hits=_hits(user, query, rows[:limit]),
        has_more=len(rows) > limit,
        restricted=hidden is not None,
        restricted_contact=contact_about(hidden, user) if hidden is not None else None,
        family=_referred_to(query, "family", Family, user),
        case=_referred_to(query, "case", Case, user),
    )


def _referred_to(query: Query, kind: str, model: type[Family | Case], user):
    """The family or case whose reference was typed, when the reader may open it."""
    for reference in query.references:
        if reference.kind == kind:
            return model.objects.for_user(user).filter(pk=reference.number).first()
    return None


def _hits(user, query: Query, rows: list[people.Row]) -> list[Hit]:
    by_id = {hit.person.pk: hit for hit in hits_of(user, [row.id for row in rows])}
    return [
        replace(
            by_id[row.id],
            score=min(100, round(row.score)),
            reasons=reasons_for(row, query, by_id[row.id]),
        )
        for row in rows
        if row.id in by_id
    ]
