from django.conf import settings
from django.template.response import TemplateResponse


def locked_out(request, credentials, *args, **kwargs) -> TemplateResponse:
    """Too many failed attempts from this place for this account: say for how long."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return TemplateResponse(request, "429.html", {"minutes": minutes}, status=429).render()
