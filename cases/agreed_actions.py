"""Who does what by when, as agreed on a visit, in a supervision or an audit, and how far it is."""

from collections import defaultdict
from collections.abc import Iterable

from cases.models import Task

NOTE, SUPERVISION, AUDIT = "note", "supervision", "audit"


def tasks_from(source: str, source_ids: Iterable[int], user) -> dict[int, list[Task]]:
    """The tasks of several records of one kind, by record, in one query."""
    rows = (
        Task.objects.for_user(user)
        .filter(source=source, source_id__in=list(source_ids))
        .select_related("assigned_to")
        .order_by("due_on", "pk")
    )
    found: dict[int, list[Task]] = defaultdict(list)
    for task in rows:
        found[task.source_id].append(task)
    return found
