"""Handing a case over: nothing moves until the other says yes."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import Cover
from cases.codes import AllocationRole, CaseOutcome, CaseStage
from cases.models import FamilyAccess, Transfer
from cases.services.allocation import allocate
from cases.services.closure import close_case
from cases.services.refusals import AlreadyAnswered
from cases.services.transfers import accept_transfer, offer_transfer, withdraw_transfer
from tests import factories
from tests.cases.taking_referrals import problems
from tests.cast import member, sign_in

KEY = AllocationRole.KEY_WORKER


@pytest.fixture
def case(worker):
    case = factories.make_case(by=worker, started_on=timezone.localdate() - timedelta(days=9))
    factories.allocate(case, worker, starts=timezone.localdate() - timedelta(days=9))
    return case


@pytest.fixture
def transfer(case, worker, colleague):
    return offer_transfer(case=case, to_worker=colleague, note="Call Dana first", by=worker)


def key_worker(case):
    return case.allocations.current().get(role=KEY).worker


def answer(user, transfer, given="accept", **data):
    address = reverse("cases:transfer_answer", args=[transfer.pk])
    return sign_in(user).post(address, {"answer": given, **data})


def cover(absent, deputy, by):
    today = timezone.localdate()
    return Cover.objects.create(
        absent=absent, deputy=deputy, starts=today, ends=today + timedelta(days=5), set_by=by
    )


def test_offer_moves_nothing_and_waits_in_the_others_day(case, worker, colleague):
    address = reverse("cases:transfer", args=[case.pk])
    sent = sign_in(worker).post(address, {"worker": colleague.pk, "note": ""})
    assert "hand-over note" in problems(sent)
    done = sign_in(worker).post(address, {"worker": colleague.pk, "note": "Call Dana first"})
    assert done.status_code == 302
    assert key_worker(case) == worker
    day = sign_in(colleague).get(reverse("home")).content.decode()
    assert "1 hand-over is waiting for you" in day
    assert "Call Dana first" not in day
    page = sign_in(colleague).get(
        reverse("cases:transfer_answer", args=[Transfer.objects.get().pk])
    )
    assert "Call Dana first" in page.content.decode()


def test_accepting_moves_the_case(transfer, case, worker, colleague):
    assert answer(colleague, transfer).status_code == 302
    assert key_worker(case) == colleague
    old = case.allocations.get(worker=worker)
    assert old.ends == timezone.localdate() - timedelta(days=1)
    transfer.refresh_from_db()
    assert (transfer.answer, transfer.answered_by) == ("accepted", colleague)


def test_declining_needs_a_reason_and_moves_nothing(transfer, case, worker, colleague):
    assert "Say why not" in problems(answer(colleague, transfer, "decline"))
    answer(colleague, transfer, "decline", reason="I am full")
    transfer.refresh_from_db()
    assert (transfer.answer, transfer.answer_note) == ("declined", "I am full")
    assert key_worker(case) == worker
    assert "I am full" in sign_in(worker).get(case.get_absolute_url()).content.decode()


def test_only_the_addressee_or_their_deputy_answers(transfer, worker, manager, edge_team):
    for user in (worker, manager):
        assert answer(user, transfer).status_code == 403
    transfer.refresh_from_db()
    assert transfer.answer == ""


def test_deputy_answers_for_the_addressee_who_becomes_key_worker(
    transfer, case, colleague, manager
):
    cover(colleague, manager, manager)
    day = sign_in(manager).get(reverse("home")).content.decode()
    assert "You are covering for" in day
    assert "For Tom Reed" in day
    assert answer(manager, transfer).status_code == 302
    assert key_worker(case) == colleague
    transfer.refresh_from_db()
    assert transfer.answered_by == manager


def test_deputy_barred_from_the_family_neither_sees_nor_answers(transfer, colleague, manager):
    cover(colleague, manager, manager)
    FamilyAccess.objects.create(
        family=transfer.case.family, user=manager, kind="deny", reason="Her nephew"
    )
    assert "Hill family" not in sign_in(manager).get(reverse("home")).content.decode()
    assert answer(manager, transfer).status_code == 404


def test_second_answer_is_told_who_was_first(transfer, colleague, manager, case):
    cover(colleague, manager, manager)
    accept_transfer(transfer=transfer, by=manager)
    sent = answer(colleague, transfer, "decline", reason="No room")
    assert "already accepted by Jo Pike" in problems(sent)
    assert "No room" in sent.content.decode()
    page = sign_in(colleague).get(reverse("cases:transfer_answer", args=[transfer.pk]), follow=True)
    assert "already accepted" in page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_offer_taken_back_and_accepted_at_one_moment_has_one_answer(worker, colleague):
    case = factories.make_case(by=worker)
    factories.allocate(case, worker)
    transfer = offer_transfer(case=case, to_worker=colleague, note="n", by=worker)
    gate, answers = threading.Barrier(2), []

    def run(service, by):
        try:
            gate.wait()
            service(transfer=transfer, by=by)
            answers.append("done")
        except AlreadyAnswered:
            answers.append("refused")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=args)
        for args in ((accept_transfer, colleague), (withdraw_transfer, worker))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["done", "refused"]
    transfer.refresh_from_db()
    expected = colleague if transfer.answer == "accepted" else worker
    assert key_worker(case) == expected


def test_one_offer_at_a_time_and_it_can_be_taken_back(transfer, case, worker, manager):
    address = reverse("cases:transfer", args=[case.pk])
    sent = sign_in(worker).post(address, {"worker": manager.pk, "note": "Please"})
    assert "already offered to Tom Reed" in problems(sent)
    sign_in(worker).post(reverse("cases:transfer_withdraw", args=[transfer.pk]))
    transfer.refresh_from_db()
    assert transfer.answer == "withdrawn"
    assert (
        sign_in(worker).post(address, {"worker": manager.pk, "note": "Please"}).status_code == 302
    )


def test_case_without_key_worker_is_not_handed_over(worker, colleague):
    case = factories.make_case(by=worker)
    address = reverse("cases:transfer", args=[case.pk])
    sent = sign_in(worker).post(address, {"worker": colleague.pk, "note": "x"})
    assert "no key worker" in problems(sent)


def test_waiting_offer_ends_when_the_case_closes_or_is_allocated_anew(
    transfer, case, worker, manager
):
    allocate(case=case, worker=manager, role=KEY, by=manager)
    transfer.refresh_from_db()
    assert transfer.answer == "withdrawn"
    other = offer_transfer(case=case, to_worker=worker, note="n", by=manager)
    close_case(case=case, outcome=CaseOutcome.GOALS_MET, by=manager)
    other.refresh_from_db()
    assert other.answer == "withdrawn"


def test_addressee_moves_the_case_to_their_own_team(case, worker, hampshire):
    winchester = factories.make_team(hampshire, strand="edge", name="Edge Winchester")
    other = member("Una Vale", winchester)
    transfer = offer_transfer(case=case, to_worker=other, note="n", by=worker)
    accept_transfer(transfer=transfer, by=other)
    case.refresh_from_db()
    assert case.team == winchester
    assert case.stage == CaseStage.ACTIVE


@pytest.mark.parametrize("barred", ["must not see", "left the team", "account closed"])
def test_hand_over_is_not_accepted_for_someone_who_may_no_longer_have_it(
    barred, transfer, case, worker, colleague
):
    """A deputy can still answer; the case must not go to somebody who may not see the family."""
    deputy = member("Dev Nair", worker.memberships.get().team)
    cover(colleague, deputy, worker)
    if barred == "must not see":
        FamilyAccess.objects.create(family=case.family, user=colleague, kind="deny", reason="Aunt")
    elif barred == "left the team":
        colleague.memberships.update(ends=timezone.localdate() - timedelta(days=1))
    else:
        colleague.is_active = False
        colleague.save()
    sent = answer(deputy, transfer)
    assert "cannot take this case on" in problems(sent)
    assert key_worker(case) == worker
