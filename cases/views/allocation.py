"""Who works on a case: choosing with everyone's load in view, and ending a part in it."""

from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from accounts.access import Action
from accounts.gates import needs
from accounts.govuk.notices import tell
from accounts.once import once
from cases.case_page import key_worker_of
from cases.codes import AllocationRole
from cases.forms.allocation import AllocateForm, EndAllocationForm, RoleForm
from cases.models import Allocation
from cases.services.allocation import allocate as allocate_service
from cases.services.allocation import end_allocation
from cases.views.cases import page_of
from cases.views.opened_case import attempt, opened_case


@needs(Action.ALLOCATE)
@require_http_methods(["GET", "POST"])
@once
def allocate(request, pk):
    case = opened_case(request, pk, Action.ALLOCATE)
    asked = request.POST if request.method == "POST" else request.GET
    chosen = RoleForm(asked or None, user=request.user, case=case)
    valid = chosen.is_valid()
    role = chosen.cleaned_data["role"] if valid else AllocationRole.KEY_WORKER
    team = chosen.cleaned_data["team"] if valid else None
    form = AllocateForm(request.POST or None, case=case, role=role, team=team)
    if valid and form.is_valid():
        worker = form.cleaned_data["worker"]
        starts = form.cleaned_data["starts"]
        if attempt(
            form,
            allocate_service,
            case=case,
            worker=worker,
            role=role,
            starts=starts,
            by=request.user,
        ):
            tell(request, f"{worker} is now {AllocationRole(role).label.lower()}.")
            return redirect(case)
    now = case.allocations.current().select_related("worker")
    return page_of(
        request,
        "allocate",
        case,
        form,
        chosen=chosen,
        role=role,
        role_name=AllocationRole(role).label,
        team=team,
        key_worker=key_worker_of(now),
    )


@needs(Action.ALLOCATE)
@require_http_methods(["GET", "POST"])
@once
def end(request, pk, allocation_pk):
    case = opened_case(request, pk, Action.ALLOCATE)
    rows = Allocation.objects.for_user(request.user).select_related("worker", "case")
    allocation = get_object_or_404(rows, pk=allocation_pk, case=case)
    form = EndAllocationForm(request.POST or None)
    if form.is_valid() and attempt(
        form,
        end_allocation,
        allocation=allocation,
        ends=form.cleaned_data["ends"],
        by=request.user,
    ):
        tell(request, f"{allocation.worker}’s part in the case has ended.")
        return redirect(case)
    title = f"End {allocation.worker}’s part as {allocation.get_role_display().lower()}"
    return page_of(
        request, "case_step", case, form, title=title, button="End their part", caption=title
    )
