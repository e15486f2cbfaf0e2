"""People who can export, see across strands or manage access must sign in with two factors."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

# Pages somebody needs in order to set up a second factor, or to leave.
OPEN_NAMES = frozenset({"account_logout", "account_reauthenticate", "account_change_password"})


class SecondFactorMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        user = request.user
        if not user.is_authenticated or _is_exempt(request):
            return None
        if not user.must_use_second_factor or is_mfa_enabled(user):
            return None
        messages.warning(
            request,
            "Your role can see or take out a lot of personal information. "
            "Set up a second step for signing in before you go on.",
        )
        return redirect(reverse("mfa_index"))


def _is_exempt(request) -> bool:
    name = request.resolver_match.view_name or ""
    return name in OPEN_NAMES or name.startswith("mfa_")
