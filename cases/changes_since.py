"""What others have written on a worker's cases since that worker last opened them."""

from collections import defaultdict
from collections.abc import Collection
from datetime import timedelta

from django.db.models import Max, Q
from django.utils import timezone

from accounts.models import AccessEvent
from cases.models import Case, ChronologyEntry, Person
from cases.story_lines import events_of

# Who has not opened a case for longer than this reads the whole story anyway.
AT_MOST_BACK = timedelta(days=60)
MOST_ENTRIES = 300
MOST_NAMED = 2


def changes_since_opened(
    cases: Collection[Case], *, children: dict[int, list[Person]], user
) -> dict[int, str]:
    """By case, in words. `children` are the subject children of each, as far as the user sees them."""
    opened = _last_opened(cases, user)
    if not opened:
        return {}
    people = {one.pk: one for case in cases for one in children.get(case.pk, ())}
    rows = ChronologyEntry.objects.for_user(user).filter(
        Q(case__in=opened)
        | Q(case=None, family__in={case.family_id for case in cases})
        | Q(case=None, family=None, person__in=people),
        Q(person=None) | Q(person__in=people),
        Q(other=None) | Q(other__in=people),
        written_at__gt=min(opened.values()),
    )
    rows = rows.exclude(by=user).select_related("by").order_by("-written_at", "-pk")
    entries = list(rows[:MOST_ENTRIES])
    found = {}
    for case in cases:
        since = opened.get(case.pk)
        own = {one.pk for one in children.get(case.pk, ())}
        new = [one for one in entries if since and one.written_at > since and _of(one, case, own)]
        if new:
            found[case.pk] = _words([event.title for event in events_of(new, people)])
    return found


def _of(entry: ChronologyEntry, case: Case, children: set[int]) -> bool:
    if entry.case_id:
        return entry.case_id == case.pk
    if entry.family_id:
        return entry.family_id == case.family_id
    return entry.person_id in children


def _last_opened(cases: Collection[Case], user) -> dict[int, object]:
    """By case. The family's pages show its cases too, so opening one of them counts."""
    rows = AccessEvent.objects.filter(
        user_id=user.pk,
        family_id__in={case.family_id for case in cases},
        at__gt=timezone.now() - AT_MOST_BACK,
    )
    last: dict[int, object] = defaultdict(lambda: None)
    last.update(rows.values_list("family_id").annotate(Max("at")).order_by())
    return {case.pk: at for case in cases if (at := last[case.family_id])}


def _words(titles: list[str]) -> str:
    named = "; ".join(titles[:MOST_NAMED])
    more = len(titles) - MOST_NAMED
    return f"{named}; and {more} more" if more > 0 else named
