"""What a load balancer is told, with the real database, broker and worker."""

from __future__ import annotations

import pytest
import redis
from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client

from programme import health, tasks

pytestmark = pytest.mark.django_db


@pytest.fixture
def stranger() -> Client:
    """A load balancer: not signed in, and it calls us by an address that is no host of ours."""
    cache.delete(health.HEARTBEAT)
    yield Client(headers={"host": "10.1.2.3:8000"})
    cache.delete(health.HEARTBEAT)


def test_process_is_up_without_asking_the_database(stranger, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = stranger.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {"up": True}
    assert response["Cache-Control"] == "no-store"


def test_ready_when_every_part_answers(stranger):
    tasks.beat_heart()
    response = stranger.get("/readyz")
    assert response.json() == {"ready": True, "failing": []}
    assert response.status_code == 200


def test_without_a_worker_it_is_not_ready(stranger):
    response = stranger.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"ready": False, "failing": ["worker"]}


def test_heartbeat_of_a_worker_that_stopped_runs_out(stranger):
    tasks.beat_heart()
    keys = redis.Redis.from_url(settings.CACHES["default"]["LOCATION"])
    left = keys.ttl(cache.make_and_validate_key(health.HEARTBEAT))
    assert 0 < left <= health.HEARTBEAT_SECONDS
    keys.close()


def test_migration_that_is_not_applied_makes_it_not_ready(stranger):
    tasks.beat_heart()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'accounts'")
    response = stranger.get("/readyz")
    assert response.status_code == 503
    assert response.json()["failing"] == ["migrations"]


def test_migration_of_a_newer_release_does_no_harm(stranger):
    tasks.beat_heart()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('accounts', '9999_from_the_next_release', now())"
        )
    assert stranger.get("/readyz").status_code == 200


def test_broker_that_is_away_makes_it_not_ready(stranger, tmp_path, monkeypatch):
    tasks.beat_heart()
    nowhere = f"redis+socket://{tmp_path}/nobody-listens.sock?virtual_host=1"
    monkeypatch.setattr(current_app.conf, "broker_write_url", nowhere)
    response = stranger.get("/readyz")
    assert response.status_code == 503
    assert response.json()["failing"] == ["broker"]
    assert str(tmp_path) not in response.content.decode()
