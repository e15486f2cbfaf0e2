"""Two presses of one button do a thing once.

A form carries a token (`{% once_token %}`). The first request to bring it does the work; one that
arrives with it again, later or at the same moment, is taken where the first one went. A form that
comes back with errors keeps its token: nothing was done yet.
"""

import uuid
from datetime import timedelta
from functools import wraps

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from accounts.models import Submission

FIELD = "submission"
# Longer than any session, and so than any page a token stands on.
KEPT_FOR = timedelta(days=30)


def once(view):
    """Run the view's POST at most once per token, in one transaction with what it writes."""

    @wraps(view)
    def guarded(request, *args, **kwargs) -> HttpResponse:
        token = _token_of(request)
        if request.method != "POST" or token is None:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            # A second request with this token waits here until the first has finished.
            mine, is_first = Submission.objects.get_or_create(
                token=token, defaults={"user": request.user}
            )
            if not is_first and mine.user_id == request.user.pk and mine.location:
                return redirect(mine.location)
            response = view(request, *args, **kwargs)
            if response.status_code == 302:
                Submission.objects.filter(pk=token).update(location=response.url[:500])
            else:
                if hasattr(response, "render"):
                    response.render()
                transaction.set_rollback(True)
            return response

    return guarded


def _token_of(request) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None


def forget_old_submissions() -> None:
    Submission.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
