"""Restricting a family to named people, and naming who must not see it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from accounts.access import Action
from accounts.gates import needs, require
from accounts.govuk.notices import tell, warn
from accounts.once import once
from cases.drafts import FormDraft, draft_on
from cases.forms.restriction import AccessForm, RestrictForm, StaffSearchForm
from cases.identity import identity_of
from cases.models import Family, FamilyAccess
from cases.openings import family_opened
from cases.services import restriction
from cases.services.records import SavedMeanwhile
from cases.services.refusals import Refused
from cases.views.conflicts import edit_record
from cases.views.pages import form_page, posted


def _family(request, pk) -> Family:
    family = get_object_or_404(Family.objects.for_user(request.user), pk=pk)
    require(request.user, Action.RESTRICT, authority_id=family.authority_id)
    family_opened(request, family)
    return family


def _back(request, family: Family, text: str) -> HttpResponse:
    """To the restriction page, or home when the reader has just given up their own access."""
    tell(request, text)
    if not Family.objects.for_user(request.user).filter(pk=family.pk).exists():
        warn(request, f"You can no longer open {family.reference}.")
        return redirect("home")
    return redirect("cases:family_restrict", family.pk)


@needs(Action.RESTRICT)
@once
def family_restrict(request, pk) -> HttpResponse:
    family = _family(request, pk)

    def save(form, seen_version, fields):
        restriction.restrict(
            family=form.instance,
            contact=form.cleaned_data["restricted_contact"],
            allow=form.allowed if not family.restricted else (),
            reason=form.cleaned_data.get("reason") or "Contact for this family",
            by=request.user,
            seen_version=seen_version,
        )

    draft = draft_on(request, family, form="restrict", title="Restricting a family")
    return edit_record(
        request,
        record=family,
        make_form=lambda data, record: RestrictForm(data, user=request.user, instance=record),
        save=save,
        page=lambda form: _page(request, family, form, draft),
        done=lambda form: _back(request, family, "Saved who may see this family."),
        about=str(family),
        draft=draft,
    )


def _page(request, family: Family, form, draft: FormDraft) -> HttpResponse:
    entries = FamilyAccess.objects.for_user(request.user).current().filter(family=family)
    entries = list(entries.select_related("user", "created_by").order_by("user__name", "pk"))
    return form_page(
        request,
        form,
        title="Who may see this family",
        back=family.get_absolute_url(),
        identity=identity_of(family, user=request.user),
        template="cases/restrict.html",
        draft=draft,
        button="Save the contact" if family.restricted else "Restrict this family",
        family=family,
        allowed=[one for one in entries if one.kind == FamilyAccess.Kind.ALLOW],
        denied=[one for one in entries if one.kind == FamilyAccess.Kind.DENY],
    )


@needs(Action.RESTRICT)
@once
def family_restrict_lift(request, pk) -> HttpResponse:
    family = _family(request, pk)
    if request.method == "POST" and family.restricted:
        try:
            restriction.lift(family=family, by=request.user, seen_version=family.version)
        except SavedMeanwhile:
            warn(request, "Somebody else has just changed this family. Look again.")
            return redirect("cases:family_restrict", family.pk)
        return _back(request, family, "This family is no longer restricted.")
    return _confirm(
        request,
        family,
        question="Lift the restriction?",
        text="Everyone whose role lets them will see this family again. People on the list "
        "“must not see” still will not.",
        yes="Yes, lift the restriction",
    )


@needs(Action.RESTRICT)
@once
def family_access_add(request, pk) -> HttpResponse:
    """Find a member of staff, then put them on one of the lists."""
    family = _family(request, pk)
    search = StaffSearchForm(posted(request), user=request.user, family=family)
    found = search.found() if search.is_valid() else []
    if not found or "find" in request.POST:
        return _access_page(request, family, search, found)
    form = AccessForm(request.POST, user=request.user, family=family, found=found)
    if form.is_valid():
        data = form.cleaned_data
        try:
            restriction.name_on_list(
                family=family,
                user=data["staff"],
                kind=data["kind"],
                reason=data["reason"],
                by=request.user,
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _back(request, family, f"{data['staff'].name} is on the list.")
    return _access_page(request, family, search, found, form)


def _access_page(request, family: Family, search, found, form=None) -> HttpResponse:
    if form is None and found:
        initial = {"name": search.cleaned_data["name"]}
        form = AccessForm(user=request.user, family=family, found=found, initial=initial)
    return TemplateResponse(
        request,
        "cases/restrict_add.html",
        {
            "search": search,
            "form": form,
            "nobody": search.is_bound and search.is_valid() and not found,
            "family": family,
            "identity": identity_of(family, user=request.user),
        },
    )


@needs(Action.RESTRICT)
@once
def family_access_end(request, pk) -> HttpResponse:
    entries = FamilyAccess.objects.for_user(request.user).filter(ends=None)
    entry = get_object_or_404(entries.select_related("family", "user"), pk=pk)
    family = entry.family
    require(request.user, Action.RESTRICT, authority_id=family.authority_id)
    family_opened(request, family)
    if family.restricted and entry.user_id == family.restricted_contact_id:
        warn(request, f"Others are told to contact {entry.user.name}. Choose another first.")
        return redirect("cases:family_restrict", family.pk)
    if request.method == "POST":
        restriction.take_off_list(entry=entry, by=request.user)
        return _back(request, family, f"{entry.user.name} is off the list.")
    own = entry.user_id == request.user.pk and entry.kind == FamilyAccess.Kind.ALLOW
    return _confirm(
        request,
        family,
        question=f"Take {entry.user.name} off the list?",
        text="This is you: you will not be able to open this family any more."
        if own and family.restricted
        else "It takes effect at once.",
        yes="Yes, take off the list",
    )


def _confirm(request, family: Family, **words) -> HttpResponse:
    return TemplateResponse(
        request,
        "cases/restrict_confirm.html",
        {
            **words,
            "family": family,
            "no_url": reverse("cases:family_restrict", args=[family.pk]),
            "identity": identity_of(family, user=request.user),
        },
    )
