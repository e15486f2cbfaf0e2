"""What a case file is audited by: the questions of an authority, changed as a new version."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import Action, reach
from accounts.gates import needs
from accounts.govuk.notices import tell
from accounts.models import Authority
from accounts.once import once
from cases.audits.questions import FIRST_QUESTIONS, Asked
from cases.drafts import draft_on
from cases.forms.audit_form import WhyChangedForm, question_rows
from cases.models import AuditForm
from cases.services.audit_forms import change_form
from cases.views.opened_case import attempt, refuse
from cases.views.pages import form_page, posted


@needs(Action.AUDIT)
@require_http_methods(["GET", "POST"])
@once
def audit_form(request, authority_pk) -> HttpResponse:
    """For whoever audits the whole authority: every strand answers the same questions."""
    whole = reach(request.user, Action.AUDIT).authorities
    refuse(unless=bool(whole))
    authority = get_object_or_404(Authority.objects.filter(pk__in=whole), pk=authority_pk)
    now = AuditForm.objects.for_user(request.user).in_use(authority.pk)
    rows = question_rows(posted(request), _questions(now))
    draft = draft_on(
        request, authority, form="audit-form", title="Questions of the audit", version=0
    )
    form = WhyChangedForm(posted(request), initial={"seen_number": now.number if now else 0})
    if all([form.is_valid(), rows.is_valid()]) and attempt(
        form,
        change_form,
        authority=authority,
        questions=rows.asked,
        by=request.user,
        **form.cleaned_data,
    ):
        draft.done()
        tell(request, "New version saved. Samples drawn from now on use it.")
        return redirect("cases:audits")
    return form_page(
        request,
        form,
        title="Questions of the audit",
        caption=f"{authority}, version {now.number}" if now else str(authority),
        back=reverse("cases:audits"),
        button="Save as a new version",
        template="cases/audit_form.html",
        draft=draft,
        rows=rows,
    )


def _questions(now: AuditForm | None) -> tuple[Asked, ...]:
    if now is None:
        return FIRST_QUESTIONS
    rows = now.questions.order_by("position").values_list(*Asked._fields)
    return tuple(Asked(*row) for row in rows)
