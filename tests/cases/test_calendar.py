"""The private calendar: who may read it, that it is a right one, and that it names nobody."""

import logging
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from accounts.models import AccessEvent, Cover
from cases.deadlines.limits import end_of
from cases.models import CalendarFeed, Deadline, FamilyAccess
from cases.services.notice_settings import make_calendar
from cases.views.calendar import READ_AN_HOUR, WRONG_A_MINUTE
from programme.plain_log import PlainFormatter
from tests import factories
from tests.cast import sign_in

LONDON = ZoneInfo("Europe/London")


@pytest.fixture(autouse=True)
def _nobody_asked_before():
    cache.clear()


@pytest.fixture
def case(worker):
    made = factories.make_case(by=worker)
    factories.allocate(made, worker)
    return made


@pytest.fixture
def child(case):
    return case.participants.get()


@pytest.fixture
def secret(worker):
    return make_calendar(by=worker)


def read(secret):
    return Client().get(reverse("cases:calendar", args=[secret]))


def events(secret) -> list:
    return Calendar.from_ical(read(secret).content).walk("VEVENT")


def clock(case, due_at, **fields) -> Deadline:
    return Deadline.objects.create(
        rule="return-interview",
        family=case.family,
        case=case,
        started_by="missing",
        started_by_id=1,
        started_at=timezone.now() - timedelta(days=5),
        due_at=due_at,
        **fields,
    )


def test_task_and_clock_are_there_by_initials_with_a_link(case, child, worker, secret):
    due = timezone.now().replace(microsecond=0) + timedelta(hours=9)
    clock(case, due, person=child)
    task = factories.make_task(case.family, worker, case=case)
    by_words = {str(one["summary"]): one for one in events(secret)}
    assert set(by_words) == {"Task – A.H.", "Return home interview – A.H."}
    assert by_words["Task – A.H."].decoded("dtstart") == task.due_on
    assert by_words["Return home interview – A.H."].decoded("dtstart") == due
    for one in by_words.values():
        assert str(one["url"]) == f"http://testserver{case.get_absolute_url()}"


def test_nothing_anybody_typed_and_no_name_is_in_it(case, child, worker, secret):
    factories.make_task(
        case.family, worker, case=case, person=child, title="Ring Dana at 1 Low Road"
    )
    factories.make_task(case.family, worker, title="Hill meeting")
    text = read(secret).content.decode()
    for word in ("Dana", "Low Road", "Hill", "Ava", "Priya", "meeting"):
        assert word not in text
    assert "Task – H. family" in text


def test_calendar_is_as_the_standard_asks(case, worker, secret):
    factories.make_task(case.family, worker, case=case)
    clock(case, timezone.now() + timedelta(hours=9))
    answer = read(secret)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    lines = answer.content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    calendar = Calendar.from_ical(answer.content)
    assert (str(calendar["version"]), "prodid" in calendar) == ("2.0", True)
    assert calendar.errors == []
    found = calendar.walk("VEVENT")
    assert len({str(one["uid"]) for one in found}) == 2
    for one in found:
        assert one.errors == []
        assert one.decoded("dtstamp").utcoffset() == timedelta(0)
    assert [str(one["uid"]) for one in found] == [str(one["uid"]) for one in events(secret)]


@pytest.mark.parametrize(
    ("due", "shown"),
    [
        (end_of(date(2026, 10, 25)), date(2026, 10, 25)),
        (end_of(date(2026, 3, 29)), date(2026, 3, 29)),
        (
            datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1),
            datetime(2026, 10, 25, 1, 30, tzinfo=ZoneInfo("UTC")),
        ),
        (
            datetime(2026, 7, 1, 9, 0, tzinfo=LONDON),
            datetime(2026, 7, 1, 8, 0, tzinfo=ZoneInfo("UTC")),
        ),
    ],
)
def test_times_are_right_whatever_the_clocks_do(case, secret, due, shown, time_machine):
    case.allocations.update(starts=date(2026, 1, 1))
    time_machine.move_to(due - timedelta(days=3))
    clock(case, due)
    [event] = events(secret)
    assert event.decoded("dtstart") == shown


