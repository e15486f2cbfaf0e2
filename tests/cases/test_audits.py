"""Case file audits: a fair draw, blind second scores, and what the scores say."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.access import Role
from cases.audits.drawing import drawn, drawn_again, fair_shares
from cases.codes.audit import Answer, Scale
from cases.models import AuditSample, AuditScore, CaseAudit, Task
from cases.services.audits import draw_sample
from tests import factories
from tests.cast import member, sign_in

NO_ACTIONS = {"actions-TOTAL_FORMS": "2", "actions-INITIAL_FORMS": "0"}


@pytest.fixture
def second(edge_team):
    return member("Sam Second", edge_team, Role.TEAM_MANAGER)


def make_cases(worker, n, strand="edge"):
    families = [factories.make_family(people=[factories.make_person()]) for _ in range(n)]
    return [factories.make_case(family, by=worker, strand=strand) for family in families]


def draw(by, hampshire, **asked):
    asked = {"strand": "edge", "draw": "random", "size": 3, "second_scores": 0, **asked}
    return draw_sample(authority=hampshire, by=by, **asked)


def score(user, audit, answer=Answer.THREE, **changed):
    answers = {
        f"q{question.pk}": answer if question.scale == Scale.ONE_TO_FOUR else Answer.YES
        for question in audit.sample.form.questions.all()
    }
    sent = {**answers, "strengths": "Her words are there", **NO_ACTIONS, **changed}
    return sign_in(user).post(f"/audits/{audit.pk}/score/", sent)


def test_shares_are_in_proportion_and_never_more_than_there_are():
    assert fair_shares({"a": 50, "b": 30, "c": 20}, 10) == {"a": 5, "b": 3, "c": 2}
    assert fair_shares({"a": 2, "b": 1}, 10) == {"a": 2, "b": 1}
    assert sum(fair_shares({"a": 7, "b": 7, "c": 7}, 10).values()) == 10
    assert fair_shares({}, 4) == {}


def test_same_seed_draws_the_same_and_another_seed_others():
    pool = {"edge": list(range(100)), "fit": list(range(100, 150))}
    first = drawn(pool, size=30, seed="a1")
    assert first == drawn(pool, size=30, seed="a1") != drawn(pool, size=30, seed="b2")
    assert sum(pk < 100 for pk in first) == 20


def test_manager_draws_within_reach_and_leaves_out_what_they_work_on(worker, manager, hampshire):
    cases = make_cases(worker, 4)
    factories.allocate(cases[0], manager)
    make_cases(worker, 2, strand="fit")
    page = sign_in(manager).post(
        "/audits/draw/",
        {
            "authority": hampshire.pk,
            "strand": "edge",
            "draw": "random",
            "size": 50,
            "second_scores": 1,
        },
        follow=True,
    )
    sample = AuditSample.objects.get()
    assert sorted(sample.pool["all"]) == [case.pk for case in cases[1:]]
    assert page.context["page"].is_fair
    assert len(page.context["page"].cases) == 3
    assert sample.audits.filter(turn=CaseAudit.Turn.SECOND, auditor=None).count() == 1


def test_strand_outside_reach_is_refused(worker, manager, hampshire):
    make_cases(worker, 1, strand="fit")
    sent = {"authority": hampshire.pk, "strand": "fit", "draw": "random", "size": 1}
    page = sign_in(manager).post("/audits/draw/", {**sent, "second_scores": 0})
    assert "strand" in page.context["form"].errors
    assert not AuditSample.objects.exists()


def test_each_strand_has_its_share(worker, programme_manager, hampshire):
    make_cases(worker, 6)
    make_cases(worker, 3, strand="fit")
    sample = draw(programme_manager, hampshire, strand="", draw="strand", size=6)
    strands = [audit.case.strand for audit in sample.audits.select_related("case")]
    assert sorted(strands) == ["edge"] * 4 + ["fit"] * 2
    assert drawn_again(sample) == list(
        sample.audits.order_by("pk").values_list("case_id", flat=True)
    )


def test_score_is_written_once_with_its_actions(worker, manager, hampshire):
    make_cases(worker, 1)
    audit = draw(manager, hampshire, size=1).audits.get()
    action = {
        "actions-0-title": "Write up the visit",
        "actions-0-assigned_to": manager.pk,
        "actions-0-due_on_day": 1,
        "actions-0-due_on_month": 6,
        "actions-0-due_on_year": 2099,
    }
    assert score(manager, audit, **action).status_code == 302
    assert Task.objects.get(source="audit", source_id=audit.pk).case == audit.case
    page = sign_in(worker).get(f"/audits/{audit.pk}/").content.decode()
    assert "Her words are there" in page
    assert "Write up the visit" in page
    assert "already been given" in score(manager, audit).content.decode()
    assert AuditScore.objects.count() == 7


def test_missing_answer_is_asked_for_and_nothing_is_written(worker, manager, hampshire):
    make_cases(worker, 1)
    audit = draw(manager, hampshire, size=1).audits.get()
    page = score(manager, audit, strengths="", to_improve="More analysis")
    assert set(page.context["form"].errors) == {"strengths"}
    assert "More analysis" in page.content.decode()
    assert not AuditScore.objects.exists()


def test_second_auditor_scores_blind_and_then_agreement_is_shown(
    worker, manager, second, hampshire
):
    make_cases(worker, 1)
    sample = draw(manager, hampshire, size=1, second_scores=1)
    first, other = sample.audits.order_by("turn")
    assert score(manager, first, Answer.FOUR).status_code == 302
    assert sign_in(second).get(f"/audits/{first.pk}/").status_code == 404
    assert sign_in(worker).get(f"/audits/{first.pk}/").status_code == 404
    assert "somebody else gives the second" in score(manager, other).content.decode()
    assert score(second, other, Answer.THREE).status_code == 302
    assert sign_in(second).get(f"/audits/{first.pk}/").status_code == 200
    page = sign_in(manager).get(f"/audits/samples/{sample.pk}/").content.decode()
    assert "Same answer to 1 of 7 questions, within one point on 7." in page


def test_nobody_scores_a_case_they_have_come_to_work_on(worker, manager, hampshire):
    make_cases(worker, 1)
    audit = draw(manager, hampshire, size=1).audits.get()
    factories.allocate(audit.case, manager)
    assert "You work on this case" in score(manager, audit).content.decode()
    assert not AuditScore.objects.exists()


def test_summary_counts_first_scores_and_hides_small_numbers(worker, manager, second, hampshire):
    make_cases(worker, 5)
    sample = draw(manager, hampshire, size=5, second_scores=1)
    audits = list(sample.audits.filter(turn=CaseAudit.Turn.FIRST).order_by("-pk"))
    for audit, answer in zip(audits[:4], "1344", strict=True):
        score(manager, audit, answer)
    lines = sign_in(manager).get("/audits/").context["page"].summaries[0].questions
    assert {(line.n, line.words) for line in lines} == {(4, "Too few")}
    score(manager, audits[4], Answer.TWO)
    score(second, sample.audits.get(turn=CaseAudit.Turn.SECOND), Answer.ONE)
    summary = sign_in(manager).get("/audits/").context["page"].summaries[0]
    assert summary.audits == 5
    assert {(line.n, line.words) for line in summary.questions} == {(5, "3"), (5, "5 of 5 yes")}


def test_answers_that_do_not_apply_are_not_counted(worker, manager, hampshire):
    make_cases(worker, 1)
    audit = draw(manager, hampshire, size=1).audits.get()
    score(manager, audit, Answer.NOT_APPLICABLE)
    rows = {row["key"]: row for row in AuditScore.objects.for_user(manager).per_question()}
    assert (rows["voice"]["n"], rows["voice"]["asked"], rows["voice"]["median"]) == (0, 1, None)
    assert AuditScore.objects.in_strand("edge").of_question("voice").applying().count() == 0


@pytest.mark.parametrize(
    ("who", "answer"), [("worker", 403), ("visitor", 403), ("governance", 403), ("second", 200)]
)
def test_who_sees_a_sample(who, answer, worker, manager, hampshire, request):
    make_cases(worker, 1)
    sample = draw(manager, hampshire, size=1)
    client = sign_in(request.getfixturevalue(who))
    assert client.get(f"/audits/samples/{sample.pk}/").status_code == answer


def test_sample_costs_the_same_however_large(worker, manager, hampshire):
    client = sign_in(manager)
    make_cases(worker, 8)
    small, large = draw(manager, hampshire, size=2), draw(manager, hampshire, size=8)

    def queries(sample):
        with CaptureQueriesContext(connection) as seen:
            assert client.get(f"/audits/samples/{sample.pk}/").status_code == 200
        return len(seen)

    queries(small)
    assert queries(small) == queries(large)
