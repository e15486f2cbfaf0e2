"""Measures: the tab of a family, a person's own, choosing and filling in an instrument, a result."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import Action, may
from accounts.gates import needs, require
from accounts.govuk.notices import tell, warn
from accounts.once import once
from cases.codes import MeasurePoint
from cases.drafts import FormDraft, draft_on
from cases.family_page import FamilyPage
from cases.forms.measures import MeasureForm
from cases.instruments import INSTRUMENTS, instrument_of, instrument_offered
from cases.instruments.definition import Words
from cases.measure_page import answers_of, series_holding
from cases.measure_series import series_of
from cases.models import Measure, Person
from cases.openings import person_opened
from cases.services.measures import amend_measure, record_measure, risks_in
from cases.services.refusals import Refused
from cases.views.conflicts import edit_record
from cases.views.families import family_tab, openable_family
from cases.views.pages import form_page, posted, record_number

SO_FAR = "so_far"


def _measures_of(user):
    return Measure.objects.for_user(user).select_related("person")


@needs(Action.OPEN)
@require_http_methods(["GET"])
def family_measures(request, pk) -> HttpResponse:
    page = FamilyPage(openable_family(request, pk), user=request.user)
    series = series_of(_measures_of(request.user).filter(person__in=page.everybody))
    return family_tab(request, page, "measures", "cases/family_measures.html", series=series)


@needs(Action.OPEN)
@require_http_methods(["GET"])
def person_measures(request, pk) -> HttpResponse:
    person = get_object_or_404(Person.objects.for_user(request.user), pk=pk)
    person_opened(request, person)
    return TemplateResponse(
        request,
        "cases/person_measures.html",
        {
            "person": person,
            "series": series_of(_measures_of(request.user).filter(person=person)),
            "may_record": may(request.user, Action.RECORD, authority_id=person.authority_id),
        },
    )


def _recordable(request, pk) -> Person:
    person = get_object_or_404(Person.objects.for_user(request.user).living_records(), pk=pk)
    require(request.user, Action.RECORD, authority_id=person.authority_id)
    person_opened(request, person)
    return person


@needs(Action.RECORD)
@require_http_methods(["GET"])
def measure_choose(request, pk) -> HttpResponse:
    person = _recordable(request, pk)
    context = {"person": person, "instruments": INSTRUMENTS}
    return TemplateResponse(request, "cases/measure_choose.html", context)


@needs(Action.RECORD)
@require_http_methods(["GET", "POST"])
@once
def measure_add(request, pk, slug) -> HttpResponse:
    instrument = instrument_offered(slug)
    if instrument is None:
        raise Http404
    person = _recordable(request, pk)
    measure = Measure(
        person=person, instrument=instrument.slug, instrument_version=instrument.version
    )
    draft = draft_on(
        request, person, form=f"measure-{slug}", title=f"{instrument.short_name}", version=0
    )
    initial = _from_earlier(request, measure)
    form = MeasureForm(
        posted(request),
        user=request.user,
        instance=measure,
        instrument=instrument,
        initial=initial,
    )
    if SO_FAR not in request.POST and form.is_valid():
        try:
            record_measure(measure=form.instance, by=request.user)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            draft.done()
            return _saved(request, form.instance, f"{instrument.short_name} saved.")
    back = reverse("cases:person_measures", args=[person.pk])
    return _page(request, form, draft, back=back)


def _from_earlier(request, measure: Measure) -> dict:
    """?again=7: the same informant, case and goals as that measure, answered anew."""
    text = request.GET.get("again", "")
    if not text:
        return {}
    rows = _measures_of(request.user).filter(person=measure.person, instrument=measure.instrument)
    earlier = get_object_or_404(rows, pk=record_number(text))
    words = [one for one in instrument_of(earlier).entries if isinstance(one, Words)]
    return {
        "informant": earlier.informant,
        "case": earlier.case_id,
        "point": MeasurePoint.REVIEW,
        **{f"answers__{one.slug}": earlier.answers.get(one.slug) for one in words},
    }


def _saved(request, measure: Measure, text: str) -> HttpResponse:
    tell(request, text)
    for risk in risks_in(measure):
        warn(request, f"Act on this today: {risk.task}. It is in your tasks and shown as an alert.")
    return redirect(measure)


def _page(request, form: MeasureForm, draft: FormDraft, *, back: str) -> HttpResponse:
    instrument = form.instrument
    return form_page(
        request,
        form,
        title=f"Change {instrument.name}" if form.instance.pk else instrument.name,
        caption=form.instance.person.full_name,
        intro=instrument.instruction,
        back=back,
        template="cases/measure_form.html",
        draft=draft,
        instrument=instrument,
        so_far=form.so_far() if SO_FAR in request.POST else "",
    )


def _openable(request, pk) -> Measure:
    rows = _measures_of(request.user).select_related("case", "created_by", "updated_by")
    measure = get_object_or_404(rows, pk=pk)
    person_opened(request, measure.person)
    return measure


@needs(Action.OPEN)
@require_http_methods(["GET"])
def measure(request, pk) -> HttpResponse:
    shown = _openable(request, pk)
    series, result = series_holding(shown, _measures_of(request.user))
    authority = shown.person.authority_id
    return TemplateResponse(
        request,
        "cases/measure.html",
        {
            "measure": shown,
            "person": shown.person,
            "series": series,
            "result": result,
            "instrument": result.instrument,
            "answers": answers_of(shown),
            "may_record": may(request.user, Action.RECORD, authority_id=authority),
        },
    )


@needs(Action.RECORD)
@require_http_methods(["GET", "POST"])
@once
def measure_edit(request, pk) -> HttpResponse:
    changing = _openable(request, pk)
    require(request.user, Action.RECORD, authority_id=changing.person.authority_id)
    instrument = instrument_of(changing)
    draft = draft_on(request, changing, form="change", title=f"{instrument.short_name}")

    def make_form(data, record):
        return MeasureForm(data, user=request.user, instance=record, instrument=instrument)

    def page(form):
        return _page(request, form, draft, back=changing.get_absolute_url())

    def save(form, seen_version, fields):
        amend_measure(
            measure=form.instance, by=request.user, seen_version=seen_version, fields=fields
        )

    if SO_FAR in request.POST:
        return page(make_form(request.POST, changing))
    return edit_record(
        request,
        record=changing,
        make_form=make_form,
        save=save,
        page=page,
        done=lambda form: _saved(request, form.instance, "Changes saved."),
        about=changing.person.full_name,
        draft=draft,
    )
