"""One case: its page, and the steps of its life."""

from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import Action, may
from accounts.gates import needs
from accounts.govuk.notices import tell
from accounts.once import once
from cases.case_page import case_page
from cases.codes import WhatReferrerWasTold
from cases.drafts import draft_on
from cases.engagement import engagement_of
from cases.forms.case_steps import (
    ACCEPT,
    DECLINE,
    END,
    CloseForm,
    DecideForm,
    StartForm,
    StepAcrossForm,
    ToldForm,
)
from cases.forms.intake import DetailsForm
from cases.identity import identity_of
from cases.intake import details_from
from cases.look_alikes import look_alikes_of
from cases.models import Referral
from cases.services.closure import close_case, reopen_case, start_work
from cases.services.referrals import (
    accept,
    decline,
    record_what_referrer_was_told,
    redirect_to_strand,
)
from cases.services.stepping import step_across as step_across_service
from cases.strand import strand_named
from cases.views.opened_case import attempt, opened_case

Told = WhatReferrerWasTold


def page_of(request, template: str, case, form, **context) -> TemplateResponse:
    identity = identity_of(case.family, request.user)
    return TemplateResponse(
        request,
        f"cases/{template}.html",
        {"case": case, "form": form, "identity": identity, **context},
    )


@needs(Action.OPEN)
@require_http_methods(["GET"])
def case(request, pk):
    opened = opened_case(request, pk)
    page = case_page(opened, request.user)
    return TemplateResponse(
        request,
        "cases/case.html",
        {
            "page": page,
            "case": opened,
            "identity": identity_of(opened.family, request.user),
            "points": engagement_of(opened, user=request.user),
            "may_rate": may(
                request.user,
                Action.RECORD,
                authority_id=opened.authority_id,
                strand=opened.strand,
            ),
            "may_tell": may(
                request.user,
                Action.DECIDE,
                authority_id=opened.authority_id,
                strand=opened.strand,
            ),
        },
    )


@needs(Action.DECIDE)
@require_http_methods(["GET", "POST"])
@once
def decide(request, pk):
    case = opened_case(request, pk, Action.DECIDE)
    draft = draft_on(request, case, form="decide", title="Deciding on the referral")
    form = DecideForm(request.POST or None, user=request.user, case=case)
    if form.is_valid() and attempt(form, _decide, case=case, form=form, by=request.user):
        draft.done()
        return redirect(_after_decision(request, case, form.cleaned_data["decision"]))
    referral = case.referrals.select_related("created_by").order_by("-received_at", "-pk").first()
    look_alikes = look_alikes_of(case, referral, request.user)
    return page_of(
        request,
        "decide",
        case,
        form,
        referral=referral,
        look_alikes=look_alikes,
        draft=draft.shown_in(form),
    )


def _decide(*, case, form, by) -> None:
    data = form.cleaned_data
    heard = {"told": data["told"], "told_note": data["told_note"]}
    common = {"case": case, "by": by, "note": data["note"], **heard}
    if data["decision"] == ACCEPT:
        accept(team=data["team"], **common)
    elif data["decision"] == DECLINE:
        decline(reason=data["decline_reason"], **common)
    else:
        redirect_to_strand(strand=data["strand"], **common)


def _after_decision(request, case, decision: str) -> str:
    if decision == ACCEPT:
        tell(request, "Referral accepted. Now choose who will work with the family.")
        return reverse("cases:allocate", args=[case.pk])
    tell(request, "Referral not accepted." if decision == DECLINE else "Referral sent on.")
    return case.get_absolute_url()


