"""Reading a story: what is in it, for whom, and at what cost."""

from datetime import date, timedelta
from io import BytesIO

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import AccessEvent
from cases.chronology.rebuilding import rebuild
from cases.codes import EntryKind
from cases.models import ChronologyEntry, FamilyAccess
from tests import factories
from tests.cast import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(worker):
    born = date(2015, 5, 1)
    ava = factories.make_person("Ava", date_of_birth=born)
    ben = factories.make_person("Ben", date_of_birth=born + timedelta(900))
    return factories.make_case(factories.make_family("Hill", people=[ava, ben]), by=worker)


@pytest.fixture
def client(worker):
    return sign_in(worker)


def text_of(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def people_of(case):
    return list(case.family.people.order_by("pk"))


def test_same_thing_on_one_day_is_one_line(case, client):
    for child in people_of(case):
        child.statuses.create(kind="cin", starts=date(2026, 3, 1))
    rebuild()
    page = text_of(client.get(f"/families/{case.family_id}/story/"))
    assert "Child in need began for Ava and Ben" in page
    assert "Referred to Edge of care" in page


def test_filters_stand_in_the_address(case, client):
    ava, ben = people_of(case)
    ava.statuses.create(kind="cin", starts=date(2026, 3, 1))
    ben.statuses.create(kind="cp", starts=date(2026, 4, 1), initial_category="NEG",
                        latest_category="NEG", conference_date=date(2026, 4, 1))  # fmt: skip
    rebuild()
    url = f"/families/{case.family_id}/story/"
    page = text_of(client.get(url, {"kind": "status"}))
    assert "Child in need began for Ava" in page
    assert "Referred to" not in page
    page = text_of(client.get(url, {"person": ben.pk}))
    assert "Ava: child in need" not in page
    page = text_of(client.get(url, {"significance": "3"}))
    assert "Child protection began for Ben" in page
    assert "Ava: child in need" not in page


def test_silence_is_shown(case, client):
    ava, _ = people_of(case)
    ava.statuses.create(kind="cin", starts=date(2025, 1, 1))
    ava.missing_episodes.create(missing_at=timezone.now() - timedelta(days=200))
    rebuild()
    assert "Nothing recorded for" in text_of(client.get(f"/families/{case.family_id}/story/"))


def test_another_strands_work_is_not_in_the_story(case, client, visitor):
    factories.make_case(case.family, strand="fit", by=visitor)
    rebuild()
    page = text_of(client.get(f"/families/{case.family_id}/story/"))
    assert "Referred to Edge of care" in page
    assert "Referred to Family" not in page
    assert "/fit/" not in page
    ids = ChronologyEntry.objects.for_user(visitor).values_list("strand", flat=True)
    assert "fit" in ids
    assert "edge" not in ids


def test_somebody_hidden_elsewhere_is_not_in_the_story(case, client, worker, manager):
    ava, ben = people_of(case)
    ben.statuses.create(kind="cin", starts=date(2026, 3, 1))
    elsewhere = factories.make_family("Ross", people=[ben])
    elsewhere.restricted, elsewhere.restricted_contact = True, manager
    elsewhere.save()
    factories.relate(ava, ben, starts=date(2020, 1, 1))
    rebuild()
    for url in (f"/families/{case.family_id}/story/", f"/people/{ava.pk}/story/",
                f"/cases/{case.pk}/story/"):  # fmt: skip
        assert "Ben" not in text_of(client.get(url))
    assert client.get(f"/people/{ben.pk}/story/").status_code == 404


def test_closed_family_has_no_story_for_strangers(case, client, worker):
    FamilyAccess.objects.create(family=case.family, user=worker, kind="deny", reason="Aunt")
    assert client.get(f"/families/{case.family_id}/story/").status_code == 404
    assert client.get(f"/cases/{case.pk}/story/pdf/").status_code == 404


def test_pages_go_back_and_forth_without_losing_a_day(case, client):
    ava, ben = people_of(case)
    for n in range(80):
        for child in (ava, ben):
            child.missing_episodes.create(
                missing_at=timezone.now() - timedelta(days=2 * n + 1),
                returned_at=timezone.now() - timedelta(days=2 * n + 1, hours=-1),
            )
    rebuild()
    url, seen = f"/families/{case.family_id}/story/?kind=missing", []
    while url:
        response = client.get(url)
        events = [event for event in response.context["events"] if hasattr(event, "title")]
        assert all("Ava and Ben" in event.title for event in events)
        seen += [event.when for event in events]
        url = response.context["next_url"]
    assert len(seen) == len(set(seen)) == 80
    assert seen == sorted(seen, reverse=True)
    newer = client.get(response.context["previous_url"])
    assert newer.status_code == 200


def test_story_in_word_and_pdf_tells_one_person_in_order(case, client):
    ava, ben = people_of(case)
    ava.statuses.create(kind="cin", starts=date(2026, 3, 1))
    ben.statuses.create(kind="cin", starts=date(2026, 4, 1))
    ava.addresses.create(
        kind="home", line_1="9 Hidden Way", do_not_disclose=True, starts=date(2026, 5, 1)
    )
    rebuild()
    response = client.get(f"/people/{ava.pk}/story/docx/")
    lines = [p.text for p in docx.Document(BytesIO(response.content)).paragraphs]
    born = next(i for i, line in enumerate(lines) if "Ava was born" in line)
    assert born < lines.index("Child in need began for Ava.")
    assert lines[lines.index("Child in need began for Ava.") - 1] == "1 March"
    pdf = client.get(f"/people/{ava.pk}/story/pdf/")
    text = PdfReader(BytesIO(pdf.content)).pages[0].extract_text()
    assert "Child in need began" in text
    for told in (" ".join(lines), text):
        assert "Ben" not in told
        assert "Hidden" not in told
        assert "address" not in told
    assert "Ava" not in response["Content-Disposition"]
    assert AccessEvent.objects.filter(person_id=ava.pk, how="export").count() == 2


NOTE = "Spoke with Ben's father about Ben."


def test_note_is_told_in_full_to_a_person_only_when_somebody_ticked_it(case, client):
    ava, ben = people_of(case)
    note = factories.make_note(case, people=[ava, ben], account=NOTE)
    note.people.filter(person=ava).update(voice="I want to stay.")
    note.people.filter(person=ben).update(voice="I want to go.")
    rebuild()

    def printed(**asked) -> str:
        return client.get(f"/people/{ava.pk}/story/print/", asked).content.decode()

    told = printed()
    assert "Visit to Ava" in told
    assert "I want to stay." in told
    assert "Spoke with" not in told
    line = ChronologyEntry.objects.get(person=ava, kind=EntryKind.NOTE)
    client.post(
        f"/people/{ava.pk}/story/ticks/", {"shown": [line.pk], "tick": [line.pk], "print": "yes"}
    )
    ticked = printed(ticked="yes")
    assert "Spoke with" in ticked
    for page in (told, ticked):
        assert "I want to go." not in page


def fill(family, person, number: int) -> None:
    today = timezone.localdate()
    ChronologyEntry.objects.bulk_create(
        ChronologyEntry(
            authority_id=family.authority_id, source="cases.test", source_id=n,
            on=today - timedelta(days=n % 3000), kind=EntryKind.NOTE, significance=1,
            title="A visit", family_id=family.pk if n % 2 else None,
            person_id=None if n % 2 else person.pk,
        )
        for n in range(number)
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE cases_chronologyentry")


def test_ten_thousand_entries_cost_what_ten_cost(case, client):
    child = people_of(case)[0]
    url = f"/families/{case.family_id}/story/"

    def queries() -> list[str]:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return [one["sql"] for one in seen.captured_queries]

    fill(case.family, child, 10)
    client.get(url)
    few = len(queries())
    ChronologyEntry.objects.filter(source="cases.test").delete()
    fill(case.family, child, 10_000)
    many = queries()
    assert len(many) == few
    sql = next(one for one in many if "cases_chronologyentry" in one and "UNION" in one)
    sql = sql[sql.index("(SELECT") :]  # after the words for the trail of changes
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN SELECT * FROM ({sql}) AS story")  # noqa: S608
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "chronology_family" in plan
    assert "chronology_person" in plan
    assert "Seq Scan on cases_chronologyentry" not in plan
