"""The life of a case: one table of which stage may follow which, and the one way to take a step."""

from django.utils import timezone

from cases.codes import CaseStage
from cases.models import Case, StageChange
from cases.models.base import Recorded
from cases.services.recorded import recorded
from cases.services.refusals import DONE, wrong_stage

NEXT: dict[CaseStage, frozenset[CaseStage]] = {
    CaseStage.REFERRED: frozenset({CaseStage.ACCEPTED, CaseStage.DECLINED, CaseStage.REDIRECTED}),
    CaseStage.ACCEPTED: frozenset({CaseStage.ACTIVE, CaseStage.CLOSED}),
    CaseStage.ACTIVE: frozenset({CaseStage.CLOSED}),
    # A case that ended begins again only with a new referral, on the same row: one history.
    CaseStage.DECLINED: frozenset({CaseStage.REFERRED}),
    CaseStage.REDIRECTED: frozenset({CaseStage.REFERRED}),
    CaseStage.CLOSED: frozenset({CaseStage.REFERRED}),
}
UNDER_WAY = frozenset({CaseStage.ACCEPTED, CaseStage.ACTIVE})


def may_become(case: Case, stage: CaseStage) -> bool:
    return stage in NEXT[CaseStage(case.stage)]


def locked(case: Case) -> Case:
    """The case as it stands now, held until the transaction ends."""
    return Case.objects.select_for_update(of=("self",)).get(pk=case.pk)


def require_under_way(case: Case, *, wanted: str) -> None:
    if case.stage not in UNDER_WAY:
        raise wrong_stage(case, wanted=wanted)


def move(case: Case, *, to: CaseStage, by, reason: str = "", **fields) -> Case:
    """Take a locked case to its next stage and note the step. Refuses a step not in the table."""
    if not may_become(case, to):
        raise wrong_stage(case, wanted=DONE[to])
    came_from = case.stage
    change(case, by=by, stage=to, **fields)
    note_step(case, came_from=came_from, by=by, reason=reason)
    return case


def note_step(case: Case, *, came_from: str, by, reason: str) -> StageChange:
    """Write down that the case stands now where it stands."""
    step = StageChange.objects.create(
        case=case, from_stage=came_from, to_stage=case.stage, by=by, reason=reason
    )
    recorded(step, is_new=True)
    return step


def change(record: Recorded, *, by, **fields) -> None:
    """Save these fields of a record that this transaction holds, in the name of who changed it."""
    for name, value in fields.items():
        setattr(record, name, value)
    record.version += 1
    record.updated_at = timezone.now()
    record.updated_by = by
    record.save(update_fields=[*fields, "version", "updated_at", "updated_by"])
    recorded(record)
