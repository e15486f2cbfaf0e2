"""The plan of a case: its page, what the family said, what is shared, and a manager's approval."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Action, may
from accounts.gates import needs
from accounts.govuk.notices import tell, warn
from accounts.models import AccessEvent
from accounts.once import once
from cases.codes.plans import ApprovalAnswer
from cases.drafts import FormDraft, draft_on
from cases.forms.plans import AgreementForm, ApprovalForm, PlanForm
from cases.identity import identity_of
from cases.models import Case, Plan, PlanAgreement, PlanVersion
from cases.paper import as_file, as_page
from cases.plan_approvals import may_approve
from cases.plan_content import content_of
from cases.plan_page import plan_page
from cases.plan_paper import plan_document
from cases.plan_people import family_of
from cases.services.facts import add_fact, change_fact
from cases.services.plans import (
    answer_approval,
    ask_for_approval,
    share_plan,
    start_plan,
)
from cases.services.refusals import Refused
from cases.services.stages import UNDER_WAY
from cases.views.conflicts import edit_record
from cases.views.opened_case import attempt, opened_case
from cases.views.pages import form_page, posted


def opened_plan(request, pk: int, action: Action = Action.OPEN, how: str = "") -> Plan:
    """The plan, if the user may open its case (404) and take this action on it (403). Logged."""
    plan = get_object_or_404(Plan.objects.for_user(request.user), pk=pk)
    plan.case = opened_case(request, plan.case_id, action, how=how)
    return plan


def plan_form_page(request, plan: Plan, form, *, title: str, **extra) -> HttpResponse:
    identity = identity_of(plan.case.family, request.user)
    back = plan.get_absolute_url() if plan.pk else plan.case.get_absolute_url()
    return form_page(request, form, title=title, back=back, identity=identity, **extra)


def _page(request, template: str, case: Case, **context) -> HttpResponse:
    identity = identity_of(case.family, request.user)
    return TemplateResponse(request, template, {"case": case, "identity": identity, **context})


@needs(Action.OPEN)
@require_http_methods(["GET"])
def case_plan(request, pk):
    """The plan under way; without one, the way to start one, and earlier plans."""
    case = opened_case(request, pk)
    plans = list(Plan.objects.for_user(request.user).filter(case=case).order_by("-pk"))
    now = next((plan for plan in plans if plan.is_under_way), None)
    if now is not None:
        return redirect(now)
    may_start = case.stage in UNDER_WAY and may(
        request.user, Action.RECORD, authority_id=case.authority_id, strand=case.strand
    )
    return _page(request, "cases/plan_none.html", case, plans=plans, may_start=may_start)


@needs(Action.RECORD)
@once
def plan_start(request, pk):
    case = opened_case(request, pk, Action.RECORD)
    plan = Plan(case=case)
    draft = draft_on(request, case, form="plan", title="Starting a plan", version=0)
    form = PlanForm(posted(request), user=request.user, instance=plan)
    if form.is_valid() and added(form, lambda: start_plan(plan=form.instance, by=request.user)):
        draft.done()
        tell(request, "Plan started. Now add the first goal.")
        return redirect(form.instance)
    return plan_form_page(request, plan, form, title="Start a plan", draft=draft)


def plan_draft(request, plan: Plan, record, form: str, title: str, **more) -> FormDraft:
    """`more`: the version, 0 for something that is added."""
    family = plan.case.family
    return draft_on(request, record, form=form, title=title, family=family, **more)


def added(form, write) -> bool:
    try:
        write()
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


@needs(Action.OPEN)
@require_http_methods(["GET"])
def plan(request, pk):
    found = opened_plan(request, pk)
    return _page(request, "cases/plan.html", found.case, page=plan_page(found, request.user))


@needs(Action.RECORD)
@once
def plan_edit(request, pk):
    found = opened_plan(request, pk, Action.RECORD)
    if not found.is_under_way:
        raise PermissionDenied
    return edited(
        request, found, found, PlanForm, title="Change the plan", saved="Plan saved.", about="plan"
    )


def edited(request, plan: Plan, record, form_class, *, title, saved, about) -> HttpResponse:
    draft = plan_draft(request, plan, record, "change", title)

    def save(form, seen_version, fields):
        change_fact(form.instance, by=request.user, seen_version=seen_version, fields=fields)

    def done(form):
        tell(request, saved)
        return redirect(plan)

    return edit_record(
        request,
        record=record,
        make_form=lambda data, row: form_class(data, user=request.user, instance=row),
        save=save,
        page=lambda form: plan_form_page(request, plan, form, title=title, draft=draft),
        done=done,
        about=about,
        draft=draft,
    )


@needs(Action.RECORD)
@once
def plan_agreement(request, pk, person_pk):
    """What one member of the family says of the plan; asked again, the answer is changed."""
    found = opened_plan(request, pk, Action.RECORD)
    family = family_of(found.case, request.user)
    person = next((one for one in family if one.pk == person_pk), None)
    if person is None:
        raise Http404
    if not found.is_under_way:
        raise PermissionDenied
    title = f"What {person.short_name} says of the plan"
    saved = f"Saved what {person.short_name} said."
    agreement = found.agreements.filter(person=person).first()
    if agreement is not None:
        return edited(
            request, found, agreement, AgreementForm, title=title, saved=saved, about=title
        )
    agreement = PlanAgreement(plan=found, person=person)
    draft = plan_draft(
        request, found, found, f"said-{person.pk}", "What was said of a plan", version=0
    )
    form = AgreementForm(posted(request), user=request.user, instance=agreement)
    if form.is_valid() and added(form, lambda: add_fact(form.instance, by=request.user)):
        draft.done()
        tell(request, saved)
        return redirect(found)
    return plan_form_page(request, found, form, title=title, draft=draft)


@needs(Action.RECORD)
@require_POST
@once
def plan_share(request, pk):
    found = opened_plan(request, pk, Action.RECORD)
    try:
        version = share_plan(plan=found, by=request.user)
    except Refused as refusal:
        warn(request, str(refusal))
        return redirect(found)
    tell(request, f"Version {version.number} is kept. Print it and give it to the family.")
    return redirect("cases:plan_version", found.pk, version.number)


@needs(Action.OPEN)
@require_http_methods(["GET"])
def plan_version(request, pk, number):
    """What the family was given, as the paper has it."""
    found = opened_plan(request, pk)
    version = _version(request, found, number)
    return as_page(
        request,
        plan_document(version, user=request.user, printed_at=timezone.now()),
        back=found.get_absolute_url(),
        file_urls=[
            (name, reverse("cases:plan_file", args=[pk, number, form]))
            for name, form in (("Word", "docx"), ("PDF", "pdf"))
        ],
        identity=identity_of(found.case.family, request.user),
    )


def _version(request, plan: Plan, number: int) -> PlanVersion:
    versions = PlanVersion.objects.for_user(request.user).select_related("plan__case__family")
    return get_object_or_404(versions, plan=plan, number=number)


@needs(Action.OPEN)
@require_http_methods(["GET"])
def plan_file(request, pk, number, form):
    found = opened_plan(request, pk, how=AccessEvent.How.EXPORT)
    document = plan_document(
        _version(request, found, number), user=request.user, printed_at=timezone.now()
    )
    return as_file(document, name=f"plan-{found.case.reference}-{number}", form=form)


@needs(Action.RECORD)
@require_POST
@once
def plan_ask(request, pk):
    found = opened_plan(request, pk, Action.RECORD)
    try:
        ask_for_approval(plan=found, by=request.user)
    except Refused as refusal:
        warn(request, str(refusal))
    else:
        tell(request, "Sent for approval. A manager sees it on their My day.")
    return redirect(found)


@needs(Action.APPROVE)
@require_http_methods(["GET", "POST"])
@once
def plan_approve(request, pk):
    found = opened_plan(request, pk, Action.APPROVE)
    approval = found.approvals.order_by("-pk").first()
    if approval is None or approval.answer:
        warn(request, "This plan is not waiting for approval.")
        return redirect(found)
    approval.plan = found
    if not may_approve(request.user, approval):
        raise PermissionDenied
    draft = plan_draft(request, found, approval, "approve", "Approving a plan")
    form = ApprovalForm(posted(request), initial={"read": content_of(found)})
    if form.is_valid():
        data = {name: form.cleaned_data[name] for name in ("answer", "reason", "read")}
        if attempt(form, answer_approval, approval=approval, by=request.user, **data):
            draft.done()
            approved = data["answer"] == ApprovalAnswer.APPROVED
            tell(request, "Plan approved." if approved else "Plan sent back.")
            return redirect(found)
    return _page(
        request,
        "cases/plan_approve.html",
        found.case,
        page=plan_page(found, request.user),
        form=form,
        draft=draft.shown_in(form),
    )
