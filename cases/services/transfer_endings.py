"""Taking back a hand-over that nobody has answered, when the case has moved on without it."""

from django.utils import timezone

from cases.codes import NoticeKind
from cases.models import Case, Transfer
from cases.services.notices import settle
from cases.services.stages import change


def withdraw_waiting(*, case: Case, by, note: str) -> None:
    """For a case this transaction holds."""
    for transfer in case.transfers.waiting().select_for_update(of=("self",)):
        answer(transfer, Transfer.Answer.WITHDRAWN, by=by, note=note)


def answer(transfer: Transfer, given: str, *, by, note: str = "") -> None:
    settle(NoticeKind.CASE_OFFERED, about=transfer, by=by)
    change(
        transfer,
        by=by,
        answer=given,
        answered_at=timezone.now(),
        answered_by=by,
        answer_note=note,
    )
