"""Signs people out after a time without a request, and keeps what they were typing.

A form sent after the session ended is put aside, in the new anonymous session and only if its
CSRF token was right. After the same person signs in again they are shown what they typed and may
send it with one button; anyone else signing in there finds nothing.
"""

import time
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect, resolve_url
from django.urls import reverse

LAST_SEEN = "last_seen"
KEPT = "kept_form"
NEVER_KEPT = ("password", "secret", "otp")
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "submission", "seen_version", "draft", "draft_from"})
LARGEST_KEPT = 1_000_000  # characters; the session is a database row


class IdleMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response
        self.csrf = CsrfViewMiddleware(get_response)

    def __call__(self, request):
        response = self.answer(request)
        if response.get("Location", "").startswith(resolve_url(settings.LOGIN_URL)):
            if _is_part_of_a_page(request):
                return _whole_page_to_sign_in(request)
            if asked_by_a_script(request):
                return HttpResponse(status=401)
        return response

    def answer(self, request):
        if not request.user.is_authenticated:
            return self.get_response(request)
        now = int(time.time())
        last = request.session.get(LAST_SEEN, now)
        if now - last > settings.SESSION_IDLE_SECONDS:
            return self.sign_out(request)
        # Written at most once a minute: every page would otherwise cost a write.
        if now - last >= 60 or LAST_SEEN not in request.session:
            request.session[LAST_SEEN] = now
        if KEPT in request.session:
            return self.offer_kept(request)
        return self.get_response(request)

    def sign_out(self, request):
        user_id = request.user.pk
        kept = self.form_of(request)
        back_to = request.get_full_path() if request.method == "GET" else request.path
        logout(request)
        if kept:
            request.session[KEPT] = {"user": user_id, **kept}
        return redirect_to_login(back_to)

    def form_of(self, request) -> dict | None:
        if request.method != "POST" or _is_part_of_a_page(request) or asked_by_a_script(request):
            return None
        if self.csrf.process_view(request, None, (), {}) is not None:
            return None
        fields = [
            (name, value)
            for name, values in request.POST.lists()
            if name != "csrfmiddlewaretoken" and not is_secret(name)
            for value in values
        ]
        if not fields or sum(len(value) for _, value in fields) > LARGEST_KEPT:
            return None
        return {"path": request.path, "fields": fields}

    def offer_kept(self, request):
        kept = request.session[KEPT]
        sent_again = request.method == "POST" and request.path == kept["path"]
        if kept["user"] != request.user.pk or sent_again:
            del request.session[KEPT]
        elif (
            request.method == "GET"
            and request.path != reverse("accounts:kept")
            and not asked_by_a_script(request)
        ):
            return redirect("accounts:kept")
        return self.get_response(request)


def is_secret(name: str) -> bool:
    """What proves who somebody is stands in no row and on no page; a code is stale by then, too."""
    return name == "code" or any(word in name.lower() for word in NEVER_KEPT)


def asked_by_a_script(request) -> bool:
    """The page itself asks, to save a draft, and says to its reader that they are signed out."""
    return request.headers.get("Accept") == "application/json"


def _is_part_of_a_page(request) -> bool:
    return request.headers.get("HX-Request") == "true"


def _whole_page_to_sign_in(request) -> HttpResponse:
    """A sign-in page must not turn up inside a panel: the browser goes there, and back after."""
    page = urlsplit(request.headers.get("HX-Current-URL", "")).path or "/"
    return HttpResponse(headers={"HX-Redirect": redirect_to_login(page).url})
