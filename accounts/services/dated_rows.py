"""Rows that hold from a day to a day: roles and cover."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Cover, Membership


def begin(row: Membership | Cover, refusal: type[Exception]) -> None:
    """Save a new row; what its rules say against it is raised as the caller's own refusal."""
    try:
        row.full_clean()
    except ValidationError as problem:
        raise refusal(" ".join(problem.messages)) from problem
    row.save()


def end_today(row: Membership | Cover) -> None:
    """Yesterday becomes its last day; a row that has not begun is taken away."""
    yesterday = timezone.localdate() - timedelta(days=1)
    if row.starts > yesterday:
        row.delete()
        return
    row.ends = min(row.ends or yesterday, yesterday)
    row.save(update_fields=["ends"])
