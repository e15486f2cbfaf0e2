"""Case file audits: drawing a sample, scoring its cases, and reading what was found."""

from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import Action
from accounts.gates import needs, require
from accounts.govuk.notices import tell, warn
from accounts.once import once
from cases.agreed_actions import AUDIT, tasks_from
from cases.audits_page import audit_start, sample_page
from cases.drafts import draft_on
from cases.forms.agreed_actions import action_rows
from cases.forms.audits import DrawForm, ScoreForm
from cases.identity import identity_of
from cases.models import AuditSample, CaseAudit
from cases.openings import case_opened
from cases.services.audits import draw_sample, score_case, why_not_score
from cases.views.opened_case import attempt
from cases.views.pages import form_page, posted


@needs(Action.AUDIT)
@require_http_methods(["GET"])
def audits(request):
    return TemplateResponse(request, "cases/audits.html", {"page": audit_start(request.user)})


@needs(Action.AUDIT)
@require_http_methods(["GET", "POST"])
@once
def audit_draw(request):
    form = DrawForm(posted(request), user=request.user)
    if form.is_valid():
        made = []
        if attempt(form, _draw, made=made, by=request.user, **form.cleaned_data):
            tell(request, "Cases drawn.")
            return redirect("cases:audit_sample", made[0].pk)
    return form_page(
        request,
        form,
        title="Draw cases to audit",
        intro="From cases under way or closed in the last six months that you may open and do "
        "not work on. How they were drawn is kept, so that it can be shown to be fair.",
        back=reverse("cases:audits"),
        button="Draw cases",
    )


def _draw(*, made: list, **asked) -> None:
    made.append(draw_sample(**asked))


@needs(Action.AUDIT)
@require_http_methods(["GET"])
def audit_sample(request, pk):
    rows = AuditSample.objects.for_user(request.user).select_related("form", "created_by")
    page = sample_page(get_object_or_404(rows, pk=pk), request.user)
    return TemplateResponse(request, "cases/audit_sample.html", {"page": page})


def _audit(rows, pk) -> CaseAudit:
    rows = rows.select_related("case__family", "sample__form", "auditor")
    return get_object_or_404(rows, pk=pk)


@needs(Action.AUDIT)
@require_http_methods(["GET", "POST"])
@once
def audit_score(request, pk):
    audit = _audit(CaseAudit.objects.for_user(request.user), pk)
    case = audit.case
    require(request.user, Action.AUDIT, authority_id=case.authority_id, strand=case.strand)
    back = reverse("cases:audit_sample", args=[audit.sample_id])
    if request.method == "GET" and (why_not := why_not_score(audit, request.user)):
        warn(request, why_not)
        return redirect(back)
    case_opened(request, case)
    draft = draft_on(request, audit, form="score", title="Case file audit", family=case.family)
    form = ScoreForm(posted(request), questions=audit.sample.form.questions.order_by("position"))
    actions = action_rows(posted(request), cases=[case], user=request.user)
    both_valid = all([form.is_valid(), actions.is_valid()])
    if both_valid and attempt(
        form,
        score_case,
        audit=audit,
        answers=form.answers,
        strengths=form.cleaned_data["strengths"],
        to_improve=form.cleaned_data["to_improve"],
        actions=actions.agreed,
        by=request.user,
    ):
        draft.done()
        tell(request, f"Case {case.reference} scored.")
        return redirect(back)
    return form_page(
        request,
        form,
        title=f"Audit of case {case.reference}",
        back=back,
        button="Give this score",
        identity=identity_of(case.family, request.user),
        template="cases/discussion_form.html",
        draft=draft,
        rows=actions,
    )


@needs(Action.OPEN)
@require_http_methods(["GET"])
def audit(request, pk):
    found = _audit(CaseAudit.objects.for_user(request.user).readable(request.user).finished(), pk)
    case_opened(request, found.case)
    return TemplateResponse(
        request,
        "cases/audit.html",
        {
            "audit": found,
            "case": found.case,
            "scores": found.scores.select_related("question").order_by("question__position"),
            "tasks": tasks_from(AUDIT, [found.pk], request.user)[found.pk],
            "identity": identity_of(found.case.family, request.user),
        },
    )
