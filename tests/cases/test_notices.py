"""Notices: what makes one, who is told, who may read it, and that each thing is told once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Cover
from cases.agreed_actions import SUPERVISION
from cases.codes import AllocationRole, NoticeKind
from cases.models import Deadline, Draft, FamilyAccess, Notice
from cases.plan_content import content_of
from cases.services.allocation import allocate
from cases.services.measures import record_measure
from cases.services.notice_sweep import forget_old_notices
from cases.services.plans import answer_approval, ask_for_approval
from cases.services.tasks import add_task, complete_task, reassign_task
from cases.services.transfers import (
    accept_transfer,
    decline_transfer,
    offer_transfer,
    withdraw_transfer,
)
from programme.tasks import sweep_notices
from tests import factories
from tests.cases.planning import make_goal, make_plan
from tests.cast import member, sign_in

PAGE = "/notices/"


@pytest.fixture
def case(worker, edge_team):
    made = factories.make_case(by=worker, team=edge_team)
    factories.allocate(made, worker)
    return made


def kinds_of(user) -> list[str]:
    return [row.kind for row in Notice.objects.filter(user=user).order_by("pk")]


def shown_to(user, address=PAGE) -> str:
    return sign_in(user).get(address).content.decode()


def give(case, to, by, **fields):
    return add_task(
        title="Ring the school", due_on=timezone.localdate(), assigned_to=to, by=by, case=case,
        **fields,
    )  # fmt: skip


def cover(absent, deputy):
    today = timezone.localdate()
    return Cover.objects.create(
        absent=absent, deputy=deputy, starts=today, ends=today, set_by=absent
    )


def test_case_offered_and_taken_is_told_to_each_in_turn(case, worker, colleague):
    transfer = offer_transfer(case=case, to_worker=colleague, note="Please", by=worker)
    assert kinds_of(colleague) == [NoticeKind.CASE_OFFERED]
    assert reverse("cases:transfer_answer", args=[transfer.pk]) in shown_to(colleague)
    accept_transfer(transfer=transfer, by=colleague)
    assert kinds_of(worker) == [NoticeKind.OFFER_ANSWERED]
    assert kinds_of(colleague) == [NoticeKind.CASE_OFFERED], "they took it themselves"
    assert not Notice.objects.filter(user=colleague).unread().exists()


def test_declined_hand_over_reaches_whoever_offered_it(case, worker, colleague, manager):
    transfer = offer_transfer(case=case, to_worker=colleague, note="Please", by=manager)
    decline_transfer(transfer=transfer, reason="On leave", by=colleague)
    assert kinds_of(manager) == kinds_of(worker) == [NoticeKind.OFFER_ANSWERED]


def test_offer_taken_back_waits_for_nobody(case, worker, colleague):
    transfer = offer_transfer(case=case, to_worker=colleague, note="Please", by=worker)
    withdraw_transfer(transfer=transfer, by=worker)
    assert not Notice.objects.unread().exists()


def test_worker_put_on_a_case_is_told_but_not_of_what_they_did(case, colleague, manager):
    allocate(case=case, worker=colleague, role=AllocationRole.SOCIAL_WORKER, by=manager)
    allocate(case=case, worker=manager, role=AllocationRole.SOCIAL_WORKER, by=manager)
    assert kinds_of(colleague) == [NoticeKind.ALLOCATED]
    assert kinds_of(manager) == []


def test_plan_for_approval_goes_to_managers_and_the_answer_back(case, worker, manager, colleague):
    plan = make_plan(case, by=worker)
    make_goal(plan, case.participants.get())
    approval = ask_for_approval(plan=plan, by=worker)
    assert kinds_of(manager) == [NoticeKind.PLAN_WAITS]
    answer_approval(
        approval=approval, read=content_of(plan), answer="sent_back", reason="Dates", by=manager
    )
    assert kinds_of(worker) == [NoticeKind.PLAN_SENT_BACK]
    assert not Notice.objects.filter(user=manager).unread().exists()
    again = ask_for_approval(plan=plan, by=worker)
    answer_approval(approval=again, read=content_of(plan), answer="approved", reason="", by=manager)
    assert kinds_of(worker) == [NoticeKind.PLAN_SENT_BACK, NoticeKind.PLAN_APPROVED]
    assert kinds_of(colleague) == []


def test_manager_who_wrote_the_plan_is_not_asked_to_approve_it(case, worker, manager):
    plan = make_plan(case, by=manager)
    make_goal(plan, case.participants.get())
    ask_for_approval(plan=plan, by=worker)
    assert kinds_of(manager) == []


def test_task_from_somebody_else_is_told_until_it_is_done(case, worker, colleague):
    give(case, worker, worker)
    assert kinds_of(worker) == []
    task = give(case, colleague, worker)
    assert kinds_of(colleague) == [NoticeKind.TASK_GIVEN]
    complete_task(task=task, by=worker)
    assert not Notice.objects.unread().exists()


def test_task_that_comes_back_is_news_again(case, worker, colleague):
    task = give(case, colleague, worker)
    Notice.objects.update(read_at=timezone.now(), read_by=colleague)
    reassign_task(task=task, to=worker, by=worker)
    reassign_task(task=task, to=colleague, by=worker)
    [row] = Notice.objects.filter(user=colleague)
    assert row.read_at is None


def test_task_handed_on_with_the_form_is_told(case, worker, colleague):
    task = give(case, worker, worker)
    day = task.due_on
    sent = {
        "title": task.title,
        "assigned_to": colleague.pk,
        "due_on_day": day.day,
        "due_on_month": day.month,
        "due_on_year": day.year,
        "seen_version": task.version,
    }
    address = reverse("cases:task", args=[task.pk])
    assert sign_in(worker).post(address, sent).status_code == 302
    assert kinds_of(colleague) == [NoticeKind.TASK_GIVEN]


def test_task_agreed_in_supervision_says_so(case, worker, manager):
    give(case, worker, manager, source=SUPERVISION, source_id=1)
    assert kinds_of(worker) == [NoticeKind.SUPERVISION_TASK]


def test_measure_that_raises_an_alert_reaches_key_worker_and_manager(
    case, worker, colleague, manager
):
    answers = {f"q{n}": 1 for n in range(1, 10)}
    measure = factories.make_measure(
        case.participants.get(), answers, instrument="phq9", case=case, by=colleague
    )
    measure.pk = None
    record_measure(measure=measure, by=colleague)
    assert kinds_of(worker) == kinds_of(manager) == [NoticeKind.RISK]
    assert kinds_of(colleague) == []


def clock(case, *, ago, **fields) -> Deadline:
    return Deadline.objects.create(
        rule="return-interview", family=case.family, started_by="missing",
        started_by_id=fields.pop("number", 1), started_at=timezone.now() - timedelta(days=5),
        due_at=timezone.now() - ago, **fields,
    )  # fmt: skip


def test_clock_that_ran_out_is_told_once_however_often_swept(case, worker, colleague):
    clock(case, ago=timedelta(minutes=5), person=case.participants.get())
    clock(case, ago=-timedelta(hours=5), number=2)
    sweep_notices()
    sweep_notices()
    assert kinds_of(worker) == [NoticeKind.CLOCK_RAN_OUT]
    assert kinds_of(colleague) == []
    assert "Return home interview" in shown_to(worker)


def test_brothers_and_sisters_whose_clock_ran_out_together_are_one_notice(case, worker):
    row = clock(case, ago=timedelta(minutes=5), person=case.participants.get())
    row.pk, row.person = None, factories.make_person("Ben", "Hill")
    row.save()
    sweep_notices()
    [told] = Notice.objects.all()
    Notice.objects.update(read_at=timezone.now(), read_by=worker)
    Deadline.objects.filter(pk=told.source_id).update(
        met_at=timezone.now(), met_by="missing", met_by_id=1
    )
    sweep_notices()
    assert list(Notice.objects.all()) == [told]


def test_clock_met_after_all_leaves_no_unread_notice(case, worker):
    row = clock(case, ago=timedelta(minutes=5))
    sweep_notices()
    assert kinds_of(worker) == [NoticeKind.CLOCK_RAN_OUT]
    row.met_at, row.met_by, row.met_by_id = timezone.now(), "missing", 1
    row.save()
    sweep_notices()
    assert kinds_of(worker) == []


def test_draft_about_to_be_deleted_is_told_to_whoever_typed_it_alone(case, worker, colleague):
    soon = timezone.now() + timedelta(days=3)
    draft = factories.make_draft(worker, case, expires_at=soon)
    cover(worker, colleague)
    sweep_notices()
    sweep_notices()
    assert kinds_of(worker) == [NoticeKind.DRAFT_EXPIRES]
    assert "will be deleted" not in shown_to(colleague)
    Draft.objects.filter(pk=draft.pk).update(expires_at=soon + timedelta(days=20))
    sweep_notices()
    assert kinds_of(worker) == []


def test_deputy_reads_what_waits_for_whoever_is_away(case, worker, colleague, manager):
    give(case, worker, manager)
    assert "Ring the school" not in shown_to(colleague)
    cover(worker, colleague)
    shown = shown_to(colleague)
    assert "Ring the school" in shown
    assert "For Priya Shah" in shown
    [row] = Notice.objects.all()
    sign_in(colleague).post(reverse("cases:notice_read", args=[row.pk]))
    assert "Read by Tom Reed" in shown_to(worker)


def test_notice_closes_with_its_family(case, worker, manager):
    give(case, worker, manager)
    assert "Notices (1)" in shown_to(worker)
    FamilyAccess.objects.create(family=case.family, user=worker, kind="deny", reason="Kin")
    shown = shown_to(worker)
    assert "Notices (" not in shown
    assert "Hill" not in shown
    [row] = Notice.objects.all()
    address = reverse("cases:notice_read", args=[row.pk])
    assert sign_in(worker).post(address).status_code == 404


def test_nobody_marks_the_notice_of_another(case, worker, colleague, manager):
    give(case, worker, manager)
    [row] = Notice.objects.all()
    address = reverse("cases:notice_read", args=[row.pk])
    assert sign_in(colleague).post(address).status_code == 404


def test_reading_one_and_then_all_but_what_came_since(case, worker, manager):
    for _ in range(3):
        give(case, worker, manager)
    client = sign_in(worker)
    assert "3 new notices" in client.get("/").content.decode()
    first, _, latest = Notice.objects.order_by("pk")
    client.post(reverse("cases:notice_read", args=[first.pk]))
    assert "Notices (2)" in client.get(PAGE).content.decode()
    give(case, worker, manager)
    client.post(reverse("cases:notices_read"), {"latest": latest.pk})
    assert "1 new notice<" in client.get("/").content.decode()


def test_list_turns_page_by_page_newest_first(case, worker):
    for number in range(30):
        factories.make_notice(worker, case=case, at=timezone.now() - timedelta(hours=number))
    client = sign_in(worker)
    first = client.get(PAGE)
    pages = [first, client.get(first.context["next_url"])]
    ids = [line.notice.pk for page in pages for line in page.context["lines"]]
    assert ids == list(Notice.objects.order_by("-at").values_list("pk", flat=True))
    assert not pages[1].context["next_url"]


def test_page_costs_the_same_however_many(case, worker, manager):
    client = sign_in(worker)

    def cost():
        with CaptureQueriesContext(connection) as seen:
            client.get(PAGE)
        return len(seen)

    def more():
        give(case, worker, manager)
        factories.make_notice(
            worker,
            NoticeKind.CLOCK_RAN_OUT,
            case=case,
            about=clock(case, ago=timedelta(1), number=Deadline.objects.count()),
        )

    more()
    cost()
    few = cost()
    for _ in range(9):
        more()
    assert cost() == few


def test_old_notices_are_forgotten(case, worker):
    factories.make_notice(worker, case=case, at=timezone.now() - timedelta(days=181))
    kept = factories.make_notice(worker, case=case)
    forget_old_notices()
    assert list(Notice.objects.all()) == [kept]


def test_volunteers_and_others_without_cases_have_an_empty_page(volunteer, analyst):
    for user in (volunteer, analyst):
        assert "No notices" in shown_to(user)


def test_manager_of_another_team_is_not_told(case, worker, hampshire):
    other = factories.make_team(hampshire, strand="edge", name="Edge of care Gosport")
    stranger = member("Una Bell", other, "team_manager")
    plan = make_plan(case, by=worker)
    make_goal(plan, case.participants.get())
    ask_for_approval(plan=plan, by=worker)
    assert kinds_of(stranger) == []
