"""Search as the rest of the program calls it."""

from dataclasses import dataclass, field

from cases.ages import age_words, day_words
from cases.models import Alert, Case, Family, Person
from cases.search import people
from cases.search.people import Filters
from cases.search.query import Query, read
from cases.search.reasons import reasons_for
from cases.search.whom_to_ask import (
    Contact,
    Knows,
    contact_about,
    families_of,
    strands_knowing,
)

EVERYONE = Filters()


@dataclass(frozen=True)
class Hit:
    """One person found, with as much of them as the reader may know."""

    person: Person
    score: int
    reasons: list[str]
    may_open: bool
    families: list[Family]
    known_to: list[Knows]
    restricted: bool = False
    alerts: list[str] = field(default_factory=list)

    @property
    def age_words(self) -> str:
        """Age and date of birth; for a reader who may not open the record, age and year."""
        person, born = self.person, self.person.date_of_birth
        age = age_words(person)
        if self.may_open and born and not person.death_date:
            return f"Born {day_words(born)}, {_aged(age)}"
        if self.may_open:
            return _first_capital(age)
        if person.is_unborn:
            return "Not yet born"
        if born is None:
            return "Date of birth not recorded"
        year = f"born in {born.year}"
        return f"Has died, {year}" if person.death_date else f"{_first_capital(_aged(age))}, {year}"

    @property
    def whom_to_ask(self) -> list[Knows]:
        return [knows for knows in self.known_to if knows.contact]


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


def _aged(age: str) -> str:
    """ "9" alone is not plain; "7 months" is."""
    return f"aged {age}" if age.removeprefix("about ").isdigit() else age


def _first_capital(text: str) -> str:
    return text[:1].upper() + text[1:]


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
        family=_referred_to(query, "family", Family.objects.for_user(user)),
        case=_referred_to(query, "case", Case.objects.for_user(user).select_related("family")),
    )


def _referred_to(query: Query, kind: str, openable):
    numbers = [reference.number for reference in query.references if reference.kind == kind]
    return openable.filter(pk=numbers[0]).first() if numbers else None


def _hits(user, query: Query, rows: list[people.Row]) -> list[Hit]:
    ids = [row.id for row in rows]
    found = Person.objects.findable_by(user).in_bulk(ids)
    openable = set(Person.objects.for_user(user).filter(pk__in=ids).values_list("pk", flat=True))
    families = families_of(ids, user)
    known = strands_knowing(families)
    alerts = _alerts(user, openable)
    return [
        Hit(
            person=found[row.id],
            score=min(100, round(row.score)),
            reasons=reasons_for(
                row,
                query,
                found[row.id],
                openable=row.id in openable,
                families=[family.name for family in families.get(row.id, [])],
            ),
            may_open=row.id in openable,
            families=families.get(row.id, []),
            known_to=known.get(row.id, []),
            restricted=row.id in openable and any(f.restricted for f in families.get(row.id, [])),
            alerts=alerts.get(row.id, []),
        )
        for row in rows
        if row.id in found
    ]


def _alerts(user, openable: set[int]) -> dict[int, list[str]]:
    """Kinds of current alerts about people the reader may open."""
    rows = (
        Alert.objects.for_user(user).current().filter(person__in=openable).order_by("starts", "pk")
    )
    found: dict[int, list[str]] = {}
    for alert in rows:
        kinds = found.setdefault(alert.person_id, [])
        if alert.get_kind_display() not in kinds:
            kinds.append(alert.get_kind_display())
    return found
