"""Mail about notices: when it may be sent, what it says and does not say, and that it is sent once."""

import smtplib
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from celery import current_app
from celery.contrib.testing.worker import start_worker
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from accounts.models import Cover
from cases.codes import MailRhythm, NoticeKind
from cases.mail_times import slot_of
from cases.models import Digest, FamilyAccess, Notice, NoticePreference
from cases.services.digests import due_digests, forget_old_digests, send_digest
from programme.schedule import SCHEDULE
from programme.tasks import send_digests
from tests import factories
from tests.cast import sign_in

LONDON = ZoneInfo("Europe/London")
PAGE = "/notices/settings/"
# A Tuesday, ten in the morning.
TUESDAY = datetime(2026, 6, 9, 10, 0, tzinfo=LONDON)


def at(*parts, fold=0) -> datetime:
    return datetime(*parts, tzinfo=LONDON, fold=fold)


def hourly(**fields) -> NoticePreference:
    return NoticePreference(rhythm=MailRhythm.HOURLY, **fields)


@pytest.mark.parametrize(
    ("now", "may"),
    [
        (at(2026, 6, 9, 7, 59), False),
        (at(2026, 6, 9, 8, 0), True),
        (at(2026, 6, 9, 17, 59), True),
        (at(2026, 6, 9, 18, 0), False),
        (at(2026, 6, 13, 12, 0), False),  # a Saturday
        (at(2026, 5, 25, 12, 0), False),  # the Spring bank holiday
        (at(2026, 12, 28, 12, 0), False),  # instead of Boxing Day
        # Summer time: eight in London is seven by UTC.
        (datetime(2026, 6, 9, 6, 59, tzinfo=UTC), False),
        (datetime(2026, 6, 9, 7, 0, tzinfo=UTC), True),
        (datetime(2026, 12, 8, 7, 0, tzinfo=UTC), False),
        (datetime(2026, 12, 8, 8, 0, tzinfo=UTC), True),
    ],
)
def test_no_mail_in_quiet_hours_at_weekends_or_on_bank_holidays(now, may):
    assert (slot_of(hourly(), now) is not None) == may


@pytest.mark.parametrize(
    ("quiet_from", "quiet_until", "hour", "may"),
    [(12, 14, 11, True), (12, 14, 12, False), (12, 14, 14, True), (9, 9, 9, True), (0, 8, 23, True)],
)  # fmt: skip
def test_quiet_hours_are_as_chosen(quiet_from, quiet_until, hour, may):
    preference = hourly(quiet_from=quiet_from, quiet_until=quiet_until)
    assert (slot_of(preference, at(2026, 6, 9, hour, 30)) is not None) == may


def test_weekends_are_for_whoever_wants_them():
    assert slot_of(hourly(working_days_only=False), at(2026, 6, 13, 12, 0))


def test_daily_mail_comes_from_its_hour_on_and_is_for_the_day():
    daily = NoticePreference(daily_hour=9)
    assert slot_of(daily, at(2026, 6, 9, 8, 59)) is None
    late = [slot_of(daily, at(2026, 6, 9, hour, 5)) for hour in (9, 13, 17)]
    assert late == [at(2026, 6, 9, 0, 0)] * 3


def test_night_the_clocks_go_back_has_one_day_and_two_hours_at_one():
    """25 October 2026: one in the morning comes twice."""
    always = {"quiet_from": 0, "quiet_until": 0, "working_days_only": False}
    twice = [at(2026, 10, 25, 1, 30, fold=fold).astimezone(UTC) for fold in (0, 1)]
    daily = NoticePreference(daily_hour=1, **always)
    assert slot_of(daily, twice[0]) == slot_of(daily, twice[1])
    first, second = (slot_of(hourly(**always), one) for one in twice)
    assert second - first == timedelta(hours=1)
    quiet = hourly(quiet_from=1, quiet_until=2, working_days_only=False)
    assert [slot_of(quiet, one) for one in twice] == [None, None]


