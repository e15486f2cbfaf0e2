"""An alert about a whole family. Alerts about one person are facts of that person."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from accounts.access import Action
from accounts.gates import needs, require
from accounts.govuk.notices import tell
from accounts.once import once
from cases.drafts import draft_on
from cases.fact_kinds import ALERT
from cases.forms.alerts import AlertForm
from cases.identity import identity_of
from cases.models import Alert, Family
from cases.openings import family_opened
from cases.services.facts import add_fact
from cases.services.refusals import Refused
from cases.views.pages import form_page, posted


@needs(Action.RECORD)
@once
def family_alert_add(request, pk) -> HttpResponse:
    family = get_object_or_404(Family.objects.for_user(request.user), pk=pk)
    require(request.user, Action.RECORD, authority_id=family.authority_id)
    family_opened(request, family)
    draft = draft_on(request, family, form="add-alert", title="Adding an alert", version=0)
    form = AlertForm(posted(request), user=request.user, instance=Alert(family=family))
    if form.is_valid():
        try:
            add_fact(form.instance, by=request.user)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            draft.done()
            tell(request, "Alert saved. It shows at the top of every page of this family.")
            return redirect(family)
    return form_page(
        request,
        form,
        title="Add an alert about the family",
        intro=ALERT.why,
        back=family.get_absolute_url(),
        identity=identity_of(family, user=request.user),
        draft=draft,
    )
