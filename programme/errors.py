"""The pages people meet when something is not as it should be."""

from django.template.response import TemplateResponse


def csrf_failure(request, reason=""):
    """The page was open too long, or the form came from elsewhere. Nothing was saved: say so."""
    return TemplateResponse(request, "403_csrf.html", {}, status=403).render()
