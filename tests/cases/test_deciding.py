"""Accepting, declining and sending on a referral; and two people deciding at once."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent
from cases.codes import CaseStage
from cases.models import Case, Referral
from cases.services.referrals import accept, decline
from cases.services.refusals import WrongStage
from tests import factories
from tests.cases.taking_referrals import problems
from tests.cast import sign_in


@pytest.fixture
def case(worker, fit_team):
    return factories.make_case(stage=CaseStage.REFERRED, by=worker)


@pytest.fixture
def client(worker):
    return sign_in(worker)


def decide(client, case, decision="accept", **data):
    answers = {"decision": decision, "told": "not_yet", **data}
    return client.post(reverse("cases:decide", args=[case.pk]), answers)


def test_accepted_case_goes_on_to_allocation(client, case, worker, edge_team):
    done = decide(client, case, team=edge_team.pk, told="accepted", note="Fits well")
    assert done.url == reverse("cases:allocate", args=[case.pk])
    case.refresh_from_db()
    referral = case.referrals.get()
    assert (case.stage, case.team) == (CaseStage.ACCEPTED, edge_team)
    assert (referral.decision, referral.decided_by, referral.told) == (
        "accepted",
        worker,
        "accepted",
    )
    assert referral.told_at is not None
    assert case.stage_changes.get().reason == "Fits well"


def test_decline_needs_a_reason_and_keeps_the_note(client, case):
    sent = decide(client, case, "decline", note="Spoke with the school")
    assert "Choose why it is not accepted" in problems(sent)
    assert "Spoke with the school" in sent.content.decode()
    done = decide(client, case, "decline", decline_reason="age")
    case.refresh_from_db()
    assert (done.status_code, case.stage) == (302, CaseStage.DECLINED)
    assert case.referrals.get().decline_reason == "age"


def test_redirected_referral_arrives_as_it_was_made(client, case, worker, visitor):
    first = case.referrals.get()
    Referral.objects.filter(pk=first.pk).update(
        referrer_name="Ms Lee", presenting_needs=["3B"], told="received"
    )
    done = decide(client, case, "redirect", strand="fit", note="Better there")
    assert done.url == case.get_absolute_url()
    other = Case.objects.get(strand="fit")
    case.refresh_from_db()
    first.refresh_from_db()
    copied = other.referrals.get()
    assert (case.stage, first.redirected_to) == (CaseStage.REDIRECTED, other)
    assert (copied.referrer_name, copied.presenting_needs) == ("Ms Lee", ["3B"])
    assert copied.reason == first.reason
    assert copied.received_at == first.received_at, "the referrer's clock runs on"
    assert {p.person_id for p in other.parts.all()} == {p.person_id for p in case.parts.all()}
    assert (copied.told, copied.decision) == ("not_yet", "")
    assert sign_in(visitor).get(other.get_absolute_url()).status_code == 200
    shown = client.get(case.get_absolute_url()).content.decode()
    assert other.reference in shown
    assert f'href="{other.get_absolute_url()}"' not in shown


def test_redirect_to_a_strand_at_work_with_the_family_is_refused(client, case, worker):
    running = factories.make_case(case.family, strand="fit", by=worker)
    sent = decide(client, case, "redirect", strand="fit")
    assert running.reference in problems(sent)
    case.refresh_from_db()
    assert case.stage == CaseStage.REFERRED
    assert "Choose the strand" in problems(decide(client, case, "redirect"))
    assert decide(client, case, "redirect", strand="edge").status_code == 200


def test_second_decision_is_refused_in_words_and_keeps_what_was_typed(client, case, colleague):
    accept(case=case, by=colleague)
    sent = decide(client, case, "decline", decline_reason="age", note="Too old for us")
    assert "Tom Reed" in problems(sent)
    assert "cannot be declined now" in problems(sent)
    assert "Too old for us" in sent.content.decode()
    case.refresh_from_db()
    assert case.stage == CaseStage.ACCEPTED


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_one_moment_come_one_after_the_other(worker, colleague):
    case = factories.make_case(stage=CaseStage.REFERRED, by=worker)
    gate, answers = threading.Barrier(2), []

    def run(service, **kwargs):
        try:
            gate.wait()
            service(case=case, **kwargs)
            answers.append("done")
        except WrongStage as problem:
            answers.append(str(problem))
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=(accept,), kwargs={"by": worker}),
        threading.Thread(target=run, args=(decline,), kwargs={"by": colleague, "reason": "age"}),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers)[1] == "done"
    assert "This case" in sorted(answers)[0]
    assert case.stage_changes.count() == 1
    assert case.referrals.get().decision in ("accepted", "declined")


def test_what_the_referrer_was_told_can_be_changed(client, case):
    referral = case.referrals.get()
    address = reverse("cases:told", args=[case.pk, referral.pk])
    sent = {"told": "more_needed", "told_note": "Rang twice", "seen_version": referral.version}
    client.post(address, sent)
    referral.refresh_from_db()
    assert (referral.told, referral.told_note) == ("more_needed", "Rang twice")
    assert "Rang twice" in client.get(case.get_absolute_url()).content.decode()
    other = factories.make_case(strand="fit")
    wrong = reverse("cases:told", args=[case.pk, other.referrals.get().pk])
    assert client.get(wrong).status_code == 404


@pytest.mark.parametrize(
    ("who", "answer"),
    [
        ("colleague", 200),
        ("manager", 200),
        ("programme_manager", 200),
        ("visitor", 404),
        ("neighbour", 404),
        ("governance", 403),
        ("analyst", 403),
        ("partner", 403),
    ],
)
def test_who_may_decide(who, answer, case, request):
    client = sign_in(request.getfixturevalue(who))
    assert client.get(reverse("cases:decide", args=[case.pk])).status_code == answer


def test_allocated_worker_of_another_strand_reads_but_does_not_decide(case, social_worker):
    factories.allocate(case, social_worker, "social_worker")
    client = sign_in(social_worker)
    assert client.get(case.get_absolute_url()).status_code == 200
    assert client.get(reverse("cases:decide", args=[case.pk])).status_code == 403


def test_case_page_tells_the_clock(client, case):
    referral = case.referrals.get()
    for due, words in (
        (timezone.now() - timedelta(hours=3, minutes=5), "Decision 3 hours late"),
        (timezone.now() - timedelta(days=2, minutes=5), "Decision 2 days late"),
        (timezone.now() + timedelta(days=1), "Decision due by the end of tomorrow"),
    ):
        Referral.objects.filter(pk=referral.pk).update(decision_due=due)
        assert words in client.get(case.get_absolute_url()).content.decode()


def test_opening_a_case_is_logged(client, case, worker):
    client.get(case.get_absolute_url())
    assert AccessEvent.objects.filter(case_id=case.pk, user_id=worker.pk).count() == 1


def test_case_page_costs_the_same_however_long_its_history(client, case, worker, colleague):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(case.get_absolute_url()).status_code == 200
        return len(seen)

    queries()  # the first page of a session also writes the session
    few = queries()
    for n in range(6):
        person = factories.make_person(f"Child{n}")
        factories.add_to_family(case.family, person)
        case.parts.create(person=person, role="sibling")
        case.stage_changes.create(to_stage="referred", by=worker)
        factories.allocate(case, factories.make_user(f"Helper {n}"), "other")
        case.transfers.create(
            from_worker=worker,
            to_worker=colleague,
            note="n",
            answer="declined",
            answered_at=timezone.now(),
            answered_by=colleague,
        )
    assert queries() == few


def test_second_to_write_what_the_referrer_was_told_reads_the_first_before_replacing_it(
    worker, colleague
):
    case = factories.make_case(by=worker)
    address = reverse("cases:told", args=[case.pk, case.referrals.get().pk])
    first = {"told": "more_needed", "told_note": "Rang twice", "seen_version": 1}
    assert sign_in(colleague).post(address, first).status_code == 302
    second = {"told": "received", "told_note": "", "seen_version": 1}
    client = sign_in(worker)
    for late in (second, {**second, "seen_version": ""}):
        page = client.post(address, late)
        assert "Rang twice" in page.content.decode()
        assert case.referrals.get().told_note == "Rang twice"
    assert 'name="seen_version" value="2"' in page.content.decode()
    assert client.post(address, {**second, "seen_version": 2}).status_code == 302
    assert case.referrals.get().told == "received"
