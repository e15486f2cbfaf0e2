"""My day says when the children were last seen, and what others wrote since one last looked."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.chronology.rebuilding import rebuild
from cases.models import ChronologyEntry
from cases.services.notes import Part, record_note
from tests import factories
from tests.cast import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def children(hampshire):
    return [factories.make_person(name, "Hill") for name in ("Ava", "Ben")]


@pytest.fixture
def case(children, worker):
    case = factories.make_case(factories.make_family(people=children), by=worker)
    factories.allocate(case, worker)
    return case


@pytest.fixture
def client(worker):
    return sign_in(worker)


def seen(case, by, days_ago: int, **people):
    return record_note(
        family=case.family,
        cases=[case],
        kind="visit",
        happened_at=timezone.now() - timedelta(days=days_ago),
        account="We talked.",
        people=[Part(person, seen=how) for person, how in people["of"]],
        by=by,
    )


def look_at(client, address: str) -> None:
    """A test is one transaction, in which the log's clock stands still: what is there came before."""
    ChronologyEntry.objects.update(written_at=timezone.now() - timedelta(hours=1))
    assert client.get(address).status_code == 200


def my_day(client) -> str:
    return client.get("/").content.decode()


def test_children_nobody_has_seen_are_said_to_be_unseen(client, case, children, worker):
    assert "Not seen yet (Ava)." in my_day(client)
    seen(case, worker, 3, of=[(children[0], "seen")])
    assert "Last seen not yet (Ben); alone not yet (Ava)." not in my_day(client)
    assert "Not seen yet (Ben)." in my_day(client)


def test_whoever_was_unseen_for_longest_is_named(client, case, children, worker):
    ava, ben = children
    seen(case, worker, 26, of=[(ava, "seen_alone"), (ben, "seen_alone")])
    seen(case, worker, 12, of=[(ava, "seen"), (ben, "seen")])
    seen(case, worker, 0, of=[(ben, "seen_alone")])
    assert "Last seen 12 days ago (Ava); alone 26 days ago (Ava)." in my_day(client)


def test_call_is_no_seeing(client, case, children, worker):
    note = seen(case, worker, 2, of=[(children[0], "seen"), (children[1], "seen")])
    assert "Last seen 2 days ago" in my_day(client)
    note.kind = "call"
    note.save()
    assert "Last seen 2 days ago" not in my_day(client)


def test_what_others_wrote_since_is_told_until_the_case_is_opened(
    client, case, children, worker, colleague
):
    seen(case, colleague, 5, of=[(children[0], "seen")])
    assert "Since you last looked" not in my_day(client), "never opened: the whole case is new"
    look_at(client, f"/cases/{case.pk}/")
    assert "Since you last looked" not in my_day(client)
    seen(case, colleague, 1, of=[(children[0], "seen"), (children[1], "seen")])
    seen(case, worker, 1, of=[(children[0], "seen")])
    page = my_day(client)
    assert "<strong>Since you last looked:</strong> Visit to Ava and Ben.</p>" in page
    look_at(client, f"/families/{case.family_id}/")
    assert "Since you last looked" not in my_day(client)


def test_rebuilding_the_story_is_no_change(client, case, children, worker, colleague):
    seen(case, colleague, 5, of=[(children[0], "seen")])
    rebuild()
    look_at(client, f"/cases/{case.pk}/")
    before = set(ChronologyEntry.objects.values_list("pk", "written_at"))
    assert rebuild() == {}
    assert set(ChronologyEntry.objects.values_list("pk", "written_at")) == before
    assert "Since you last looked" not in my_day(client)


def test_queries_stay_flat_as_cases_grow(client, worker, colleague):
    def grow(number):
        for _ in range(number):
            case = factories.make_case(by=worker)
            factories.allocate(case, worker)
            look_at(client, f"/cases/{case.pk}/")
            seen(case, colleague, 1, of=[(case.participants.get(), "seen")])

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert "Since you last looked" in my_day(client)
        return len(queries)

    grow(2)
    count()
    few = count()
    grow(6)
    assert count() == few
