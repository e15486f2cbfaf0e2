"""Writing down a supervision: the meeting, each case talked about, and the part about the worker."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from accounts.models import Team
from cases.agreed_actions import SUPERVISION
from cases.models import Case, CaseDiscussion, Supervision, SupervisionPersonal
from cases.services.facts import add_fact
from cases.services.records import add_record
from cases.services.tasks import add_task


@transaction.atomic
def begin_supervision(*, worker, team: Team, held_on: date, by) -> Supervision:
    """The same two on the same day is the same meeting, so it is gone on with."""
    supervision, is_new = Supervision.objects.get_or_create(
        worker=worker,
        supervisor=by,
        held_on=held_on,
        defaults={
            "team": team,
            "authority_id": team.authority_id,
            "created_by": by,
            "updated_by": by,
        },
    )
    if is_new:
        add_record(SupervisionPersonal(supervision=supervision), by=by)
    return supervision


@transaction.atomic
def discuss_case(
    *,
    supervision: Supervision,
    case: Case,
    discussed: str,
    decision: str,
    reason: str,
    actions: Iterable[dict] = (),
    by,
) -> CaseDiscussion:
    """Each action agreed (title, assigned_to, due_on) becomes a task of the case."""
    discussion = CaseDiscussion(
        supervision=supervision, case=case, discussed=discussed, decision=decision, reason=reason
    )
    add_fact(discussion, by=by)
    for action in actions:
        add_task(**action, case=case, source=SUPERVISION, source_id=discussion.pk, by=by)
    return discussion
