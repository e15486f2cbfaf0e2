"""Everything the page of one person shows, in a number of queries that does not grow with it."""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.html import format_html

from cases.ages import age_words, day_words
from cases.cards import Card, is_over, lines, span
from cases.codes import Sex
from cases.fact_kinds import ABOUT_A_PERSON, ALERT, FactKind
from cases.models import Family, FamilyMembership, Person, Relationship
from cases.relation_words import seen_from
from cases.values import shown
from cases.who_knows import Known, openable_among, who_knows

NOT_ASKED = "NOBT"


@dataclass(frozen=True, slots=True)
class Section:
    slug: str
    heading: str
    why: str
    current: tuple[Card, ...]
    earlier: tuple[Card, ...]
    add_url: str
    add_text: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    person: Person
    age: str
    identity_rows: list[dict]
    warnings: tuple[Card, ...]
    sections: tuple[Section, ...]
    families: tuple[Family, ...]
    known: tuple[Known, ...]
    openable_cases: frozenset[int]


def person_page(person: Person, *, user) -> PersonPage:
    """For a person the user may open."""
    memberships = _memberships(person, user)
    families = tuple(dict.fromkeys(one.family for one in memberships))
    facts = {kind.slug: _fact_section(kind, person) for kind in ABOUT_A_PERSON}
    warnings = facts[ALERT.slug].current
    known = known_of(person, user=user)
    return PersonPage(
        person=person,
        age=age_words(person),
        identity_rows=_identity_rows(person),
        warnings=warnings,
        sections=(
            facts.pop(ALERT.slug),
            _relationships(person, user),
            _families(person, memberships),
            *facts.values(),
        ),
        families=families,
        known=tuple(known),
        openable_cases=openable_among(known, user=user),
    )


def known_of(person: Person, *, user) -> list[Known]:
    """Also through families the reader may only know of."""
    families = Family.objects.findable_by(user).filter(memberships__person=person)
    return who_knows(set(families.values_list("pk", flat=True)), user=user)


def _section(
    slug: str, heading: str, why: str, cards: list[Card], add_url: str, add_text: str
) -> Section:
    return Section(
        slug=slug,
        heading=heading,
        why=why,
        current=tuple(card for card in cards if not card.is_over),
        earlier=tuple(card for card in cards if card.is_over),
        add_url=add_url,
        add_text=add_text,
    )


def _fact_section(kind: FactKind, person: Person) -> Section:
    # The person came through the door, and what is recorded about them alone goes with them.
    rows = kind.model.objects.filter(person=person).order_by(*kind.order)
    return _section(
        kind.slug,
        kind.heading,
        kind.why,
        [_linked(kind, row) for row in rows],
        reverse("cases:fact_add", args=[person.pk, kind.slug]),
        kind.add_title,
    )


def _linked(kind: FactKind, row) -> Card:
    return replace(kind.card(row), url=reverse("cases:fact_edit", args=[kind.slug, row.pk]))


def _relationships(person: Person, user) -> Section:
    rows = (
        Relationship.objects.for_user(user)
        .of(person.pk)
        .select_related("subject", "relative")
        .order_by("ends", "pk")
    )
    cards = []
    for row in rows:
        seen = seen_from(row, person.pk)
        responsibility = ""
        if seen.other_has_responsibility:
            responsibility = f"Has parental responsibility for {person.short_name}"
        elif seen.has_responsibility:
            responsibility = f"{person.short_name} has parental responsibility"
        cards.append(
            Card(
                title=format_html("<bdi>{}</bdi>", seen.other.full_name),
                lines=lines(
                    f"{seen.word}, {age_words(seen.other)}",
                    responsibility,
                    span(row.starts, row.ends),
                ),
                tag="Do not tell others" if row.do_not_disclose else "",
                colour="red",
                is_over=is_over(row.ends),
                url=reverse("cases:fact_edit", args=["relationship", row.pk]),
                target=seen.other.get_absolute_url(),
            )
        )
    return _section(
        "relationship",
        "Relationships",
        "Who they are to each other, and who may decide for a child.",
        cards,
        reverse("cases:relationship_add", args=[person.pk]),
        "Add a relationship",
    )


def _memberships(person: Person, user) -> list[FamilyMembership]:
    rows = FamilyMembership.objects.for_user(user).filter(person=person)
    return list(rows.select_related("family").order_by("-ends", "starts", "pk"))


def _families(person: Person, memberships: list[FamilyMembership]) -> Section:
    cards = [
        Card(
            title=format_html("<bdi>{}</bdi>", str(one.family)),
            lines=lines(
                f"{one.get_role_display()} ({one.family.reference})", span(one.starts, one.ends)
            ),
            is_over=is_over(one.ends),
            url=reverse("cases:fact_edit", args=["member", one.pk]),
            target=one.family.get_absolute_url(),
        )
        for one in memberships
    ]
    return _section(
        "member",
        "Families",
        "A person may belong to several.",
        cards,
        reverse("cases:family_add", args=[person.pk]),
        "Start a family with them",
    )


def _identity_rows(person: Person) -> list[dict]:
    return [{"key": key, "value": value} for key, value in _facts(person) if value is not None]


def _facts(person: Person):
    """Key and value; an empty value is shown as not recorded, None leaves the row out."""
    yield "Known as", format_html("<bdi>{}</bdi>", person.known_as) if person.known_as else None
    if person.is_unborn:
        yield "Expected date of birth", day_words(person.expected_date)
    else:
        yield "Date of birth", _birth_words(person)
        early = person.date_of_birth and person.expected_date
        yield "Was expected on", day_words(person.expected_date) if early else None
    yield "Date of death", day_words(person.death_date) if person.death_date else None
    yield "Sex", "" if person.sex == Sex.UNKNOWN else person.get_sex_display()
    yield "Gender identity", person.gender_identity or None
    yield "Pronouns", person.pronouns or None
    yield "Ethnicity", "" if person.ethnicity == NOT_ASKED else person.get_ethnicity_display()
    yield "First language", person.first_language or None
    yield "Interpreter", "Needed" if person.interpreter_needed else None
    yield "Communication", person.communication_needs or None
    yield "Disability", shown(person, "disabilities") if person.disabilities else ""
    no_upn = person.get_upn_unknown_display()
    yield "Pupil number", f"None: {no_upn[:1].lower()}{no_upn[1:]}" if no_upn else None


def _birth_words(person: Person) -> str:
    if person.date_of_birth is None:
        return ""
    estimate = " (estimate)" if person.date_of_birth_is_estimate else ""
    return day_words(person.date_of_birth) + estimate
