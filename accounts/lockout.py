from django.conf import settings
from django.template.response import TemplateResponse


def locked_out(request, credentials, *args, **kwargs) -> TemplateResponse:
    """Too many failed attempts from this place for this account: say for how long."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return TemplateResponse(request, "429.html", {"minutes": minutes}, status=429).render()


def account_tried(request, credentials=None) -> str:
    """The account somebody is guessing at: sign-in names it by e-mail, whatever the form calls it."""
    named = (credentials or {}).get("email") or request.POST.get("login", "")
    return named.strip().lower()
