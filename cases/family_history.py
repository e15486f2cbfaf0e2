"""The dated story of a family, from its records: who came and went, statuses, moves, stages."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cases.cards import is_secret
from cases.codes import CaseStage, NewEpisodeReason, StatusKind
from cases.family_page import FamilyPage, listed
from cases.models import (
    Address,
    Alert,
    CareEpisode,
    MissingEpisode,
    Person,
    StageChange,
    StatutoryStatus,
)

_MAJOR = {StatusKind.CHILD_PROTECTION, StatusKind.LOOKED_AFTER}
_STAGES = {
    CaseStage.REFERRED: "Referred to {}",
    CaseStage.ACCEPTED: "{} accepted the referral",
    CaseStage.ACTIVE: "{} started work",
    CaseStage.CLOSED: "{} closed the case",
    CaseStage.DECLINED: "{} did not accept the referral",
    CaseStage.REDIRECTED: "{} passed the referral on",
}


@dataclass(frozen=True, slots=True)
class Event:
    """In the shape of the timeline component. `{}` in the title stands for whom it happened to."""

    when: date
    title: str
    text: str = ""
    kind: str = ""
    by: str = ""
    major: bool = False
    url: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Year:
    year: int


def history_of(page: FamilyPage) -> list[Event]:
    """Newest first. Six queries, whatever the size of the family."""
    names = {person.pk: person for person in page.everybody}
    ids = list(names)
    events = [
        *_memberships(page),
        *_births_and_deaths(page),
        *_statuses(ids, names),
        *_care(ids, names),
        *_missing(ids, names),
        *_moves(ids, names),
        *_warnings(page, ids, names),
        *_stages(page),
    ]
    today = timezone.localdate()
    past = _together([event for event in events if event.when <= today])
    return sorted(past, key=lambda event: (event.when, event.kind, event.title), reverse=True)


def _together(events: list[Event]) -> list[Event]:
    """What happened to several people on one day in the same words is one event."""
    people: dict[Event, list[str]] = {}
    for event in events:
        people.setdefault(replace(event, who=""), []).append(event.who)
    return [
        replace(event, title=event.title.format(listed(dict.fromkeys(who)))) if who[0] else event
        for event, who in people.items()
    ]


def with_years(events: list[Event]) -> list[Event | Year]:
    """A marker before the first event of each year."""
    marked: list[Event | Year] = []
    year = None
    for event in events:
        if event.when.year != year:
            year = event.when.year
            marked.append(Year(year))
        marked.append(event)
    return marked


def _memberships(page: FamilyPage):
    for one in page.memberships:
        role = one.get_role_display().lower()
        if one.starts:
            yield Event(
                one.starts, "{} joined the family", role, "Family", who=one.person.short_name
            )
        if one.ends:
            yield Event(one.ends, "{} left the family", role, "Family", who=one.person.short_name)


def _births_and_deaths(page: FamilyPage):
    for person in page.everybody:
        if person.date_of_birth and person.age is not None and person.age < 18:
            yield Event(person.date_of_birth, "Birth of {}", kind="Family", who=person.short_name)
        if person.death_date:
            name = person.short_name
            yield Event(person.death_date, "Death of {}", kind="Family", major=True, who=name)


def _statuses(ids: list[int], people: dict[int, Person]):
    for one in StatutoryStatus.objects.filter(person__in=ids).order_by("pk"):
        name, label = people[one.person_id].short_name, one.get_kind_display().lower()
        category = one.get_initial_category_display()
        major = one.kind in _MAJOR
        yield Event(one.starts, f"{{}}: {label} began", category, "Status", major=major, who=name)
        if one.ends:
            why = one.get_end_reason_display()
            yield Event(one.ends, f"{{}}: {label} ended", why, "Status", major=major, who=name)


def _care(ids: list[int], people: dict[int, Person]):
    for one in CareEpisode.objects.filter(person__in=ids).order_by("pk"):
        name = people[one.person_id].short_name
        came = one.reason_started == NewEpisodeReason.STARTED
        title = "{} came into care" if came else "{}: change while in care"
        text = f"{one.get_placement_display()}. {one.get_legal_status_display()}."
        yield Event(one.starts, title, text, "Care", major=came, who=name)
        if one.ends and one.reason_ceased != "X1":
            why = one.get_reason_ceased_display()
            yield Event(one.ends, "{} left care", why, "Care", major=True, who=name)


def _missing(ids: list[int], people: dict[int, Person]):
    for one in MissingEpisode.objects.filter(person__in=ids).order_by("pk"):
        name = people[one.person_id].short_name
        left = timezone.localtime(one.missing_at)
        back = one.returned_at and timezone.localtime(one.returned_at)
        text = f"Back {back.day} {back:%B %Y} at {back:%H:%M}" if back else "Not back yet"
        yield Event(left.date(), f"{{}} went missing at {left:%H:%M}", text, "Missing", who=name)


def _moves(ids: list[int], people: dict[int, Person]):
    for one in Address.objects.filter(person__in=ids, starts__isnull=False).order_by("pk"):
        name = people[one.person_id].short_name
        where = "Address must not be told" if is_secret(one) else str(one)
        yield Event(one.starts, "{}: new address", where, "Home", who=name)


def _warnings(page: FamilyPage, ids: list[int], people: dict[int, Person]):
    about = Q(family=page.family) | Q(person__in=ids)
    for one in Alert.objects.filter(about).order_by("pk"):
        whose = people[one.person_id].short_name if one.person_id else "Whole family"
        label = one.get_kind_display()
        yield Event(one.starts, "{}: alert added", label, "Alert", who=whose)
        if one.ends:
            yield Event(one.ends, "{}: alert no longer needed", label, "Alert", who=whose)


def _stages(page: FamilyPage):
    changes = StageChange.objects.filter(case__in=page.openable_cases)
    changes = changes.select_related("case", "by").order_by("at", "pk")
    for one in changes:
        title = _STAGES[CaseStage(one.to_stage)].format(one.case.strand_name)
        if one.from_stage == CaseStage.CLOSED:
            title = f"{one.case.strand_name} reopened the case"
        yield Event(
            timezone.localtime(one.at).date(),
            title,
            kind=f"Case {one.case.reference}",
            by=one.by.name,
            url=reverse("cases:case", args=[one.case_id]),
        )
