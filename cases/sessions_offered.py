"""The days on which a case's family was offered a session, whether they came or not."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.utils import timezone

from cases.codes import NoteKind
from cases.models import CaseNote

OFFERED = (NoteKind.SESSION, NoteKind.MISSED)


def sessions_offered(cases: Collection[int]) -> dict[int, list[date]]:
    """By case, oldest first, in one query."""
    through = CaseNote.cases.through.objects.filter(case__in=cases, casenote__kind__in=OFFERED)
    found: dict[int, list[date]] = defaultdict(list)
    rows = through.order_by("casenote__happened_at", "casenote")
    for case_id, at in rows.values_list("case_id", "casenote__happened_at"):
        found[case_id].append(timezone.localdate(at))
    return found
