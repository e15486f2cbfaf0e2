"""Handing a case over: offered with a note, and nothing moves until the other person accepts."""

from django.db import transaction
from django.utils import timezone

from cases.codes import AllocationRole, NoticeKind
from cases.models import Allocation, Case, Transfer
from cases.services.allocation import place
from cases.services.notices import notify
from cases.services.recorded import counted_together
from cases.services.records import add_record
from cases.services.refusals import AlreadyAnswered, Refused, at_time, wrong_stage
from cases.services.stages import UNDER_WAY, locked, require_under_way
from cases.services.transfer_endings import answer
from cases.workload import eligible_workers

Answer = Transfer.Answer


@transaction.atomic
def offer_transfer(*, case: Case, to_worker, note: str, by) -> Transfer:
    case = locked(case)
    require_under_way(case, wanted="handed over")
    key_worker = current_key_worker(case)
    if key_worker is None:
        raise Refused("This case has no key worker to take it from. Allocate it instead.")
    if key_worker.worker_id == to_worker.pk:
        raise Refused(f"{to_worker} is already the key worker.", field="to_worker")
    waiting = case.transfers.waiting().select_related("to_worker").first()
    if waiting is not None:
        raise Refused(
            f"This case is already offered to {waiting.to_worker}. "
            "Take that offer back before making another."
        )
    transfer = Transfer(case=case, from_worker=key_worker.worker, to_worker=to_worker, note=note)
    add_record(transfer, by=by)
    notify(NoticeKind.CASE_OFFERED, workers=[to_worker.pk], about=transfer, case=case, by=by)
    return transfer


@transaction.atomic
@counted_together()
def accept_transfer(*, transfer: Transfer, by) -> Allocation:
    """The addressee becomes key worker, whoever of their deputies pressed the button."""
    case, transfer = _waiting(transfer)
    if case.stage not in UNDER_WAY:
        raise wrong_stage(case, wanted="handed over")
    worker = transfer.to_worker
    if not eligible_workers(case, AllocationRole.KEY_WORKER).filter(pk=worker.pk).exists():
        raise Refused(f"{worker} cannot take this case on any more. Decline, and say so.")
    answer(transfer, Answer.ACCEPTED, by=by)
    _tell_answered(transfer, by=by)
    return place(
        case=case,
        worker=transfer.to_worker,
        role=AllocationRole.KEY_WORKER,
        starts=timezone.localdate(),
        by=by,
    )


@transaction.atomic
def decline_transfer(*, transfer: Transfer, reason: str, by) -> Transfer:
    _, transfer = _waiting(transfer)
    answer(transfer, Answer.DECLINED, by=by, note=reason)
    _tell_answered(transfer, by=by)
    return transfer


@transaction.atomic
def withdraw_transfer(*, transfer: Transfer, by, note: str = "") -> Transfer:
    _, transfer = _waiting(transfer)
    answer(transfer, Answer.WITHDRAWN, by=by, note=note)
    return transfer


def current_key_worker(case: Case) -> Allocation | None:
    keys = case.allocations.current().filter(role=AllocationRole.KEY_WORKER)
    return keys.select_related("worker").first()


def _tell_answered(transfer: Transfer, *, by) -> None:
    notify(
        NoticeKind.OFFER_ANSWERED,
        workers=[transfer.from_worker_id, transfer.created_by_id],
        about=transfer,
        case=transfer.case,
        by=by,
    )


def _waiting(transfer: Transfer) -> tuple[Case, Transfer]:
    """The case first, then the hand-over: every service takes its locks in that order."""
    case = locked(transfer.case)
    transfer = (
        Transfer.objects.select_for_update(of=("self",))
        .select_related("to_worker", "answered_by")
        .get(pk=transfer.pk)
    )
    if transfer.answer:
        raise AlreadyAnswered(
            f"This hand-over was already {transfer.get_answer_display().lower()} by "
            f"{transfer.answered_by} on {at_time(transfer.answered_at)}."
        )
    return case, transfer
