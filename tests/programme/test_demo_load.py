"""Loading: the same seed gives the same programme, and nothing is loaded where it must not be."""

import re
from datetime import date, datetime, time

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction

from accounts.models import User
from cases.models import Case, Family, NameWord, Person, Referral, StatutoryStatus
from cases.statutory_rules import status_problems
from cases.working_days import LONDON
from programme.demo.book import CountedIds
from programme.demo.load import new_world, write_programme
from programme.demo.numbers import Numbers

COMPARED = {
    Person: ("forename", "surname", "date_of_birth", "known_as", "ethnicity"),
    Case: ("strand", "stage", "referred_on", "closed_on", "outcome"),
    Referral: ("received_at", "reason", "decision", "presenting_needs"),
    StatutoryStatus: ("kind", "starts", "ends"),
}


def made(*, families: int, seed: int = 1, day: date = date(2026, 3, 4)) -> dict:
    """What would be loaded, without writing it."""
    now = datetime.combine(day, time(15, 30), tzinfo=LONDON)
    with transaction.atomic():
        world = new_world(families=families, seed=seed, now=now, ids=CountedIds())
        write_programme(world, families, lambda done, book: None, lambda: None)
        transaction.set_rollback(True)
    return {
        model: [tuple(row[name] for name in names) for row in world.book.rows(model)]
        for model, names in COMPARED.items()
    }


def test_same_seed_gives_the_same_programme(db):
    assert made(families=60) == made(families=60)


def test_another_seed_gives_other_people(db):
    assert made(families=60)[Person] != made(families=60, seed=2)[Person]


def test_people_grow_with_the_number_of_families(db):
    few, many = len(made(families=150)[Person]), len(made(families=600)[Person])
    assert 3.6 < few / 150 < 4.4
    assert 0.85 < many / (4 * few) < 1.15


@pytest.mark.parametrize(
    "day",
    [
        date(2024, 2, 29),
        date(2025, 8, 25),
        date(2026, 1, 1),
        date(2026, 5, 10),
        date(2026, 6, 26),
        date(2026, 9, 1),
    ],
)
def test_any_day_can_be_today(db, day):
    """A leap day, holidays, a Sunday, the end of school: loaded, so that every constraint is met."""
    call_command("load_demo", scale=0.2, as_of=day, verbosity=0)
    people = Person.objects.in_bulk()
    for status in StatutoryStatus.objects.all():
        assert status_problems(status, child=people[status.person_id], today=day) == {}
    assert not Case.objects.filter(referred_on__gt=day).exists()


def test_database_with_people_is_left_alone(db):
    call_command("load_demo", scale=0.1, verbosity=0)
    people = Person.objects.count()
    with pytest.raises(CommandError, match="people in this database already"):
        call_command("load_demo", scale=0.1, verbosity=0)
    assert Person.objects.count() == people


def test_more_can_be_added_beside_what_is_there(db):
    call_command("load_demo", scale=0.1, verbosity=0)
    families, users = (
        Family.objects.count(),
        User.objects.filter(email="priya.shah@strands.example"),
    )
    call_command("load_demo", scale=0.1, add=True, verbosity=0)
    assert Family.objects.count() >= 2 * families - 5
    assert users.count() == 1


def test_nothing_is_loaded_in_production(db, settings):
    settings.DEMO_MODE = settings.LOCAL = settings.TEST = False
    with pytest.raises(CommandError, match="--yes-this-is-not-production"):
        call_command("load_demo", scale=0.1, verbosity=0)
    assert not User.objects.exists()
    call_command("load_demo", scale=0.1, verbosity=0, yes_this_is_not_production=True)
    assert Person.objects.exists()


def test_history_can_be_left_out_and_search_is_kept(db):
    call_command("load_demo", scale=0.1, without_history=True, verbosity=0)
    assert not Person.pgh_event_model.objects.exists()
    assert NameWord.objects.exists()
    person = Person.objects.first()
    person.known_as = "Someone"
    person.save()
    assert Person.pgh_event_model.objects.count() == 1


def test_progress_says_how_many_and_how_long(db, capsys):
    call_command("load_demo", scale=0.1)
    said = capsys.readouterr().out
    assert re.search(r"40 of 40 families, \d+ people, \d+ cases: [\d.]+ s", said)


def test_numbers_in_use_are_not_given_again():
    first = Numbers().nhs()
    assert Numbers([first]).nhs() != first


def test_a_load_that_fails_leaves_nothing(db, monkeypatch):
    def fail(*args):
        raise RuntimeError("stopped")

    monkeypatch.setattr("programme.demo.load.add_alerts", fail)
    with pytest.raises(RuntimeError):
        call_command("load_demo", scale=0.1, verbosity=0)
    assert not Person.objects.exists()
    assert not User.objects.exists()


def test_sign_ins_that_are_not_there_are_explained(db, settings):
    settings.DEMO_MODE = True
    with pytest.raises(CommandError, match="load_demo"):
        call_command("demo_sign_ins")
