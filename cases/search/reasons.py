"""Why a record is on the list, in plain words.

A reader who may not open the record is told no more of it than they typed themselves: not the
other name that matched, and not the date of birth that theirs was close to.
"""

from datetime import date

from django.utils.formats import date_format

from cases.codes import IdentifierKind, NameKind
from cases.models import NameWord, Person
from cases.names import fold, words
from cases.search.hit import Hit
from cases.search.people import Row
from cases.search.query import Query

_SLIPS = {
    "swapped": "day and month the other way round",
    "year": "one year different",
    "day": "one day different",
    "month": "one month different",
    "digit": "one digit different",
}


def reasons_for(row: Row, query: Query, hit: Hit) -> list[str]:
    return [
        *_former_record(row),
        *_direct(row, query),
        *_names(row, query, hit),
        *_birth(row, query, hit),
        *_postcode(row, query),
    ]


def _former_record(row: Row):
    if row.source != row.id:
        yield f"Former record P{row.source:06d}"


def _direct(row: Row, query: Query):
    if row.direct is None:
        return
    kind, _, number = row.direct.partition(":")
    if kind == "number":
        yield IdentifierKind(number).label
        return
    for reference in query.references:
        if reference.kind == kind:
            where = {"person": "Record", "family": "In family", "case": "In the family of case"}
            yield f"{where[kind]} {reference}"


def _names(row: Row, query: Query, hit: Hit):
    if not query.words:
        return
    said = [
        word_reason(match, query.words[match["n"]], hit.person, openable=hit.may_open)
        for match in row.words
    ]
    families = [family.name for family in hit.families]
    missing = set(range(len(query.words))) - {match["n"] for match in row.words}
    said += [reason for n in sorted(missing) for reason in _family(query.words[n], families)]
    said = list(dict.fromkeys(filter(None, said)))
    if not said and len(row.words) == len(query.words):
        whole = all(match["tier"] == "exact" for match in row.words)
        said = ["Same name" if whole else "Starts with what you typed"]
    yield from said


def word_reason(match: dict, typed: str, person: Person, *, openable: bool) -> str:
    """How a word of the record agrees with what was typed; nothing when it is simply the same."""
    if match["source"] == NameWord.Source.OTHER:
        if not openable:
            return "Another name, now or once"
        kind = NameKind(match["kind"]).label
        return f"{kind}: {match['other_name']}"
    written = _as_written(match["word"], person)
    if match["source"] == NameWord.Source.KNOWN_AS and match["tier"] in ("exact", "start"):
        return f"Known as {person.known_as}"
    said = {
        "sound": f"{written} sounds like {_capital(typed)}",
        "form": f"{written} is another form of {_capital(typed)}",
        "slip": f"{written} is spelt like “{typed}”",
        "typo": f"{written} is spelt like “{typed}”",
        "joined": f"{written} is written another way",
    }
    return said.get(match["tier"], "")


def _as_written(word: str, person: Person) -> str:
    """The word with the capitals and accents it has in the name."""
    for name in (person.forename, person.surname, person.known_as):
        for part in [*name.replace("-", " ").split(), name]:
            if fold(part).replace(" ", "") == word:
                return part
    return _capital(word)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _family(typed: str, families: list[str]):
    for name in families:
        if any(word.startswith(typed) for word in words(name)):
            yield f"In the {name} family"
            return


def _birth(row: Row, query: Query, hit: Hit):
    if not query.is_dated:
        return
    born = hit.person.date_of_birth
    if born is None:
        due = hit.person.expected_date in {day for day, _ in query.days}
        yield "Due on that day" if due and hit.may_open else "Date of birth not recorded"
    elif not row.date_weight:
        yield "Date of birth is different"
    elif query.days:
        yield born_words(row.day_how, born, openable=hit.may_open)
    else:
        yield from _span(query, born)


def born_words(how: str | None, born: date, *, openable: bool) -> str:
    """How a date of birth agrees, without telling it to a reader who may not open the record."""
    if how == "exact" or how is None:
        return "Same date of birth"
    if not openable:
        return "Date of birth is close to that"
    return f"Born {date_format(born, 'j F Y')}, {_SLIPS[how]}"


def _span(query: Query, born: date):
    first = query.spans[0]
    if not first.first <= born <= first.last:
        yield "Born within a year or so of that"
    elif first.how == "year":
        yield f"Born in {born.year}"
    elif first.how == "month":
        yield f"Born in {date_format(born, 'F Y')}"
    else:
        yield "That age"


def _postcode(row: Row, query: Query):
    if query.postcode and row.postcode_weight:
        yield f"Lives or lived at {query.postcode}"
