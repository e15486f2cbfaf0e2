"""Writes down every opening of a person, family or case."""

from django.db import connection

from accounts.models import AccessEvent


def record_opening(
    *,
    by,
    authority_id: int,
    family_id: int | None = None,
    person_id: int | None = None,
    case_id: int | None = None,
    how: str = AccessEvent.How.PAGE,
    reason: str = "",
) -> None:
    """One row in the access log. Ids only; the caller has already checked that `by` may look."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_accessevent"
            " (user_id, authority_id, family_id, person_id, case_id, how, reason)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [by.pk, authority_id, family_id, person_id, case_id, how, reason],
        )
