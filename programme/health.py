"""What load balancers and container engines ask: is it up, and can it do its work?

Answered before anything else in the request, so that no host name, session or sign-in is needed.
The answers name parts, never addresses or the text of an error.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import cache as remember

from celery import current_app
from django.core.cache import cache
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse

logger = logging.getLogger(__name__)

HEARTBEAT = "worker-heartbeat"
# Beat sends one every 20 seconds, so a single late one does no harm.
HEARTBEAT_SECONDS = 90
BROKER_PATIENCE = 2.0


class HealthMiddleware:
    """/healthz: this process answers. /readyz: everything it needs answers too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return _plain(JsonResponse({"up": True}))
        if request.path == "/readyz":
            return readiness()
        return self.get_response(request)


def readiness() -> HttpResponse:
    parts = {name: _holds(check) for name, check in CHECKS.items()}
    failing = [name for name, holds in parts.items() if not holds]
    return _plain(
        JsonResponse({"ready": not failing, "failing": failing}, status=503 if failing else 200)
    )


def record_heartbeat() -> None:
    """Called by a worker: only a real round trip through the queue keeps this key alive."""
    cache.set(HEARTBEAT, int(time.time()), timeout=HEARTBEAT_SECONDS)


def database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def migrations_are_applied() -> bool:
    """Every migration this code knows. More than that is another release being rolled out."""
    return known_migrations() <= set(MigrationRecorder(connection).applied_migrations())


@remember
def known_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def broker_answers() -> bool:
    with current_app.connection_for_write(connect_timeout=BROKER_PATIENCE) as broker:
        broker.ensure_connection(max_retries=1, interval_start=0, timeout=BROKER_PATIENCE)
    return True


def worker_is_alive() -> bool:
    return cache.get(HEARTBEAT) is not None


CHECKS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "migrations": migrations_are_applied,
    "broker": broker_answers,
    "worker": worker_is_alive,
}


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception as problem:  # noqa: BLE001 - whatever is wrong with a part, it is not ready
        # The text of an error may hold an address or a password; its kind does not.
        logger.warning("%s fails: %s", check.__name__, type(problem).__name__)
        return False


def _plain(response: JsonResponse) -> JsonResponse:
    response["Cache-Control"] = "no-store"
    return response
