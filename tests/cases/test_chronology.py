"""The chronology is what the records say, in the transaction that writes them."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from cases.models import Address, ChronologyEntry, PersonMerge, StatutoryStatus
from cases.services.facts import add_fact, change_fact
from cases.services.merging import merge_people, undo_merge
from cases.services.people import record_death
from cases.services.records import add_record
from cases.services.referrals import accept
from tests import factories

pytestmark = pytest.mark.django_db


def status(person, by, **fields):
    fields = {"kind": "cin", "starts": date(2026, 3, 1)} | fields
    return add_fact(StatutoryStatus(person=person, **fields), by=by)


def titles(**where):
    rows = ChronologyEntry.objects.filter(**where).order_by("on", "pk")
    return list(rows.values_list("title", flat=True))


def test_a_record_writes_its_line(hampshire, worker):
    child = factories.make_person()
    one = status(child, worker)
    assert titles(person=child, kind="status") == ["Child in need began for {who}"]
    one.ends, one.end_reason = date(2026, 5, 1), "RC8"
    change_fact(one, by=worker, seen_version=1, fields=["ends", "end_reason"])
    assert titles(person=child, kind="status") == [
        "Child in need began for {who}",
        "Child in need ended for {who}",
    ]


def test_a_corrected_date_moves_the_line(hampshire, worker):
    one = status(factories.make_person(), worker)
    entry = ChronologyEntry.objects.get(source_id=one.pk, kind="status")
    one.starts = date(2026, 2, 1)
    change_fact(one, by=worker, seen_version=1, fields=["starts"])
    moved = ChronologyEntry.objects.get(source_id=one.pk, kind="status")
    assert (moved.pk, moved.on) == (entry.pk, date(2026, 2, 1))


def test_a_record_that_is_not_written_leaves_no_line(hampshire, worker):
    child = factories.make_person()
    with transaction.atomic():
        status(child, worker)
        transaction.set_rollback(True)
    assert titles(person=child, kind="status") == []


def test_stages_and_decisions_write_lines(hampshire, worker):
    case = factories.make_case(stage="referred")
    accept(case=case, by=worker)
    assert titles(case=case, part="decided") == ["Edge of care accepted the referral"]


def test_a_secret_address_is_not_written_down_again(hampshire, worker):
    child = factories.make_person()
    address = Address(
        person=child,
        kind="home",
        line_1="9 Hidden Way",
        do_not_disclose=True,
        starts=date(2026, 1, 5),
    )
    add_record(address, by=worker)
    entry = ChronologyEntry.objects.get(kind="home")
    assert "Hidden" not in entry.text
    assert not entry.told


def test_merge_and_undo_move_the_lines(hampshire, worker):
    kept, retired = factories.make_person(), factories.make_person()
    status(retired, worker)
    merge = merge_people(kept=kept, retired=retired, reason="Same", by=worker)
    assert titles(person=kept, kind="status") == ["Child in need began for {who}"]
    assert titles(person=retired, kind="status") == []
    undo_merge(merge=merge, by=worker)
    assert titles(person=kept, kind="status") == []
    assert titles(person=retired, kind="status") == ["Child in need began for {who}"]
    assert len(titles(person=kept, kind="record")) == 2
    assert PersonMerge.objects.count() == 1


def test_rebuild_mends_what_the_check_finds(hampshire, worker):
    child = factories.make_person(date_of_birth=date(2015, 1, 1))
    record_death(person=child, on=date(2026, 1, 1), by=worker, seen_version=1)
    call_command("rebuild_chronology", stdout=StringIO())
    call_command("rebuild_chronology", "--check", stdout=StringIO())
    ChronologyEntry.objects.filter(part="died").update(on=date(2025, 1, 1))
    ChronologyEntry.objects.filter(part="born").delete()
    ChronologyEntry.objects.create(
        source="cases.person", source_id=10**9, authority=hampshire, on=date(2020, 1, 1),
        kind="family", significance=1, title="Stray", person=child,
    )  # fmt: skip
    with pytest.raises(CommandError):
        call_command("rebuild_chronology", "--check", stdout=StringIO())
    call_command("rebuild_chronology", stdout=StringIO())
    call_command("rebuild_chronology", "--check", stdout=StringIO())
    assert titles(person=child) == ["{who} was born", "{who} died"]
