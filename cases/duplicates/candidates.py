"""The records somebody about to add a person should look at first, with reasons in plain words."""

from dataclasses import dataclass, field
from datetime import date

from cases.codes import IdentifierKind
from cases.duplicates import points
from cases.duplicates.comparing import Compared, Details, compare
from cases.models import Person
from cases.search.hit import Hit, hits_of
from cases.search.reasons import born_words, word_reason
from cases.search.whom_to_ask import Contact, contact_about


@dataclass(frozen=True)
class Candidate:
    """One record that may be the same person."""

    person: Person
    score: int
    reasons: list[str]
    twin: bool
    hit: Hit

    @property
    def likely(self) -> bool:
        return not self.twin and self.score >= points.CONFIRMED_FROM


@dataclass(frozen=True)
class DuplicateCheck:
    """What the check found: candidates, and whether a record closed to the reader may match."""

    candidates: list[Candidate] = field(default_factory=list)
    restricted: bool = False
    restricted_contact: Contact | None = None

    def __bool__(self) -> bool:
        return bool(self.candidates or self.restricted)

    @property
    def must_be_confirmed(self) -> bool:
        return self.restricted or must_confirm(self.candidates)


def must_confirm(candidates: list[Candidate]) -> bool:
    """Whether a new person may be added only by saying that it is none of these.

    The page's own button cannot be relied on for this: the view that saves asks again. A likely
    twin never stands in the way.
    """
    return any(candidate.likely for candidate in candidates)


def check_duplicates(user, details: Details, *, exclude: int | None = None) -> DuplicateCheck:
    rows, hidden = compare(user, details, exclude=exclude)
    return DuplicateCheck(
        candidates=_candidates(user, details, rows),
        restricted=hidden is not None,
        restricted_contact=contact_about(hidden, user) if hidden is not None else None,
    )


def likely_duplicates(
    user,
    *,
    forename: str,
    surname: str,
    date_of_birth: date | None = None,
    expected_date: date | None = None,
    sex: str | None = None,
    postcode: str | None = None,
    identifiers: tuple = (),
    exclude: int | None = None,
) -> list[Candidate]:
    """Records that may be this person, likeliest first. `identifiers`: pairs of kind and number."""
    details = Details(
        forename=forename,
        surname=surname,
        date_of_birth=date_of_birth,
        expected_date=expected_date,
        sex=sex or "",
        postcode=postcode or "",
        identifiers=tuple(identifiers),
    )
    return check_duplicates(user, details, exclude=exclude).candidates


def _candidates(user, details: Details, rows: list[Compared]) -> list[Candidate]:
    hits = {hit.person.pk: hit for hit in hits_of(user, [row.id for row in rows])}
    return [
        Candidate(
            person=hits[row.id].person,
            score=round(row.score),
            reasons=list(_reasons(row, details, hits[row.id])),
            twin=row.twin,
            hit=hits[row.id],
        )
        for row in rows
        if row.id in hits
    ]


def _reasons(row: Compared, details: Details, hit: Hit):
    if row.source != row.id:
        yield f"Former record P{row.source:06d}"
    if row.number:
        yield f"Same {_inside(IdentifierKind(row.number).label)}"
    if row.twin:
        yield "Same last name and date of birth but a different first name: may be a twin"
    else:
        yield from _names(row, details, hit)
        yield from _birth(row, details, hit)
    if row.at_postcode:
        yield "Same postcode, now or before"
    if row.other_number:
        yield "But has another number of the same kind"
    if row.other_sex:
        yield "But another sex is recorded"


def _inside(label: str) -> str:
    """A label in the middle of a sentence, keeping NHS and UPN."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def _names(row: Compared, details: Details, hit: Hit):
    ways = {word["for_surname"]: word for word in row.words}
    same = [w for w in ways.values() if w["tier"] == "exact" and w["source"] == "current"]
    straight = all(w["for_surname"] == w["is_surname"] for w in ways.values())
    if len(same) == 2 and straight:
        yield "Same name"
        return
    if len(ways) == 2 and not straight:
        yield "First and last name the other way round"
        return
    for for_surname, name in ((False, "first name"), (True, "last name")):
        if for_surname in ways:
            way = ways[for_surname]
            typed = details.surname if for_surname else details.forename
            said = word_reason(way, typed.strip(), hit.person, openable=hit.may_open)
            yield said or f"Same {name}"
    if row.same_forename is False:
        yield "But a different first name"
    elif not row.same_surname and details.surnames:
        yield "But a different last name"


def _birth(row: Compared, details: Details, hit: Hit):
    person = hit.person
    if row.day_how:
        yield born_words(row.day_how, person.date_of_birth, openable=hit.may_open)
    elif row.birth > 0:
        yield "Due or born about the same time"
    elif row.birth < 0:
        yield "But another date of birth"
    elif (details.date_of_birth or details.expected_date) and not person.date_of_birth:
        yield "Date of birth not recorded"
