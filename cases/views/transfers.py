"""Handing a case over: the offer, the answer, and taking the offer back."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Action
from accounts.gates import needs
from accounts.govuk.notices import tell, warn
from accounts.once import once
from cases.codes import AllocationRole
from cases.drafts import draft_on
from cases.forms.allocation import TransferForm
from cases.forms.case_steps import AnswerTransferForm
from cases.handovers import may_answer
from cases.models import Case, Transfer
from cases.services.refusals import Refused
from cases.services.transfers import (
    accept_transfer,
    current_key_worker,
    decline_transfer,
    offer_transfer,
    withdraw_transfer,
)
from cases.views.cases import page_of
from cases.views.opened_case import attempt, opened_case


@needs(Action.TRANSFER)
@require_http_methods(["GET", "POST"])
@once
def offer(request, pk):
    case = opened_case(request, pk, Action.TRANSFER)
    key_worker = current_key_worker(case)
    draft = draft_on(request, case, form="transfer", title="Handing the case over")
    form = TransferForm(
        request.POST or None,
        case=case,
        role=AllocationRole.KEY_WORKER,
        leave_out=key_worker.worker if key_worker else None,
    )
    if form.is_valid():
        worker = form.cleaned_data["worker"]
        note = form.cleaned_data["note"]
        if attempt(form, offer_transfer, case=case, to_worker=worker, note=note, by=request.user):
            draft.done()
            tell(request, f"Hand-over offered to {worker}. Nothing changes until they accept.")
            return redirect(case)
    return page_of(
        request, "transfer", case, form, key_worker=key_worker, draft=draft.shown_in(form)
    )


@needs(Action.OPEN)
@require_http_methods(["GET", "POST"])
@once
def answer(request, pk):
    transfer = _transfer(request, pk)
    if not may_answer(request.user, transfer):
        raise PermissionDenied
    if request.method == "GET" and transfer.answer:
        warn(request, f"This hand-over was already {transfer.get_answer_display().lower()}.")
        return redirect(transfer.case)
    case = opened_case(request, transfer.case_id)
    form = AnswerTransferForm(request.POST or None)
    if form.is_valid() and attempt(form, _answer, transfer=transfer, form=form, by=request.user):
        return redirect(_after_answer(request, transfer, form))
    return page_of(request, "transfer_answer", case, form, transfer=transfer)


def _answer(*, transfer, form, by) -> None:
    if form.cleaned_data["answer"] == "accept":
        accept_transfer(transfer=transfer, by=by)
    else:
        decline_transfer(transfer=transfer, reason=form.cleaned_data["reason"], by=by)


def _after_answer(request, transfer, form):
    if form.cleaned_data["answer"] == "accept":
        tell(request, f"{transfer.to_worker} is now the key worker.")
    else:
        tell(request, "Hand-over declined. The key worker stays as before.")
    openable = Case.objects.for_user(request.user).filter(pk=transfer.case_id).exists()
    return transfer.case if openable else "home"


@needs(Action.TRANSFER)
@require_POST
def withdraw(request, pk):
    transfer = _transfer(request, pk)
    case = opened_case(request, transfer.case_id, Action.TRANSFER)
    try:
        withdraw_transfer(transfer=transfer, by=request.user)
    except Refused as problem:
        warn(request, str(problem))
    else:
        tell(request, "Hand-over taken back. The key worker stays as before.")
    return redirect(case)


def _transfer(request, pk) -> Transfer:
    rows = Transfer.objects.for_user(request.user)
    return get_object_or_404(
        rows.select_related("case", "from_worker", "to_worker", "created_by"), pk=pk
    )
