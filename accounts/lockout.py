from django.conf import settings
from django.template.response import TemplateResponse


def locked_out(request, credentials, *args, **kwargs) -> TemplateResponse:
    """Too many failed attempts from this place for this account: say for how long."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return TemplateResponse(request, "429.html", {"minutes": minutes}, status=429).render()


def place_tried_from(request) -> str | None:
    """The address our outermost proxy saw; the caller's own where there is no such proxy.

    Each proxy adds the address it was asked from at the end. What stands further left was sent by
    the caller, who may write anything there.
    """
    seen = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",")]
    proxies = settings.PROXY_COUNT
    if proxies and len(seen) >= proxies and seen[-proxies]:
        return seen[-proxies]
    return request.META.get("REMOTE_ADDR")


def account_tried(request, credentials=None) -> str:
    """The account somebody is guessing at: sign-in names it by e-mail, whatever the form calls it."""
    named = (credentials or {}).get("email") or request.POST.get("login", "")
    return named.strip().lower()
