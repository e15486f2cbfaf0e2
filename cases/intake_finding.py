"""Families and people that may be the ones a referral is about, for whoever is taking it.

What may be shown is that they exist: who is in them, how old they are, which strands know them.
"""

from dataclasses import dataclass

from django.db.models import Prefetch

from cases.ages import age_words
from cases.models import Case, Family, FamilyMembership, Person
from cases.search import search_people
from cases.services.members import CHILD_ROLES
from cases.strand import strand_named

MOST_SHOWN = 8
MOST_PEOPLE = 25


@dataclass(frozen=True, slots=True)
class FoundFamily:
    """One family on the list."""

    family: Family
    people: tuple[FamilyMembership, ...]
    strands: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"family-{self.family.pk}"

    @property
    def title(self) -> str:
        children = [
            f"{m.person.short_name} {age_words(m.person)}"
            for m in self.people
            if m.role in CHILD_ROLES
        ]
        return f"{self.family}: {', '.join(children)}" if children else str(self.family)

    @property
    def hint(self) -> str:
        adults = [m.person.full_name for m in self.people if m.role not in CHILD_ROLES]
        known = f"Known to {', '.join(self.strands)}" if self.strands else "No open case"
        with_adults = [f"With {', '.join(adults)}"] if adults else []
        return ". ".join([self.family.reference, *with_adults, known])


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Someone on record who is in no family yet."""

    person: Person

    @property
    def key(self) -> str:
        return f"person-{self.person.pk}"

    @property
    def title(self) -> str:
        return f"{self.person.full_name}, {age_words(self.person)}"

    @property
    def hint(self) -> str:
        return f"{self.person.reference}. On record, and in no family yet"


@dataclass(frozen=True, slots=True)
class Found:
    """What is near the words typed; and whom to ask when a closed record may be the one meant."""

    near: tuple[FoundFamily | FoundPerson, ...]
    restricted: bool
    contact: object | None

    def __bool__(self) -> bool:
        return bool(self.near) or self.restricted


def look_for(user, text: str) -> Found:
    page = search_people(user, text, limit=MOST_PEOPLE)
    families = _families(user, [hit.person.pk for hit in page.hits])
    near: dict[str, FoundFamily | FoundPerson] = {}
    for hit in page.hits:
        own = [family for family in hit.families if family.pk in families]
        if not own:
            alone = FoundPerson(hit.person)
            near.setdefault(alone.key, alone)
        for family in own:
            found = families[family.pk]
            near.setdefault(found.key, found)
    return Found(
        near=tuple(near.values())[:MOST_SHOWN],
        restricted=page.restricted,
        contact=page.restricted_contact,
    )


def _families(user, people: list[int]) -> dict[int, FoundFamily]:
    now = FamilyMembership.objects.current()
    rows = (
        Family.objects.findable_by(user)
        .filter(pk__in=now.filter(person__in=people).values("family"))
        .prefetch_related(
            Prefetch(
                "memberships",
                queryset=now.filter(person__in=Person.objects.findable_by(user).living_records())
                .select_related("person")
                .order_by("person__date_of_birth", "pk"),
                to_attr="people_now",
            ),
            Prefetch("cases", queryset=Case.objects.open_().order_by("pk"), to_attr="open_cases"),
        )
    )
    return {
        family.pk: FoundFamily(
            family=family,
            people=tuple(family.people_now),
            strands=tuple(strand_named(case.strand).name for case in family.open_cases),
        )
        for family in rows
    }
