"""Rating how far a family takes part, at the points its strand has fixed."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import Action, may
from accounts.gates import needs
from accounts.govuk.notices import tell
from accounts.once import once
from cases.drafts import draft_on
from cases.engagement import engagement_of
from cases.forms.engagement import EngagementForm
from cases.identity import identity_of
from cases.services.engagement import rate_engagement
from cases.services.refusals import Refused
from cases.strand import strand_named
from cases.views.opened_case import opened_case
from cases.views.pages import form_page, posted


@needs(Action.OPEN)
@require_http_methods(["GET"])
def engagement(request, pk) -> HttpResponse:
    case = opened_case(request, pk)
    where = {"authority_id": case.authority_id, "strand": case.strand}
    return TemplateResponse(
        request,
        "cases/engagement.html",
        {
            "case": case,
            "points": engagement_of(case, user=request.user),
            "identity": identity_of(case.family, user=request.user),
            "may_rate": may(request.user, Action.RECORD, **where),
        },
    )


@needs(Action.RECORD)
@require_http_methods(["GET", "POST"])
@once
def engagement_rate(request, pk, point) -> HttpResponse:
    case = opened_case(request, pk, Action.RECORD)
    fixed = strand_named(case.strand).engagement_point(point)
    if fixed is None:
        raise Http404
    draft = draft_on(request, case, form=f"rate-{fixed.slug}", title="Rating engagement", version=0)
    form = EngagementForm(posted(request), user=request.user, case=case)
    back = reverse("cases:engagement", args=[case.pk])
    if form.is_valid():
        try:
            rate_engagement(case=case, point=fixed.slug, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            draft.done()
            tell(request, "Engagement rated.")
            return redirect(back)
    return form_page(
        request,
        form,
        title="Rate engagement",
        caption=f"{case.family}, {fixed.name.lower()}",
        intro="If somebody has rated this already, yours is kept beside it as a second rating. "
        "Rating again corrects your own.",
        back=back,
        identity=identity_of(case.family, user=request.user),
        draft=draft,
    )
