"""One person on a list of people found, with as much of them as the reader may know."""

from dataclasses import dataclass, field

from cases.ages import age_words, day_words
from cases.models import Alert, Family, Person
from cases.search.whom_to_ask import Knows, families_of, strands_knowing


@dataclass(frozen=True)
class Hit:
    """One person found, with as much of them as the reader may know."""

    person: Person
    may_open: bool
    families: list[Family]
    known_to: list[Knows]
    restricted: bool = False
    alerts: list[str] = field(default_factory=list)
    score: int = 0
    reasons: list[str] = field(default_factory=list)

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


def _aged(age: str) -> str:
    """ "9" alone is not plain; "7 months" is."""
    return f"aged {age}" if age.removeprefix("about ").isdigit() else age


def _first_capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def hits_of(user, ids: list[int]) -> list[Hit]:
    """These people in this order. As many queries for one as for many.

    The ids must come from a statement that asked `findable_by` (see `cases.search.statements`).
    Asking it again here, and of each fact apart, took most of the time of a search.
    """
    if not ids:
        return []
    found = Person.objects.in_bulk(ids)
    openable = set(Person.objects.for_user(user).filter(pk__in=ids).values_list("pk", flat=True))
    families = families_of(ids, user)
    known = strands_knowing(families)
    alerts = _alerts(openable)
    return [
        Hit(
            person=found[pk],
            may_open=pk in openable,
            families=families.get(pk, []),
            known_to=known.get(pk, []),
            restricted=pk in openable and any(f.restricted for f in families.get(pk, [])),
            alerts=alerts.get(pk, []),
        )
        for pk in ids
        if pk in found
    ]


def _alerts(openable: set[int]) -> dict[int, list[str]]:
    """Kinds of current alerts about people the reader may open."""
    rows = Alert.objects.current().filter(person__in=openable).order_by("starts", "pk")
    found: dict[int, list[str]] = {}
    for alert in rows:
        kinds = found.setdefault(alert.person_id, [])
        if alert.get_kind_display() not in kinds:
            kinds.append(alert.get_kind_display())
    return found
