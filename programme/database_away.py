"""A plain page while the database cannot be reached, in place of an error.

It needs no database, session or sign-in. What was typed comes back in the page, to be sent again
with one button. Nothing has to be restarted afterwards: connections are checked before they are
used (CONN_HEALTH_CHECKS) and opened anew.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader

from accounts.idle import is_secret

# Shutting down, crashed, starting up, too many clients; and everything of class 08 (connection).
AWAY_CODES = frozenset({"57P01", "57P02", "57P03", "53300"})
RETRY_SECONDS = "30"


class DatabaseAwayMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # An error in another middleware (reading the session, say) arrives as a finished 500.
        if response.status_code == 500 and not database_answers():
            return away(request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return away(request) if is_lost_connection(exception) else None


def is_lost_connection(exception: BaseException) -> bool:
    """Tells an unreachable database from one that refused a statement."""
    if isinstance(exception, InterfaceError):
        return True
    if not isinstance(exception, OperationalError):
        return False
    code = getattr(exception.__cause__, "pgcode", None)
    return code is None or code.startswith("08") or code in AWAY_CODES


def database_answers() -> bool:
    try:
        if connection.connection is not None and not connection.is_usable():
            connection.close()
        connection.ensure_connection()
    except (OperationalError, InterfaceError):
        return False
    return True


def away(request: HttpRequest) -> HttpResponse:
    if request.path.startswith("/api/"):
        response: HttpResponse = JsonResponse(
            {"detail": "The database cannot be reached. Try again shortly."}, status=503
        )
    else:
        context = {"typed": typed(request), "address": request.get_full_path()}
        response = HttpResponse(loader.render_to_string("503.html", context), status=503)
    response["Retry-After"] = RETRY_SECONDS
    response["Cache-Control"] = "no-store"
    return response


def typed(request: HttpRequest) -> list[tuple[str, str]] | None:
    """What was sent, to be sent again; None when there is nothing to repeat."""
    if request.method != "POST":
        return None
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if not is_secret(name)
    ]
