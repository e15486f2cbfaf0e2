"""Saving what is typed on a page before it is sent, and throwing it away."""

import uuid

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import time_format
from django.views.decorators.http import require_GET, require_POST

from accounts.gates import signed_in
from accounts.govuk.notices import tell, warn
from accounts.idle import asked_by_a_script
from accounts.once import FIELD as ONCE
from cases.drafts import KEY, READ_FROM, subject_of, typed_in
from cases.models import Draft
from cases.services.drafts import LONGEST, TooLong, WrittenElsewhere, throw_away
from cases.services.drafts import save_draft as save_draft_service


@signed_in
@require_POST
def save_draft(request) -> HttpResponse:
    """From the page's script while somebody types; from the "Save draft" button without one."""
    subject = subject_of(request.POST.get(KEY, ""), request.user)
    if subject is None:
        return JsonResponse({"not_yours": True}, status=403)
    by_script = asked_by_a_script(request)
    try:
        draft = save_draft_service(
            subject=subject,
            fields=typed_in(request),
            page=_uuid(request.POST.get(ONCE)),
            read_from=_uuid(request.POST.get(READ_FROM)),
            over_other_window=not by_script or bool(request.GET.get("over")),
            by=request.user,
        )
    except WrittenElsewhere as other:
        return JsonResponse({"elsewhere": _time(other.saved_at)}, status=409)
    except TooLong:
        if by_script:
            return JsonResponse({"too_long": LONGEST}, status=413)
        warn(request, "This is too long for a draft. Go back and send the form.")
        return redirect(subject.path)
    if by_script:
        return JsonResponse({"saved": _time(draft.saved_at)} if draft else {"gone": True})
    tell(request, "Draft saved. Only you can see it.")
    return redirect(subject.path)


@signed_in
@require_GET
def draft_token(request) -> HttpResponse:
    """A page left open while its reader signed in again needs the new session's token."""
    return JsonResponse({"token": get_token(request)})


@signed_in
@require_POST
def discard_draft(request, pk) -> HttpResponse:
    draft = get_object_or_404(Draft.objects.for_user(request.user), pk=pk)
    throw_away(draft=draft, by=request.user)
    tell(request, "Draft thrown away.")
    return redirect(draft.path if "to_form" in request.POST else "home")


def _uuid(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None


def _time(moment) -> str:
    return time_format(timezone.localtime(moment), "H:i")
