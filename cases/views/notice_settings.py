"""How a worker is told: e-mail, and a calendar of their own."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.gates import signed_in
from accounts.govuk.notices import tell
from accounts.once import once
from cases.forms.notice_settings import NoticePreferenceForm
from cases.models import CalendarFeed
from cases.services.digests import preference_of
from cases.services.notice_settings import make_calendar, remove_calendar, save_preference
from cases.views.pages import posted


@signed_in
@require_http_methods(["GET", "POST"])
@once
def settings(request) -> HttpResponse:
    form = NoticePreferenceForm(posted(request), instance=preference_of(request.user))
    if form.is_valid():
        save_preference(preference=form.save(commit=False), by=request.user)
        tell(request, "Saved.")
        return redirect("cases:notice_settings")
    return TemplateResponse(
        request,
        "cases/notice_settings.html",
        {"form": form, "calendar": CalendarFeed.objects.for_user(request.user).first()},
    )


@signed_in
@require_POST
def calendar_make(request) -> HttpResponse:
    """The address is on this page and nowhere else, so there is nothing to redirect to."""
    path = reverse("cases:calendar", args=[make_calendar(by=request.user)])
    return TemplateResponse(
        request, "cases/calendar_address.html", {"address": request.build_absolute_uri(path)}
    )


@signed_in
@require_POST
def calendar_remove(request) -> HttpResponse:
    remove_calendar(by=request.user)
    tell(request, "Your calendar address is taken back. It opens nothing any more.")
    return redirect("cases:notice_settings")
