"""The table of stages: complete, and nothing outside it happens."""

import itertools

import pytest
from django.db import transaction

from cases.codes import CaseStage
from cases.models import StageChange
from cases.services.refusals import WrongStage
from cases.services.stages import NEXT, locked, move
from tests import factories

FIELDS = {
    CaseStage.CLOSED: {"closed_on": "2026-11-01", "outcome": "goals_met"},
}
PAIRS = list(itertools.product(CaseStage, CaseStage))


def test_every_stage_is_in_the_table_and_can_be_left():
    assert set(NEXT) == set(CaseStage)
    assert all(NEXT.values())
    reached = set().union(*NEXT.values())
    assert reached == set(CaseStage)


@pytest.mark.parametrize(("start", "to"), PAIRS)
def test_step_outside_the_table_is_refused_and_inside_is_noted(start, to, worker):
    case = factories.make_case(stage=start, by=worker)
    before = StageChange.objects.filter(case=case).count()
    fields = FIELDS.get(to, {"closed_on": None, "outcome": ""})
    if to in NEXT[start]:
        with transaction.atomic():
            move(locked(case), to=to, by=worker, reason="why", **fields)
        case.refresh_from_db()
        assert (case.stage, case.version, case.updated_by) == (to, 2, worker)
        change = case.stage_changes.get()
        assert (change.from_stage, change.to_stage, change.by) == (start, to, worker)
    else:
        with pytest.raises(WrongStage), transaction.atomic():
            move(locked(case), to=to, by=worker, **fields)
        case.refresh_from_db()
        assert case.stage == start
        assert StageChange.objects.filter(case=case).count() == before
