"""Everything the pages of one family show, folded from the records in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.access import Action, may
from cases.ages import age_words, is_child
from cases.cards import Card, alert_card, is_over, span
from cases.genogram import Genogram, draw
from cases.genogram.from_family import drawn_family
from cases.identity import Identity, identity_of
from cases.models import (
    Address,
    Alert,
    Case,
    EducationStatus,
    Family,
    FamilyMembership,
    MissingEpisode,
    Person,
    Relationship,
    StatutoryStatus,
)
from cases.relation_words import seen_from
from cases.who_knows import Known, who_knows


@dataclass(frozen=True, slots=True)
class Member:
    """One person as part of this family."""

    person: Person
    membership: FamilyMembership
    age: str
    tags: tuple[tuple[str, str], ...]
    ties: tuple[str, ...]
    when: str
    is_child: bool
    has_left: bool


def tabs_of(family: Family, *, user, current: str) -> list[dict]:
    pages = [
        ("overview", "Overview", "cases:family"),
        ("people", "People", "cases:family_people"),
        ("notes", "Notes", "cases:family_notes"),
        ("cases", "Cases", "cases:family_cases"),
        ("documents", "Documents", "cases:family_documents"),
        ("measures", "Measures", "cases:family_measures"),
        ("story", "Story", "cases:family_story"),
        ("genogram", "Genogram", "cases:family_genogram"),
    ]
    if may(user, Action.SEE_ACCESS_LOG, authority_id=family.authority_id):
        pages.append(("looked", "Who has looked", "cases:family_who_looked"))
    return [
        {"text": text, "url": reverse(name, args=[family.pk]), "current": slug == current}
        for slug, text, name in pages
    ]


class FamilyPage:
    """One family, for a user who may open it. Each part is read once, when first asked for."""

    def __init__(self, family: Family, *, user):
        self.family = family
        self.user = user
        self.today = timezone.localdate()

    @cached_property
    def memberships(self) -> list[FamilyMembership]:
        """Of everybody the reader may open, past and present; the latest of each person first."""
        people = Person.objects.for_user(self.user)
        rows = FamilyMembership.objects.filter(family=self.family, person__in=people)
        rows = rows.select_related("person")
        return sorted(rows, key=self._latest_first)

    def _latest_first(self, one: FamilyMembership) -> tuple:
        return (one.ends is not None, -(one.ends or self.today).toordinal(), one.pk)

    @cached_property
    def _latest(self) -> dict[int, FamilyMembership]:
        latest: dict[int, FamilyMembership] = {}
        for one in self.memberships:
            latest.setdefault(one.person_id, one)
        return latest

    @cached_property
    def everybody(self) -> list[Person]:
        """Everyone who is or was part of the family."""
        return [one.person for one in self._latest.values()]

    @cached_property
    def people(self) -> list[Person]:
        """Everyone who is part of it today, children first, the eldest first."""
        now = [
            one.person
            for one in self._latest.values()
            if not is_over(one.ends) and not (one.starts and one.starts > self.today)
        ]
        return sorted(now, key=self._place)

    @cached_property
    def hidden_people(self) -> int:
        """How many are part of it today whom the reader may not open."""
        # unscoped: a number and nothing else, so that nobody takes the list for the whole family.
        now = FamilyMembership.objects.current().filter(family=self.family)
        shown = Person.objects.for_user(self.user)
        return now.exclude(person__in=shown).values("person").distinct().count()

    def _place(self, person: Person) -> tuple:
        return (
            not is_child(person, self.today),
            person.date_of_birth or person.expected_date or self.today,
            person.pk,
        )

    def _ids(self, people: Iterable[Person]) -> list[int]:
        return [person.pk for person in people]

    @cached_property
    def identity(self) -> Identity:
        return identity_of(self.family, user=self.user, people=self.people)

    @cached_property
    def relationships(self) -> list[Relationship]:
        ids = self._ids(self.everybody)
        rows = Relationship.objects.between(ids).select_related("subject", "relative")
        return list(rows.order_by("pk"))

    @cached_property
    def statuses(self) -> list[StatutoryStatus]:
        rows = StatutoryStatus.objects.current().filter(person__in=self._ids(self.people))
        return list(rows.order_by("starts", "pk"))

    @cached_property
    def missing_now(self) -> list[MissingEpisode]:
        rows = MissingEpisode.objects.filter(person__in=self._ids(self.people), returned_at=None)
        return list(rows.order_by("missing_at", "pk"))

    @cached_property
    def education(self) -> list[EducationStatus]:
        rows = EducationStatus.objects.current().filter(person__in=self._ids(self.people))
        return list(rows.order_by("starts", "pk"))

    @cached_property
    def addresses(self) -> list[Address]:
        rows = Address.objects.current().filter(person__in=self._ids(self.people))
        return list(rows.order_by("pk"))

    @cached_property
    def _alerts(self) -> list[Alert]:
        about = Q(family=self.family) | Q(person__in=self._ids(self.people))
        rows = Alert.objects.current().filter(about).select_related("person")
        return list(rows.order_by("-starts", "-pk"))

    @cached_property
    def alerts(self) -> list[Card]:
        """Current alerts; each about one person says about whom."""
        cards = []
        for alert in self._alerts:
            card = alert_card(alert)
            about = alert.person.full_name if alert.person else "The whole family"
            cards.append(
                replace(
                    card,
                    lines=(about, *card.lines),
                    url=reverse("cases:fact_edit", args=["alert", alert.pk]),
                )
            )
        return cards

    @cached_property
    def known(self) -> list[Known]:
        return who_knows([self.family.pk], user=self.user)

    @cached_property
    def openable_cases(self) -> frozenset[int]:
        cases = Case.objects.for_user(self.user).filter(family=self.family)
        return frozenset(cases.values_list("pk", flat=True))

    @cached_property
    def members(self) -> list[Member]:
        return [self._member(self._latest[person.pk]) for person in self.people]

    @cached_property
    def former_members(self) -> list[Member]:
        now = set(self._ids(self.people))
        return [self._member(one) for one in self._latest.values() if one.person_id not in now]

    def _member(self, one: FamilyMembership) -> Member:
        return Member(
            person=one.person,
            membership=one,
            age=age_words(one.person),
            tags=tuple(self._tags[one.person_id]),
            ties=tuple(self._ties_of[one.person_id]),
            when=span(one.starts, one.ends),
            is_child=is_child(one.person, self.today),
            has_left=is_over(one.ends),
        )

    @cached_property
    def _tags(self) -> dict[int, list[tuple[str, str]]]:
        tags: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for missing in self.missing_now:
            tags[missing.person_id].append(("Missing now", "red"))
        for status in self.statuses:
            tags[status.person_id].append((status.get_kind_display(), "blue"))
        for alert in self._alerts:
            if alert.person_id:
                tags[alert.person_id].append((alert.get_kind_display(), "red"))
        return tags

    @cached_property
    def _ties_of(self) -> dict[int, list[str]]:
        """ "Mother of Ava and Ben, with parental responsibility for Ava": who is who, in words."""
        ties: dict[int, list[str]] = defaultdict(list)
        grouped: dict[tuple[int, str, bool], list[str]] = defaultdict(list)
        for row in self.relationships:
            if is_over(row.ends):
                continue
            for person in (row.subject, row.relative):
                other = row.relative if person is row.subject else row.subject
                seen = seen_from(row, other.pk)
                key = (person.pk, seen.word, seen.other_has_responsibility)
                grouped[key].append(other.short_name)
        for (person_id, word, holds), names in grouped.items():
            responsibility = ", with parental responsibility" if holds else ""
            ties[person_id].append(f"{word} of {listed(names)}{responsibility}")
        return ties

    @cached_property
    def genogram(self) -> Genogram:
        current = set(self._ids(self.people))
        dead_or_here = [
            person
            for person in self.everybody
            if person.pk in current or person.death_date is not None
        ]
        return draw(
            drawn_family(dead_or_here, self.relationships, self.addresses, on=self.today),
            heading=f"Genogram of the {self.family}",
            prefix=f"family-{self.family.pk}",
        )


def listed(names: Iterable[str]) -> str:
    """ "Ava", "Ava and Ben", "Ava, Ben and Cai"."""
    names = list(names)
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
