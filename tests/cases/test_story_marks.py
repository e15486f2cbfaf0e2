"""What workers say of a line by hand, and choosing lines to print."""

from datetime import date
from io import BytesIO

import docx
import pytest

from accounts.models import AccessEvent
from cases.chronology.rebuilding import rebuild
from cases.models import ChronologyEntry, ChronologyMark, ChronologyTick, FamilyAccess
from tests import factories
from tests.cast import sign_in

pytestmark = pytest.mark.django_db

IMPACT = "She slept in her own bed again"


@pytest.fixture
def case(worker):
    born = date(2015, 5, 1)
    people = [factories.make_person(name, date_of_birth=born) for name in ("Ava", "Ben")]
    case = factories.make_case(factories.make_family("Hill", people=people), by=worker)
    for child in people:
        child.statuses.create(kind="cin", starts=date(2026, 3, 1))
    rebuild()
    return case


@pytest.fixture
def client(worker):
    return sign_in(worker)


def text_of(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def line_of(name: str) -> ChronologyEntry:
    return ChronologyEntry.objects.get(person__forename=name, kind="status")


def mark_url(name: str, case) -> str:
    return f"/story/{line_of(name).pk}/?family={case.family_id}"


def test_impact_stands_in_the_story_with_who_and_when(case, client, worker):
    url = mark_url("Ava", case)
    assert f'href="{url}"' in text_of(client.get(f"/families/{case.family_id}/story/"))
    response = client.post(url, {"impact": IMPACT, "significance": "3"})
    assert response.status_code == 302
    assert response.url.startswith(f"/families/{case.family_id}/story/?before=2026-03-02#line-")
    page = text_of(client.get(response.url))
    assert f'What it meant:</strong> <span dir="auto">{IMPACT}' in page
    assert f"Major, said by {worker.name}" in page
    assert "Ava and Ben: child in need" not in page
    assert "Child in need began for Ben" in page
    assert line_of("Ava").significance == 3
    mark = ChronologyMark.objects.get()
    assert (mark.created_by, mark.updated_by) == (worker, worker)


def test_impact_outlives_a_rebuild_and_the_check_finds_nothing(case, client):
    client.post(mark_url("Ava", case), {"impact": IMPACT, "significance": "3"})
    assert rebuild(check_only=True) == {}
    ChronologyEntry.objects.all().delete()
    rebuild()
    assert line_of("Ava").significance == 3
    assert IMPACT in text_of(client.get(f"/families/{case.family_id}/story/"))


def test_taking_words_back_gives_the_line_its_own_weight(case, client):
    client.post(mark_url("Ava", case), {"impact": IMPACT, "significance": "3"})
    before = line_of("Ben").significance
    client.post(mark_url("Ava", case), {"impact": "", "significance": "", "seen_version": "1"})
    assert line_of("Ava").significance == before
    assert IMPACT not in text_of(client.get(f"/families/{case.family_id}/story/"))
    events = ChronologyMark.pgh_event_model.objects.order_by("pgh_id")
    assert [event.impact for event in events] == [IMPACT, ""]


def test_saying_nothing_is_refused_beside_the_field(case, client):
    page = text_of(client.post(mark_url("Ava", case), {"impact": " ", "significance": ""}))
    assert "Say what it meant, or choose how much it matters" in page
    assert not ChronologyMark.objects.exists()


def test_two_people_saying_it_are_asked(case, client, manager):
    url = mark_url("Ava", case)
    other = sign_in(manager)
    other.post(url, {"impact": "He was proud", "significance": ""})
    page = text_of(client.post(url, {"impact": IMPACT, "significance": ""}))
    assert "He was proud" in page
    assert IMPACT in page
    assert ChronologyMark.objects.get().impact == "He was proud"


def test_line_of_a_closed_family_cannot_be_marked(case, client, worker):
    url = mark_url("Ava", case)
    own = ChronologyEntry.objects.get(part="received")
    FamilyAccess.objects.create(family=case.family, user=worker, kind="deny", reason="Aunt")
    assert client.get(url).status_code == 404
    assert client.post(f"/story/{own.pk}/", {"impact": IMPACT}).status_code == 404
    assert not ChronologyMark.objects.exists()


def test_ticked_lines_are_printed_and_nothing_else(case, client, worker):
    story = f"/families/{case.family_id}/story/"
    client.post(mark_url("Ava", case), {"impact": IMPACT, "significance": ""})
    page = text_of(client.get(story, {"choose": "yes"}))
    assert f'name="tick" value="{line_of("Ava").pk}"' in page
    both = [str(line_of("Ava").pk), str(line_of("Ben").pk)]
    response = client.post(f"{story}ticks/", {"shown": both, "tick": both[:1], "print": "yes"})
    assert response.url == f"{story}print/?ticked=yes"
    page = text_of(client.get(response.url))
    assert "Child in need began for Ava." in page
    assert f"What it meant: {IMPACT}." in page
    assert "for Ben" not in page
    assert "Referred to" not in page
    file = client.get(f"{story}docx/?ticked=yes")
    words = "\n".join(one.text for one in docx.Document(BytesIO(file.content)).paragraphs)
    assert IMPACT in words
    assert "for Ben" not in words
    assert AccessEvent.objects.filter(family_id=case.family_id, how="print").exists()


def test_ticks_of_other_pages_are_kept_and_cleared_together(case, client, worker):
    story = f"/families/{case.family_id}/story/"
    ava, ben = str(line_of("Ava").pk), str(line_of("Ben").pk)
    client.post(f"{story}ticks/", {"shown": [ava], "tick": [ava], "before": "2026-03-01"})
    response = client.post(f"{story}ticks/", {"shown": [ben], "all": "yes"})
    assert response.url == f"{story}?choose=yes"
    assert ChronologyTick.objects.filter(user=worker).count() == 2
    client.post(f"{story}ticks/", {"shown": [ben]})
    assert [tick.source_id for tick in ChronologyTick.objects.all()] == [line_of("Ava").source_id]
    client.post(f"{story}ticks/", {"clear": "yes"})
    assert not ChronologyTick.objects.exists()


def test_nothing_ticked_prints_nothing(case, client):
    page = text_of(client.get(f"/families/{case.family_id}/story/print/?ticked=yes"))
    assert "Nothing with a date" in page
    assert "child in need" not in page


def test_lines_one_may_not_see_cannot_be_ticked(case, client, worker):
    FamilyAccess.objects.create(family=case.family, user=worker, kind="deny", reason="Aunt")
    mine = factories.make_case(factories.make_family("Ross", people=[factories.make_person("Cy")]),
                               by=worker)  # fmt: skip
    ids = [str(ChronologyEntry.objects.get(part="received", case=case).pk)]
    client.post(f"/cases/{mine.pk}/story/ticks/", {"shown": ids, "tick": ids})
    assert not ChronologyTick.objects.exists()
