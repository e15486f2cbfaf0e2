"""The calendar that a worker's own calendar program reads, with nobody signed in."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.gates import secret_address
from accounts.limits import within_limit
from accounts.lockout import place_tried_from
from accounts.models import AccessEvent
from accounts.openings import record_opening
from cases.calendar_entries import calendar_of
from cases.services.notice_settings import calendar_at, calendar_was_read

WRONG_A_MINUTE = 20
READ_AN_HOUR = 60


@secret_address
@never_cache
@require_safe
def calendar(request, secret: str) -> HttpResponse:
    """Whoever has the address may read it, until its owner takes it back or leaves.

    What was wrong with an address is not said.
    """
    feed = calendar_at(secret)
    if feed is None:
        place = str(place_tried_from(request))
        is_fine = within_limit("wrong-calendar", place, most=WRONG_A_MINUTE, seconds=60)
        return _plain("Not found", 404) if is_fine else _too_often()
    if not within_limit("calendar", str(feed.user_id), most=READ_AN_HOUR, seconds=3600):
        return _too_often()
    for authority_id in sorted(feed.user.authority_ids()):
        record_opening(
            by=feed.user,
            authority_id=authority_id,
            how=AccessEvent.How.EXPORT,
            reason="Private calendar",
        )
    calendar_was_read(feed=feed, at=timezone.now())
    text = calendar_of(feed.user, link=request.build_absolute_uri, host=request.get_host())
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


def _too_often() -> HttpResponse:
    return _plain("Too many requests", 429)


def _plain(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, content_type="text/plain", status=status)
