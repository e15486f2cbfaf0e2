"""What every page of one case begins and ends with."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from accounts.access import Action
from accounts.gates import require
from cases.models import Case
from cases.openings import case_opened
from cases.services.refusals import Refused


def opened_case(request, pk: int, action: Action = Action.OPEN, how: str = "") -> Case:
    """The case, if the user may open it (404) and take this action on it (403). Logged when shown."""
    rows = Case.objects.for_user(request.user).select_related("family", "team", "authority")
    case = get_object_or_404(rows, pk=pk)
    if action != Action.OPEN:
        require(request.user, action, authority_id=case.authority_id, strand=case.strand)
    case_opened(request, case, how=how)
    return case


def attempt(form, service, /, **kwargs):
    """Run a service; when it refuses, put its words beside the field they are about. True if done."""
    try:
        service(**kwargs)
    except Refused as problem:
        field = problem.field if problem.field in form.fields else None
        form.add_error(field, str(problem))
        return False
    return True


def refuse(unless: bool) -> None:
    if not unless:
        raise PermissionDenied
