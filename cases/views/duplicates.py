"""The warning that somebody being added may be known already, while the form is filled in."""

from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from accounts.access import Action
from accounts.gates import needs
from cases.duplicates import check_duplicates
from cases.forms.duplicates import DuplicateDetailsForm


@needs(Action.RECORD)
@require_POST
def panel(request):
    """The panel for what has been typed so far. Sent by POST: names are in no address."""
    form = DuplicateDetailsForm(request.POST)
    check = check_duplicates(request.user, form.details())
    context = {"check": check, "confirmed": request.POST.get("not_a_duplicate") == "yes"}
    return TemplateResponse(request, "cases/_duplicate_panel.html", context)