def test_hour_that_the_clocks_leave_out_is_made_up_for_in_the_next():
    """29 March 2026: after 00:59 comes 02:00."""
    daily = NoticePreference(daily_hour=1, quiet_from=0, quiet_until=0, working_days_only=False)
    assert slot_of(daily, datetime(2026, 3, 29, 0, 59, tzinfo=UTC)) is None
    assert slot_of(daily, datetime(2026, 3, 29, 1, 0, tzinfo=UTC)) == at(2026, 3, 29, 0, 0)


@pytest.fixture
def clock():
    with time_machine.travel(TUESDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def case(clock, worker):
    made = factories.make_case(by=worker)
    factories.allocate(made, worker, starts=timezone.localdate())
    return made


def prefers(user, **fields) -> NoticePreference:
    return NoticePreference.objects.create(user=user, **{"rhythm": MailRhythm.HOURLY, **fields})


def new(user, case, n=1, kind=NoticeKind.TASK_GIVEN) -> None:
    for _ in range(n):
        factories.make_notice(user, kind, case=case)


def test_mail_counts_and_links_and_says_nothing_else(case, worker, settings):
    settings.SITE_URL = "https://strands.example.org"
    new(worker, case, 3)
    send_digest(user_id=worker.pk)
    [sent] = mail.outbox
    assert sent.to == [worker.email]
    assert sent.subject == "3 things wait for you in Strands"
    assert "https://strands.example.org/notices/\n" in sent.body
    assert "https://strands.example.org/notices/settings/" in sent.body
    assert (
        sent.extra_headers["List-Unsubscribe"] == "<https://strands.example.org/notices/settings/>"
    )
    assert sent.content_subtype == "plain"
    for name in ("Hill", "Ava", "Priya", "Shah", "Edge", "task"):
        assert name not in sent.subject + sent.body


def test_each_thing_is_counted_in_one_mail(case, worker, clock):
    prefers(worker)
    new(worker, case)
    assert send_digest(user_id=worker.pk).things == 1
    assert send_digest(user_id=worker.pk) is None
    clock.shift(timedelta(hours=1))
    assert send_digest(user_id=worker.pk) is None, "nothing new"
    clock.shift(timedelta(minutes=5))
    new(worker, case, 2)
    assert send_digest(user_id=worker.pk).things == 2
    assert [one.subject[:8] for one in mail.outbox] == ["1 thing ", "2 things"]


def test_worker_that_died_sends_no_second_mail_and_loses_nothing(case, worker, clock):
    prefers(worker)
    new(worker, case)
    now = timezone.now()
    Digest.objects.create(user=worker, slot=now, things=1, until=now)
    assert send_digest(user_id=worker.pk) is None
    assert mail.outbox == []
    clock.shift(timedelta(hours=1))
    assert send_digest(user_id=worker.pk).things == 1


def test_mail_server_that_refuses_is_asked_again(case, worker, monkeypatch):
    new(worker, case)

    def refuse(*_):
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", refuse)
        with pytest.raises(smtplib.SMTPServerDisconnected):
            send_digest(user_id=worker.pk)
    assert due_digests() == [worker.pk]
    assert send_digest(user_id=worker.pk).sent_at


def test_read_left_out_and_closed_things_are_not_counted(case, worker):
    prefers(worker, left_out=[NoticeKind.CLOCK_RAN_OUT])
    new(worker, case, 2, kind=NoticeKind.CLOCK_RAN_OUT)
    new(worker, case)
    Notice.objects.filter(kind=NoticeKind.TASK_GIVEN).update(read_at=timezone.now(), read_by=worker)
    assert send_digest(user_id=worker.pk) is None
    new(worker, case)
    FamilyAccess.objects.create(family=case.family, user=worker, kind="deny", reason="Kin")
    assert send_digest(user_id=worker.pk) is None


def test_who_cannot_sign_in_or_wants_none_gets_none(case, worker, colleague):
    new(worker, case)
    new(colleague, case)
    prefers(colleague, rhythm=MailRhythm.NONE)
    worker.is_active = False
    worker.save()
    assert due_digests() == []
    assert send_digest(user_id=worker.pk) is send_digest(user_id=colleague.pk) is None
    assert send_digest(user_id=0) is None


def test_deputy_is_told_too(case, worker, colleague, manager):
    new(worker, case)
    today = timezone.localdate()
    Cover.objects.create(absent=worker, deputy=colleague, starts=today, ends=today, set_by=manager)
    assert due_digests() == sorted([worker.pk, colleague.pk])
    assert send_digest(user_id=colleague.pk).things == 1


def test_users_due_are_found_in_as_many_queries_for_any_number(
    case, worker, edge_team, django_assert_num_queries
):
    new(worker, case)
    for _ in range(5):
        new(factories.make_user(team=edge_team), case)
    with django_assert_num_queries(3):
        assert len(due_digests()) == 6
    send_digest(user_id=worker.pk)
    assert worker.pk not in due_digests()


def test_old_digests_are_forgotten(worker):
    now = timezone.now()
    for days in (1, 200):
        Digest.objects.create(user=worker, slot=now - timedelta(days=days), things=1, until=now)
    forget_old_digests()
    assert Digest.objects.count() == 1


def _until(holds, seconds=20) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)


