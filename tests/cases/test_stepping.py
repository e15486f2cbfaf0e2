"""A family moves from one strand to another without anybody typing it again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.codes import CaseStage
from cases.models import Case, Referral
from tests import factories
from tests.cases.taking_referrals import problems
from tests.cast import sign_in


@pytest.fixture
def case(worker):
    case = factories.make_case(by=worker, started_on=timezone.localdate() - timedelta(days=9))
    case.referrals.update(presenting_needs=["3B", "16A"], referrer_name="Ms Lee")
    factories.allocate(case, worker, starts=timezone.localdate() - timedelta(days=9))
    return case


def step(user, case, **data):
    answers = {"strand": "fit", "reason": "Both parents now drink.", "after": "keep", **data}
    return sign_in(user).post(reverse("cases:step_across", args=[case.pk]), answers)


def test_new_case_carries_people_needs_and_words(case, worker, visitor):
    assert step(worker, case).url == case.get_absolute_url()
    new = Case.objects.get(strand="fit")
    referral = new.referrals.get()
    assert (new.family, new.stepped_from, new.stage) == (case.family, case, CaseStage.REFERRED)
    assert (referral.presenting_needs, referral.referrer_name) == (["3B", "16A"], "Ms Lee")
    assert "Both parents now drink." in referral.reason
    assert "School is worried about attendance." in referral.reason
    assert [(p.person_id, p.role) for p in new.parts.all()] == [
        (p.person_id, p.role) for p in case.parts.all()
    ]
    case.refresh_from_db()
    assert case.stage == CaseStage.ACTIVE
    theirs = sign_in(visitor).get(new.get_absolute_url()).content.decode()
    assert "Stepped across from Edge of care" in theirs
    ours = sign_in(worker).get(case.get_absolute_url()).content.decode()
    assert "Stepped across to Family Intervention Team" in ours


def test_old_case_can_close_in_the_same_step(case, worker):
    assert "how it ended" in problems(step(worker, case, after="close")).lower()
    step(worker, case, after="close", outcome="stepped_up")
    case.refresh_from_db()
    assert (case.stage, case.outcome, case.step_down) == (
        CaseStage.CLOSED,
        "stepped_up",
        "other_strand",
    )
    assert case.allocations.get().ends == timezone.localdate()


def test_strand_already_at_work_is_named_and_nothing_happens(case, worker):
    running = factories.make_case(case.family, strand="fit", by=worker)
    sent = step(worker, case, after="close", outcome="stepped_up")
    assert running.reference in problems(sent)
    assert "Both parents now drink." in sent.content.decode()
    case.refresh_from_db()
    assert case.stage == CaseStage.ACTIVE


def test_strand_that_knew_the_family_opens_its_old_case_again(case, worker):
    old = factories.make_case(case.family, strand="fit", stage=CaseStage.CLOSED, by=worker)
    step(worker, case)
    old.refresh_from_db()
    assert (old.stage, old.stepped_from) == (CaseStage.REFERRED, case)
    assert Referral.objects.filter(case=old).latest("pk").is_rereferral


def test_own_strand_is_not_offered(case, worker):
    page = sign_in(worker).get(reverse("cases:step_across", args=[case.pk]))
    assert "edge" not in dict(page.context["form"].fields["strand"].choices)
    assert problems(step(worker, case, strand="edge"))
    assert problems(step(worker, case, strand="fit", reason=""))
