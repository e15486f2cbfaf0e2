"""What a worker was told of, newest first, and that they have read it."""

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_POST

from accounts.gates import signed_in
from accounts.govuk.notices import tell
from cases.keyset import keyset_page
from cases.models import Notice
from cases.notices_page import PER_PAGE, lines_of
from cases.services.notices import mark_read
from cases.views.pages import record_number


@signed_in
@require_GET
def notices(request) -> HttpResponse:
    asked = {
        name: record_number(request.GET[name])
        for name in ("after", "before")
        if name in request.GET
    }
    rows = Notice.objects.for_user(request.user).annotate(sort_key=F("at"))
    page = keyset_page(
        rows.select_related("family", "case", "user", "read_by"),
        descending=True,
        size=PER_PAGE,
        **asked,
    )
    return TemplateResponse(
        request,
        "cases/notices.html",
        {
            "lines": lines_of(page.rows, reader=request.user),
            "has_unread": any(row.read_at is None for row in page.rows),
            "latest": "" if page.before or not page.rows else page.rows[0].pk,
            "previous_url": f"{request.path}?before={page.before}" if page.before else "",
            "next_url": f"{request.path}?after={page.after}" if page.after else "",
        },
    )


@signed_in
@require_POST
def notice_read(request, pk) -> HttpResponse:
    rows = Notice.objects.for_user(request.user)
    notice = get_object_or_404(rows, pk=pk)
    mark_read(rows.filter(pk=notice.pk), by=request.user)
    return redirect("cases:notices")


@signed_in
@require_POST
def notices_read(request) -> HttpResponse:
    """All that the page showed or could have shown: what came after it was opened stays new."""
    latest = record_number(request.POST.get("latest", ""))
    rows = Notice.objects.for_user(request.user).filter(pk__lte=latest)
    if mark_read(rows, by=request.user):
        tell(request, "All notices are marked as read.")
    return redirect("cases:notices")