@needs(Action.DECIDE)
@require_http_methods(["GET", "POST"])
def told(request, pk, referral_pk):
    case = opened_case(request, pk, Action.DECIDE)
    referral = get_object_or_404(Referral.objects.for_user(request.user), pk=referral_pk, case=case)
    now = {"told": referral.told, "told_note": referral.told_note}
    form = ToldForm(request.POST or None, initial={**now, "seen_version": referral.version})
    if form.is_valid():
        if attempt(
            form,
            record_what_referrer_was_told,
            referral=referral,
            told=form.cleaned_data["told"],
            note=form.cleaned_data["told_note"],
            seen_version=form.cleaned_data["seen_version"],
            by=request.user,
        ):
            tell(request, "Saved what the referrer was told.")
            return redirect(case)
        form.data = {**form.data.dict(), "seen_version": referral.version}
    return page_of(
        request, "case_step", case, form, title="What the referrer was told", button="Save"
    )


@needs(Action.RECORD)
@require_http_methods(["GET", "POST"])
@once
def start(request, pk):
    case = opened_case(request, pk, Action.RECORD)
    form = StartForm(request.POST or None, case=case)
    if form.is_valid() and attempt(
        form, start_work, case=case, on=form.cleaned_data["on"], by=request.user
    ):
        tell(request, "Work with the family has started.")
        return redirect(case)
    return page_of(
        request, "case_step", case, form, title="Start the work", button="Start the work"
    )


@needs(Action.CLOSE)
@require_http_methods(["GET", "POST"])
@once
def close(request, pk):
    case = opened_case(request, pk, Action.CLOSE)
    draft = draft_on(request, case, form="close", title="Closing the case")
    form = CloseForm(request.POST or None, case=case)
    if form.is_valid() and attempt(
        form, close_case, case=case, by=request.user, **form.cleaned_data
    ):
        draft.done()
        tell(request, f"Case {case.reference} closed. It can be reopened if the family needs it.")
        return redirect(case)
    return page_of(
        request,
        "case_step",
        case,
        form,
        title="Close the case",
        button="Close the case",
        heading=True,
        draft=draft.shown_in(form),
    )


@needs(Action.CLOSE)
@require_http_methods(["GET", "POST"])
@once
def reopen(request, pk):
    case = opened_case(request, pk, Action.CLOSE)
    last = case.referrals.order_by("-received_at", "-pk").first()
    draft = draft_on(request, case, form="reopen", title="Reopening the case")
    form = DetailsForm(request.POST or None, initial=_as_before(last))
    if form.is_valid() and attempt(
        form,
        reopen_case,
        case=case,
        details=details_from(form),
        received_at=form.cleaned_data["received_at"],
        by=request.user,
    ):
        draft.done()
        tell(request, f"Case {case.reference} reopened. This counts as a re-referral.")
        return redirect(case)
    return page_of(request, "reopen", case, form, last=last, draft=draft.shown_in(form))


def _as_before(last: Referral | None) -> dict:
    """Who referred and what the needs were is offered again; why, this time, is asked afresh."""
    if last is None:
        return {}
    return {
        "source": last.source,
        "referrer_name": last.referrer_name,
        "referrer_organisation": last.referrer_organisation,
        "referrer_contact": last.referrer_contact,
        "primary_need": last.primary_need,
        "presenting_needs": last.presenting_needs,
        "family_agrees": "unknown",
        "received": "now",
        "told": Told.NOT_YET,
    }


@needs(Action.TRANSFER)
@require_http_methods(["GET", "POST"])
@once
def step_across(request, pk):
    case = opened_case(request, pk, Action.TRANSFER)
    draft = draft_on(request, case, form="step-across", title="Stepping across")
    form = StepAcrossForm(request.POST or None, case=case)
    if form.is_valid():
        data = form.cleaned_data
        done = attempt(
            form,
            step_across_service,
            case=case,
            strand=data["strand"],
            reason=data["reason"],
            close=data["after"] == END,
            outcome=data["outcome"],
            by=request.user,
        )
        if done:
            draft.done()
            tell(request, f"{strand_named(data['strand'])} has the referral and will decide.")
            return redirect(case)
    return page_of(
        request,
        "case_step",
        case,
        form,
        title="Step across to another strand",
        button="Step across",
        heading=True,
        draft=draft.shown_in(form),
    )
