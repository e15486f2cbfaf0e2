"""Writes down every opening of a person, family or case."""

from django.db import connection, transaction

from accounts.models import AccessEvent

IF_SHOWN = "openings_if_shown"


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


def record_cases_opened(cases, *, by, how: str = AccessEvent.How.PAGE) -> None:
    """One row for each of several cases shown on one page, in one statement with one time."""
    shown = list({case.pk: case for case in cases}.values())
    columns = [
        [case.authority_id for case in shown],
        [case.family_id for case in shown],
        [case.pk for case in shown],
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_accessevent (user_id, how, authority_id, family_id, case_id)"
            " SELECT %s, %s, * FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[])",
            [by.pk, how, *columns],
        )


def record_if_shown(request, **opening) -> None:
    """For a form that was sent: what it is about is shown only if the form comes back with mistakes.

    Written after the view, whose own transaction is then rolled back (see `accounts.once`).
    """
    if not hasattr(request, IF_SHOWN):
        setattr(request, IF_SHOWN, [])
    getattr(request, IF_SHOWN).append(opening)


class OpeningsMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        waiting = getattr(request, IF_SHOWN, ())
        if waiting and response.status_code == 200:
            # In one transaction, so that the rows of one opening carry one time.
            with transaction.atomic():
                for opening in waiting:
                    record_opening(**opening)
        return response
