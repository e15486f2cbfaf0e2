"""Who changed what, when, before and after, written by database triggers.

Triggers rather than model hooks, so that bulk updates, COPY and raw SQL leave the same trail
as a form. One event row is one version of one row; the user and the page come from the request's
context (see `pghistory.middleware`) or from `changed_by` in jobs and commands.
"""

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import pghistory

if TYPE_CHECKING:
    from accounts.models import User


def keeps_history(**options):
    """Class decorator: keep every version of each row of this model."""
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        append_only=True,
        **options,
    )


def changed_by(user: "User | None", reason: str) -> AbstractContextManager:
    """Name who is behind the changes made inside the block (jobs, commands, tests)."""
    return pghistory.context(user=user.pk if user else None, reason=reason)
