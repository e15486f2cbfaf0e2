"""The access log only grows, is kept by month, and answers for a family in one indexed query."""

from datetime import UTC, date, datetime

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from accounts import partitions
from accounts.models import AccessEvent
from accounts.openings import record_opening

REFUSED = (InternalError, ProgrammingError)


@pytest.fixture
def event(worker, hampshire):
    record_opening(by=worker, authority_id=hampshire.pk, family_id=7, person_id=8)
    return AccessEvent.objects.of_family(7).get()


@pytest.mark.parametrize(
    "change", ["UPDATE accounts_accessevent SET user_id = 1", "DELETE FROM accounts_accessevent"]
)
def test_events_cannot_be_changed_or_removed(event, change):
    with (
        pytest.raises(REFUSED, match="append-only"),
        transaction.atomic(),
        connection.cursor() as c,
    ):
        c.execute(change)
    assert AccessEvent.objects.count() == 1


def test_month_takes_over_rows_that_came_before_it_was_made(event):
    month = event.at.date()
    made = partitions.prepare_months(start=month, months=2)
    assert len(made) == 2
    assert _rows_in(made[0]) == 1
    assert _rows_in("accounts_accessevent_default") == 0
    assert partitions.prepare_months(start=month, months=2) == []


def test_months_run_over_the_end_of_the_year(db):
    made = partitions.prepare_months(start=date(2031, 11, 30), months=3)
    assert [name[-7:] for name in made] == ["2031_11", "2031_12", "2032_01"]


def test_append_only_holds_in_a_months_partition(event):
    partitions.prepare_months(start=event.at.date(), months=1)
    with (
        pytest.raises(REFUSED, match="append-only"),
        transaction.atomic(),
        connection.cursor() as c,
    ):
        c.execute("DELETE FROM accounts_accessevent")


def test_rows_land_in_their_month_by_utc(worker, hampshire, db):
    partitions.prepare_months(start=date(2031, 5, 1), months=2)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_accessevent (at, user_id, authority_id, how) VALUES (%s, 1, 1, 'page')",
            [datetime(2031, 5, 31, 23, 59, 59, tzinfo=UTC)],
        )
    assert _rows_in("accounts_accessevent_2031_05") == 1


def test_question_who_looked_at_this_family_uses_the_index(event):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = AccessEvent.objects.of_family(7)[:50].explain()
    assert "family" in plan
    assert "Seq Scan" not in plan


def _rows_in(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ONLY {table}")  # noqa: S608
        return cursor.fetchone()[0]
