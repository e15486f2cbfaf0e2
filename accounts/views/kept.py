import re

from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from accounts.gates import signed_in
from accounts.idle import KEPT, NOT_TYPED

# What stands for a choice, such as not_yet; never a line that somebody typed.
CODE = re.compile(r"\A[a-z]+(_[a-z]+)+\Z")


def _spaced(code: re.Match[str]) -> str:
    return code[0].replace("_", " ")


@signed_in
@require_http_methods(["GET", "POST"])
def kept(request):
    """What was typed when the session ended: send it now, or let it go."""
    form = request.session.get(KEPT)
    if form is None or form["user"] != request.user.pk:
        return redirect("home")
    if request.method == "POST":
        del request.session[KEPT]
        return redirect(form["path"])
    typed = [
        (name.replace("_", " ").capitalize(), CODE.sub(_spaced, value))
        for name, value in form["fields"]
        if value.strip() and name not in NOT_TYPED
    ]
    return TemplateResponse(request, "accounts/kept.html", {"kept": form, "typed": typed})
