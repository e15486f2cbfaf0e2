from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from accounts.idle import KEPT


@require_http_methods(["GET", "POST"])
def kept(request):
    """What was typed when the session ended: send it now, or let it go."""
    form = request.session.get(KEPT)
    if form is None or form["user"] != request.user.pk:
        return redirect("home")
    if request.method == "POST":
        del request.session[KEPT]
        return redirect(form["path"])
    return TemplateResponse(request, "accounts/kept.html", {"kept": form})