def test_done_far_off_and_others_work_is_left_out(case, worker, colleague, secret):
    factories.make_task(case.family, worker, case=case, done_at=timezone.now(), done_by=worker)
    factories.make_task(case.family, worker, case=case, due_on=date(2020, 1, 1))
    factories.make_task(case.family, colleague, case=case)
    assert events(secret) == []


def test_family_closed_to_its_owner_leaves_the_calendar(case, worker, secret):
    factories.make_task(case.family, worker, case=case)
    FamilyAccess.objects.create(family=case.family, user=worker, kind="deny", reason="Kin")
    assert events(secret) == []


def test_deputy_has_what_they_cover(case, worker, colleague):
    factories.make_task(case.family, worker, case=case)
    today = timezone.localdate()
    Cover.objects.create(absent=worker, deputy=colleague, starts=today, ends=today, set_by=worker)
    assert len(events(make_calendar(by=colleague))) == 1


def test_unknown_taken_back_and_closed_are_not_found_alike(worker, secret):
    client = sign_in(worker)
    assert read(secret).status_code == 200
    client.post(reverse("cases:calendar_remove"))
    gone = read(secret)
    again = make_calendar(by=worker)
    worker.is_active = False
    worker.save()
    closed, unknown = read(again), read("x" * 43)
    assert [one.status_code for one in (gone, closed, unknown)] == [404] * 3
    assert gone.content == closed.content == unknown.content
    assert "no-store" in unknown["Cache-Control"]


def test_address_is_shown_once_and_a_new_one_ends_the_old(worker):
    client = sign_in(worker)
    made = [client.post(reverse("cases:calendar_make")) for _ in range(2)]
    first, second = (one.context["address"].rpartition("/")[2][:-4] for one in made)
    assert len(second) >= 43
    assert (read(first).status_code, read(second).status_code) == (404, 200)
    assert second not in client.get("/notices/settings/").content.decode()
    assert second not in str(CalendarFeed.objects.values())


def test_reading_is_logged_without_the_secret_and_kept_by_no_cache(worker, secret):
    answer = read(secret)
    assert "no-store" in answer["Cache-Control"]
    assert "Set-Cookie" not in answer
    [row] = AccessEvent.objects.filter(user_id=worker.pk)
    assert (row.how, row.reason) == (AccessEvent.How.EXPORT, "Private calendar")
    assert CalendarFeed.objects.get().last_read_at


def test_guessing_is_stopped_and_the_right_address_still_opens(secret):
    answers = [read(f"guess{n}").status_code for n in range(WRONG_A_MINUTE + 1)]
    assert (answers[-2], answers[-1]) == (404, 429)
    assert read(secret).status_code == 200


def test_one_calendar_is_not_read_without_end(secret):
    answers = [read(secret).status_code for _ in range(READ_AN_HOUR + 1)]
    assert (answers[-2], answers[-1]) == (200, 429)


def test_calendar_only_reads(secret):
    answer = Client().post(reverse("cases:calendar", args=[secret]))
    assert answer.status_code == 405


def test_secret_is_in_no_log_line(secret):
    address = reverse("cases:calendar", args=[secret])
    record = logging.LogRecord(
        "django.request", logging.ERROR, "x.py", 1, "Internal Server Error: %s", (address,), None
    )
    assert PlainFormatter("{message}", style="{").format(record).endswith("/calendar/…")


def test_cost_is_the_same_however_much_is_due(case, worker, secret):
    def cost():
        with CaptureQueriesContext(connection) as seen:
            read(secret)
        return len(seen)

    def more():
        other = factories.make_case(by=worker)
        factories.allocate(other, worker)
        factories.make_task(other.family, worker, case=other)
        clock(other, timezone.now() + timedelta(hours=9), person=other.participants.get())

    more()
    few = cost()
    for _ in range(4):
        more()
    assert cost() == few
