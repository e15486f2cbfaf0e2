"""The pages people meet when something is not as it should be."""

from django.template.response import TemplateResponse

from programme.database_away import typed

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 -- a field's name


def csrf_failure(request, reason=""):
    """
    Nothing was saved: say so, and give back what was typed.

    That may be sent again with one button only if it came from a page of this very site (its
    token was renewed by signing in elsewhere, say). Offering the button for a form that another
    site sent would help that site.
    """
    context = {"address": request.get_full_path()}
    if _from_our_own_page(request) and not _holds_a_password(request):
        context["typed"] = [(name, value) for name, value in typed(request) or [] if name != TOKEN]
    return TemplateResponse(request, "403_csrf.html", context, status=403).render()


def _from_our_own_page(request) -> bool:
    origin = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin") == origin


def _holds_a_password(request) -> bool:
    """A form to sign in is not sent again for anybody: they start it anew."""
    return any("password" in name for name in request.POST)
