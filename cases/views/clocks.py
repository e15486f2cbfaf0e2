"""The clocks of an authority: what each is, how long it runs there, and changing that."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import Action
from accounts.gates import needs
from accounts.govuk.notices import tell
from accounts.once import once
from cases.clock_settings import authorities_setting_clocks, clocks_of, setting_as_given
from cases.deadlines.registry import rule_named
from cases.deadlines.rule import ClockRule
from cases.forms.clocks import ClockForm
from cases.models import ClockSetting
from cases.services.clocks import set_clock
from cases.services.refusals import Refused
from cases.views.conflicts import edit_record
from cases.views.opened_case import refuse
from cases.views.pages import form_page, posted


@needs(Action.SET_CLOCKS)
@require_http_methods(["GET"])
def clocks(request) -> HttpResponse:
    authorities = authorities_setting_clocks(request.user).order_by("name")
    refuse(unless=authorities.exists())
    found = clocks_of(authorities, request.user)
    return TemplateResponse(request, "cases/clocks.html", {"authorities": found})


@needs(Action.SET_CLOCKS)
@require_http_methods(["GET", "POST"])
@once
def clock(request, authority_pk, slug) -> HttpResponse:
    authority = get_object_or_404(authorities_setting_clocks(request.user), pk=authority_pk)
    rule = _rule(slug)
    rows = ClockSetting.objects.for_user(request.user).select_related("updated_by", "authority")
    setting = rows.filter(authority=authority, rule=rule.slug).first()
    if setting is None:
        return _first(request, setting_as_given(rule, authority), rule)
    return edit_record(
        request,
        record=setting,
        make_form=lambda data, row: ClockForm(data, user=request.user, instance=row, rule=rule),
        save=_save(request),
        page=lambda form: _page(request, form, rule),
        done=lambda form: redirect("cases:clocks"),
        about=f"the clock “{rule.name}”",
    )


def _rule(slug: str) -> ClockRule:
    try:
        return rule_named(slug)
    except KeyError:
        raise Http404 from None


def _first(request, setting: ClockSetting, rule: ClockRule) -> HttpResponse:
    form = ClockForm(posted(request), user=request.user, instance=setting, rule=rule)
    if form.is_valid():
        try:
            _save(request)(form, 0, [])
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return redirect("cases:clocks")
    return _page(request, form, rule)


def _save(request):
    def save(form, seen_version, fields):
        is_done = set_clock(
            setting=form.instance, by=request.user, seen_version=seen_version, fields=fields
        )
        later = "" if is_done else " Deadlines follow tonight."
        tell(request, f"Clock saved.{later}")

    return save


def _page(request, form: ClockForm, rule: ClockRule) -> HttpResponse:
    return form_page(
        request,
        form,
        title=rule.name,
        caption=f"Clock of {form.instance.authority}",
        intro=f"It starts with {rule.starts}. It is met when {rule.met_by}. "
        f"{rule.level}: {rule.source}.",
        back=reverse("cases:clocks"),
    )
