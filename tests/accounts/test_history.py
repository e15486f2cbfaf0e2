"""Every change leaves who, when, before and after, however it was made."""

from datetime import date

import pytest
from django.apps import apps
from django.db import InternalError, connection, transaction
from django.db.models import Model
from pghistory.models import Event, Events

from accounts.history import changed_by
from accounts.models import AccessEvent, Submission
from cases.models import (
    CalendarFeed,
    ChronologyEntry,
    ChronologyTick,
    Deadline,
    Digest,
    Draft,
    Intake,
    Notice,
    NoticePreference,
    Person,
    name_word,
)
from tests import factories
from tests.accounts.test_cover import typed
from tests.cast import sign_in

DERIVED = [m for m in vars(name_word).values() if isinstance(m, type) and issubclass(m, Model)]

# Kept by other means: the log itself, tokens of forms and what is typed before it is sent. Worked
# out from the records: words of names, the chronology, the clocks. A tick for paper says nothing.
# Notices tell of records that keep theirs; how one is told, and a calendar's address, is one's own.
WITHOUT_HISTORY = {
    AccessEvent,
    Submission,
    Intake,
    Draft,
    ChronologyEntry,
    ChronologyTick,
    Deadline,
    Notice,
    NoticePreference,
    Digest,
    CalendarFeed,
    *DERIVED,
}


@pytest.fixture
def person(db):
    return factories.make_person("Ava", "Hill")


def versions(person) -> list[tuple[str, str]]:
    events = Person.pgh_event_model.objects.filter(pgh_obj_id=person.pk).order_by("pgh_id")
    return [(event.pgh_label, event.forename) for event in events]


def test_every_model_keeps_its_history():
    ours = [
        model
        for label in ("accounts", "cases")
        for model in apps.get_app_config(label).get_models()
        if not issubclass(model, Event) and model not in WITHOUT_HISTORY
    ]
    assert [model for model in ours if not hasattr(model, "pgh_event_model")] == []


def test_form_bulk_and_raw_changes_leave_the_same_trail(person):
    person.forename = "Eva"
    person.save()
    Person.objects.filter(pk=person.pk).update(forename="Eve")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_person SET forename = 'Evie' WHERE id = %s", [person.pk])
    assert versions(person) == [
        ("insert", "Ava"),
        ("update", "Eva"),
        ("update", "Eve"),
        ("update", "Evie"),
    ]


def test_version_says_who_and_on_which_page(worker, colleague):
    client = sign_in(worker)
    client.post("/account/cover/", typed(worker, colleague, date(2028, 1, 1), date(2028, 1, 2)))
    event = Events.objects.get(pgh_model="accounts.CoverEvent")
    assert event.pgh_context["user"] == worker.pk
    assert event.pgh_context["url"] == "/account/cover/"


def test_job_names_who_is_behind_it(person, worker):
    with changed_by(worker, "import 12"):
        Person.objects.filter(pk=person.pk).update(forename="Eva")
    last = Person.pgh_event_model.objects.filter(pgh_obj_id=person.pk).latest("pgh_id")
    assert last.pgh_context.metadata == {"user": worker.pk, "reason": "import 12"}


def test_history_itself_cannot_be_changed(person):
    with pytest.raises(InternalError), transaction.atomic():
        Person.pgh_event_model.objects.all().delete()
    assert len(versions(person)) == 1


def test_password_is_not_in_the_history(worker):
    fields = {field.name for field in type(worker).pgh_event_model._meta.get_fields()}
    assert "password" not in fields