def _waiting_jobs() -> int:
    with current_app.connection_for_read() as broker:
        return broker.default_channel.client.llen("celery")


@pytest.mark.django_db(transaction=True)
def test_real_worker_sends_each_digest_once():
    """Through the broker: two rounds at one moment make one mail a person."""
    users = [factories.make_user(team=factories.make_team()) for _ in range(2)]
    for user in users:
        prefers(user, quiet_from=0, quiet_until=0, working_days_only=False)
        new(user, None, kind=NoticeKind.DRAFT_EXPIRES)
    send_digests()
    send_digests()
    mail.outbox.clear()
    with start_worker(current_app, pool="solo", perform_ping_check=False, shutdown_timeout=30):
        _until(lambda: Digest.objects.exclude(sent_at=None).count() == 2)
        _until(lambda: not _waiting_jobs())
    assert sorted(one.to[0] for one in mail.outbox) == sorted(user.email for user in users)
    assert Digest.objects.exclude(sent_at=None).count() == 2


def test_schedule_names_tasks_that_are_there():
    for entry in SCHEDULE.values():
        assert entry["task"] in current_app.tasks


def chosen(**fields) -> dict:
    return {
        "rhythm": "daily",
        "daily_hour": "9",
        "quiet_from": "18",
        "quiet_until": "8",
        "working_days_only": "on",
        "by_email": [NoticeKind.TASK_GIVEN],
        **fields,
    }


def test_choice_is_kept_and_shown_again(worker):
    client = sign_in(worker)
    assert NoticePreference.objects.count() == 0
    assert client.get(PAGE).context["form"]["daily_hour"].value() == 9
    assert client.post(PAGE, chosen(daily_hour="11", working_days_only="")).url == PAGE
    client.post(PAGE, chosen(daily_hour="11", working_days_only=""))
    row = NoticePreference.objects.get()
    assert (row.user, row.daily_hour, row.working_days_only) == (worker, 11, False)
    assert set(row.left_out) == set(NoticeKind) - {NoticeKind.TASK_GIVEN}
    form = client.get(PAGE).context["form"]
    assert form["by_email"].value() == [NoticeKind.TASK_GIVEN]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"daily_hour": "19"}, "daily_hour"),
        ({"daily_hour": "7"}, "daily_hour"),
        ({"daily_hour": "24"}, "daily_hour"),
        ({"quiet_from": ""}, "quiet_from"),
        ({"rhythm": "weekly"}, "rhythm"),
        ({"by_email": ["everything"]}, "by_email"),
    ],
)
def test_impossible_choice_is_refused_beside_the_field(worker, wrong, field):
    answer = sign_in(worker).post(PAGE, chosen(**wrong))
    assert list(answer.context["form"].errors) == [field]
    assert NoticePreference.objects.count() == 0


def test_hour_of_a_daily_mail_matters_only_to_a_daily_mail(worker):
    answer = sign_in(worker).post(PAGE, chosen(rhythm="hourly", daily_hour="19"))
    assert answer.status_code == 302
