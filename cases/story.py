"""Reading the chronology: whose story it is, what of it this reader may see, a page at a time.

A story is read from several short index scans, one for the family and one for each person, joined
by the database; so a page costs the same however long the story is. Pages end with a day, never
inside one, so that what happened to several people on one day stays one line.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from cases.models import Case, CaseParticipant, ChronologyEntry, Family, FamilyMembership, Person

DAYS_ROWS = 60
_CHILDHOOD = timedelta(days=18 * 365 + 5)


@dataclass(frozen=True, slots=True)
class Story:
    """One family's, person's or case's lines, as far as one reader may see them."""

    people: dict[int, Person]
    branches: tuple[Q, ...]
    rule: Q
    strands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a story is wanted. Nothing chosen is everything."""

    kind: str = ""
    person: int | None = None
    strand: str = ""
    significance: int = 0
    lines: frozenset[tuple[str, int, str]] | None = None  # None: all of them

    def condition(self) -> Q:
        condition = Q()
        if self.kind:
            condition &= Q(kind=self.kind)
        if self.person:
            condition &= Q(person=self.person) | Q(other=self.person)
        if self.strand:
            condition &= Q(strand=self.strand)
        if self.significance:
            condition &= Q(significance__gte=self.significance)
        return condition


@dataclass(frozen=True, slots=True)
class StoryPage:
    entries: list[ChronologyEntry]  # newest first
    older: date | None  # go on with what is before this day
    newer: date | None


def family_story(family: Family, *, people: Iterable[Person], user) -> Story:
    """For a family the user may open; `people` are those of it whom the user may open."""
    found = {person.pk: person for person in people}
    cases = _cases(Case.objects.for_user(user).filter(family=family))
    return Story(
        people=found,
        branches=(
            Q(family=family.pk, person=None),
            *(Q(person=pk) & (Q(family=None) | Q(family=family.pk)) for pk in sorted(found)),
        ),
        rule=_rule(found, cases) & ~_long_ago(),
        strands=tuple(sorted(set(cases.values()))),
    )


def person_story(person: Person, *, user) -> Story:
    """For a person the user may open."""
    parts = CaseParticipant.objects.for_user(user).filter(person=person)
    cases = _cases(Case.objects.for_user(user).filter(pk__in=parts.values("case")))
    families = Family.objects.for_user(user).filter(memberships__person=person)
    memberships = FamilyMembership.objects.for_user(user).filter(family__in=families)
    people = Person.objects.for_user(user).filter(pk__in=memberships.values("person"))
    found = {one.pk: one for one in people} | {person.pk: person}
    open_families = Q(family=None) | Q(family__in=list(families.values_list("pk", flat=True)))
    return Story(
        people=found,
        branches=(
            Q(person=person.pk),
            Q(other=person.pk),
            *(Q(case=pk, person=None) for pk in sorted(cases)),
        ),
        rule=_rule(found, cases) & open_families,
        strands=tuple(sorted(set(cases.values()))),
    )


def case_story(case: Case, *, user) -> Story:
    """For a case the user may open: the work, and the lives of those it is about."""
    people = Person.objects.for_user(user).filter(parts__case=case)
    found = {person.pk: person for person in people}
    return Story(
        people=found,
        branches=(
            Q(case=case.pk),
            *(
                Q(person=pk, case=None) & (Q(family=None) | Q(family=case.family_id))
                for pk in found
            ),
        ),
        rule=_rule(found, {case.pk: case.strand}) & ~_long_ago(),
    )


def _cases(cases: QuerySet) -> dict[int, str]:
    return dict(cases.values_list("pk", "strand"))


def _rule(people: Iterable[int], cases: Iterable[int]) -> Q:
    """As the record itself: nothing of a case that is closed to the reader, nobody who is hidden."""
    return (
        (Q(case=None) | Q(case__in=list(cases)))
        & (Q(person=None) | Q(person__in=list(people)))
        & (Q(other=None) | Q(other__in=list(people)))
        & Q(on__lte=timezone.localdate())
    )


def _long_ago() -> Q:
    """Births of those who are grown up now: the start of their story, not of the family's."""
    return Q(source="cases.person", part="born", on__lt=timezone.localdate() - _CHILDHOOD)


def page_of_story(
    story: Story,
    asked: Asked,
    *,
    before: date | None = None,
    after: date | None = None,
    size: int = DAYS_ROWS,
) -> StoryPage:
    down = after is None
    edge = Q()
    if before:
        edge = Q(on__lt=before)
    elif after:
        edge = Q(on__gt=after)
    found = _first(story, asked, edge, down=down, count=size + 1)
    more = len(found) > size
    if more:
        found = _whole_days(story, asked, found, down)
    if not down:
        found.reverse()
    entries = _read([pk for pk, _ in found])
    if not entries:
        return StoryPage([], None, None)
    return StoryPage(
        entries=entries,
        older=entries[-1].on if (more if down else True) else None,
        newer=entries[0].on if (before if down else more) else None,
    )


def latest_of_story(story: Story, count: int) -> list[ChronologyEntry]:
    """Newest first; a busy day may be cut, as the page links to the rest."""
    found = _first(story, Asked(), Q(), down=True, count=count)
    return _read([pk for pk, _ in found])


def whole_story(story: Story, asked: Asked) -> list[ChronologyEntry]:
    """Oldest first, for a print."""
    found = _first(story, asked, Q(), down=False, count=None)
    entries = _read([pk for pk, _ in found])
    entries.reverse()
    if asked.lines is not None:
        return [entry for entry in entries if entry.line in asked.lines]
    return entries


def _whole_days(story: Story, asked: Asked, found: list, down: bool) -> list:
    """Without the last day, which may go on; unless that day is all there is, then all of it."""
    last = found[-1][1]
    kept = [row for row in found if row[1] != last]
    return kept or _first(story, asked, Q(on=last), down=down, count=None)


def _first(story: Story, asked: Asked, edge: Q, *, down: bool, count: int | None) -> list:
    order = ("-on", "-id") if down else ("on", "id")
    # unscoped: the rule of the story says what its reader may see, from scoped people and cases.
    rows = ChronologyEntry.objects.filter(story.rule, asked.condition(), edge)
    parts = [rows.filter(branch).order_by(*order) for branch in story.branches]
    parts = [part.values_list("id", "on")[:count] for part in parts]
    if len(parts) == 1:
        return list(parts[0])
    joined = parts[0].union(*parts[1:]).order_by(*order)
    return list(joined[:count])


def _read(ids: list[int]) -> list[ChronologyEntry]:
    # unscoped: ids that the rule of the story let through.
    rows = ChronologyEntry.objects.filter(pk__in=ids).select_related("by")
    return sorted(rows, key=lambda entry: (entry.on, entry.pk), reverse=True)
