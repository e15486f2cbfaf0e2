"""Recording what happened with several people at once, and reading and changing it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AccessEvent
from cases.codes import NoteKind, Seen
from cases.models import CaseNote, NoteParticipant, StatutoryStatus, Task
from cases.services.facts import add_fact
from cases.services.merging import merge_people
from cases.services.note_parts import note_part_for
from tests import factories
from tests.cast import sign_in


@pytest.fixture
def children(hampshire):
    names = [("Ava", 2017), ("Ben", 2014), ("Cai", 2011)]
    return [
        factories.make_person(name, "Hill", date_of_birth=date(year, 5, 3)) for name, year in names
    ]


@pytest.fixture
def case(children, worker):
    case = factories.make_case(factories.make_family(people=children), by=worker)
    factories.allocate(case, worker)
    return case


@pytest.fixture
def client(worker):
    return sign_in(worker)


def sent(case, children, **changes) -> dict:
    now = timezone.localtime() - timedelta(minutes=5)
    data = {
        "kind": "visit",
        "happened_at_day": now.day,
        "happened_at_month": now.month,
        "happened_at_year": now.year,
        "happened_at_time": f"{now:%H:%M}",
        "account": "Everybody was at home.",
        "cases": [case.pk],
        "actions-TOTAL_FORMS": 2,
        "actions-INITIAL_FORMS": 0,
    }
    for child in children:
        data |= {f"p{child.pk}_there": "on", f"p{child.pk}_seen": "seen_alone"}
    return data | changes


def record(client, case, children, **changes):
    return client.post(
        f"/families/{case.family_id}/record/", sent(case, children, **changes), follow=True
    )


def test_one_form_records_a_visit_to_three_siblings(client, case, children, worker):
    ava = children[0]
    page = record(client, case, children, **{f"p{ava.pk}_voice": "I like it here now."})
    assert "Visit saved for Cai, Ben and Ava." in page.content.decode()
    note = CaseNote.objects.get()
    assert list(note.cases.all()) == [case]
    assert list(note.workers.all()) == [worker]
    assert {part.seen for part in note.people.all()} == {Seen.ALONE}
    assert note.people.get(person=ava).voice == "I like it here now."
    assert not note.late_entry
    assert note.versions.get().content["account"] == "Everybody was at home."


def test_record_offers_the_user_s_own_families_first(client, case):
    page = client.get("/record/").content.decode()
    assert f"/families/{case.family_id}/record/" in page


def test_children_of_the_case_are_ticked_beforehand(client, case, children):
    page = client.get(f"/families/{case.family_id}/record/").content.decode()
    for child in children:
        assert (
            f'name="p{child.pk}_there" data-reveals="reveal-id_p{child.pk}_there" checked' in page
        )


def test_not_seen_without_a_reason_is_refused_and_nothing_typed_is_lost(client, case, children):
    ava = children[0]
    page = record(client, case, children, **{f"p{ava.pk}_seen": "not_seen"})
    text = page.content.decode()
    assert "Say why they were not seen" in text
    assert "Everybody was at home." in text
    assert not CaseNote.objects.exists()


def test_words_about_somebody_not_ticked_are_not_dropped(client, case, children):
    ava, *others = children
    page = record(client, case, others, **{f"p{ava.pk}_voice": "I was upstairs."})
    assert "Tick Ava, or take out what you wrote about them" in page.content.decode()
    assert not CaseNote.objects.exists()


@pytest.mark.parametrize(
    ("kind", "account", "saved"),
    [("visit", "", False), ("missed", "", True), ("visit", "Talked.", True)],
)
def test_account_may_be_empty_only_for_what_was_missed(
    client, case, children, kind, account, saved
):
    record(client, case, children, kind=kind, account=account)
    assert CaseNote.objects.exists() == saved


def test_a_time_to_come_is_refused(client, case, children):
    ahead = timezone.localdate() + timedelta(days=370)
    page = record(client, case, children, happened_at_year=ahead.year)
    assert "must be today or in the past" in page.content.decode()
    assert not CaseNote.objects.exists()


def test_note_written_more_than_two_working_days_later_is_marked(client, case, children):
    then = timezone.localtime() - timedelta(days=9)
    when = {
        "happened_at_day": then.day,
        "happened_at_month": then.month,
        "happened_at_year": then.year,
    }
    page = record(client, case, children, **when)
    assert CaseNote.objects.get().late_entry
    assert "Written late" in page.content.decode()


def test_sending_twice_makes_one_note(client, case, children):
    token = {"submission": "0b9fb1a4-3a43-4a53-9d0c-5f0a3b9c1d11"}
    record(client, case, children, **token)
    record(client, case, children, **token)
    assert CaseNote.objects.count() == 1


def test_follow_up_becomes_a_task_of_the_writer(client, case, children, worker):
    due = timezone.localdate() + timedelta(days=3)
    asked = {"actions-0-title": "Ring the school", "actions-0-assigned_to": worker.pk}
    asked |= {f"actions-0-due_on_{part}": getattr(due, part) for part in ("day", "month", "year")}
    record(client, case, children, **asked)
    task = Task.objects.get()
    assert (task.title, task.due_on, task.assigned_to) == ("Ring the school", due, worker)
    assert (task.source, task.source_id) == ("note", CaseNote.objects.get().pk)


def test_each_case_shows_only_its_own_people(client, case, children, visitor):
    ava, ben, _ = children
    other = factories.make_case(case.family, strand="fit")
    other.parts.exclude(person=ben).delete()
    case.parts.filter(person=ben).delete()
    note = factories.make_note(case, people=[ava, ben], by=visitor)
    note.cases.add(other)
    NoteParticipant.objects.filter(person=ava).update(private="Only about Ava.")
    mine = client.get(f"/notes/{note.pk}/").content.decode()
    theirs = sign_in(visitor).get(f"/notes/{note.pk}/").content.decode()
    assert "Only about Ava." in mine
    assert "Only about Ava." not in theirs
    assert "Visit: Ava" in mine
    assert "Visit: Ben" in theirs
    assert "1 more person" in mine


def test_note_is_closed_to_other_strands_and_restricted_families(client, case, children, visitor):
    note = factories.make_note(case, people=children)
    assert sign_in(visitor).get(f"/notes/{note.pk}/").status_code == 404
    case.family.restricted, case.family.restricted_contact = True, note.created_by
    case.family.save()
    assert client.get(f"/notes/{note.pk}/").status_code == 404


def test_opening_a_note_is_logged(client, case, children, worker):
    note = factories.make_note(case, people=children)
    client.get(f"/notes/{note.pk}/")
    assert AccessEvent.objects.filter(
        user_id=worker.pk, family_id=case.family_id, reason=f"note {note.pk}"
    ).exists()


def amended(client, note, **changes):
    page = client.get(f"/notes/{note.pk}/change/")
    form = page.context["form"]
    when = timezone.localtime(note.happened_at)
    data = {
        "seen_version": form["seen_version"].value(),
        "kind": note.kind,
        "happened_at_day": when.day,
        "happened_at_month": when.month,
        "happened_at_year": when.year,
        "happened_at_time": f"{when:%H:%M}",
        "account": note.account,
        "reason": "Wrong school named",
    }
    return client.post(f"/notes/{note.pk}/change/", data | changes, follow=True)


def test_changed_note_keeps_both_readings(client, case, children):
    record(client, case, children, account="They go to Oak School.")
    note = CaseNote.objects.get()
    page = amended(client, note, account="They go to Ash School.").content.decode()
    assert "They go to Ash School." in page
    assert "They go to Oak School." in page
    assert "Wrong school named" in page


def test_change_without_a_reason_is_refused(client, case, children):
    record(client, case, children)
    note = CaseNote.objects.get()
    amended(client, note, account="Other words.", reason="")
    note.refresh_from_db()
    assert note.account == "Everybody was at home."


def test_second_to_change_the_account_is_asked(client, case, children, colleague):
    record(client, case, children)
    note = CaseNote.objects.get()
    amended(sign_in(colleague), note, account="Theirs.", seen_version=1)
    page = amended(client, note, account="Mine.", seen_version=1).content.decode()
    assert "Theirs." in page
    assert "Mine." in page
    note.refresh_from_db()
    assert note.account == "Theirs."


def test_one_person_s_part_is_changed_with_a_reason(client, case, children):
    record(client, case, children)
    part = NoteParticipant.objects.get(person=children[0])
    page = client.post(
        f"/notes/{part.note_id}/people/{part.pk}/",
        {"seen_version": 1, "seen": "seen", "reason": "Her brother was there"},
        follow=True,
    ).content.decode()
    part.refresh_from_db()
    assert part.seen == Seen.SEEN
    assert "Her brother was there" in page
    assert part.note.versions.count() == 2


def test_part_of_one_person_holds_nothing_of_the_others(case, children):
    ava, ben, _ = children
    note = factories.make_note(case, people=children)
    NoteParticipant.objects.filter(person=ben).update(private="About Ben.", voice="Ben spoke.")
    part = note_part_for(ava, note)
    assert [one.person_id for one in part.parts] == [ava.pk]
    assert part.others == 2
    assert note_part_for(factories.make_person("Dan"), note) is None


def test_notes_follow_a_person_whose_records_become_one(client, case, children, manager):
    ava, ben, _ = children
    note = factories.make_note(case, people=[ava, ben])
    NoteParticipant.objects.filter(person=ben).update(voice="Written on the other record.")
    merge_people(kept=ava, retired=ben, reason="The same child", by=manager)
    page = client.get(f"/notes/{note.pk}/").content.decode()
    assert note.people.filter(person=ava).count() == 2
    assert "Written on the other record." in page


def test_notes_page_from_newest_to_oldest(client, case, children):
    for days in range(25):
        factories.make_note(
            case,
            by=case.referrals.get().created_by,
            account=f"Day {days} of it",
            happened_at=timezone.now() - timedelta(days=days),
        )
    first = client.get(f"/families/{case.family_id}/notes/")
    assert "Day 0 of it" in first.content.decode()
    assert "Day 24 of it" not in first.content.decode()
    second = client.get(first.context["next_url"])
    assert "Day 24 of it" in second.content.decode()


def queries(client, url) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


@pytest.mark.parametrize("page", ["families/{family}/notes/", "cases/{case}/notes/"])
def test_lists_ask_no_more_with_more_notes(client, case, children, page):
    url = "/" + page.format(family=case.family_id, case=case.pk)
    by = case.referrals.get().created_by
    factories.make_note(case, people=children, by=by)
    queries(client, url)
    few = queries(client, url)
    for _ in range(8):
        factories.make_note(case, people=children, by=by, kind=NoteKind.CALL)
    assert queries(client, url) == few


def test_record_page_asks_no_more_with_more_children(client, case, children):
    url = f"/families/{case.family_id}/record/"
    queries(client, url)
    few = queries(client, url)
    for name in ("Dee", "Eli", "Fay"):
        factories.add_to_family(case.family, factories.make_person(name, "Hill"))
    assert queries(client, url) == few


def test_form_says_which_clocks_a_child_s_being_seen_counts_towards(client, case, children, worker):
    ava = children[0]
    status = StatutoryStatus(person=ava, kind="cin", starts=timezone.localdate())
    add_fact(status, by=worker)
    url = f"/families/{case.family_id}/record/"
    page = client.get(url).content.decode()
    assert page.count("Counts towards: Visit: child in need, due ") == 1
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for child in children[1:]:
        add_fact(StatutoryStatus(person=child, kind="cin", starts=timezone.localdate()), by=worker)
    with CaptureQueriesContext(connection) as many:
        page = client.get(url).content.decode()
    assert page.count("Counts towards: Visit: child in need, due ") == 3
    assert len(many) == len(few)
