"""A strand's caseload: which of my team's families need something?"""

from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import Action, may, reach
from accounts.gates import needs
from cases.caseload import address, caseload_page, counts_of, lines_of
from cases.forms.caseload import SORTS, CaseloadFilters, WhereForm
from cases.models import Case
from cases.strand import strands

PLAIN = {"stage": "open", "worker": None, "team": None, "only": [], "sort": "-referred"}


@needs(Action.OPEN)
@require_http_methods(["GET"])
def caseload(request, slug):
    strand = next((strand for strand in strands() if strand.slug == slug), None)
    where = reach(request.user, Action.OPEN)
    if strand is None or not (where.authorities or slug in {s for _, s in where.strands}):
        raise Http404
    cases = Case.objects.for_user(request.user).in_strand(slug)
    form = CaseloadFilters(request.GET, user=request.user, strand=slug)
    asked = form.cleaned_data if form.is_valid() else PLAIN
    start = WhereForm(request.GET)
    page = caseload_page(cases, request.user, asked, start.cleaned_data if start.is_valid() else {})
    own = reverse("cases:caseload", args=[slug])
    return TemplateResponse(
        request,
        "cases/caseload.html",
        {
            "strand": strand,
            "counts": counts_of(cases),
            "form": form,
            "chosen": _chosen(own, asked),
            "lines": lines_of(page.rows),
            "columns": [_column(own, asked, name) for name in SORTS],
            "previous_url": own + address(asked, before=page.before) if page.before else "",
            "next_url": own + address(asked, after=page.after) if page.after else "",
            "clear_url": own,
            "may_refer": may(request.user, Action.REFER),
        },
    )


def _chosen(own: str, asked: dict) -> list[dict]:
    """Each filter that is on, with the list's address without it."""
    form = CaseloadFilters.base_fields
    stages, only = dict(form["stage"].choices), dict(form["only"].choices)
    chosen = []
    if asked["stage"] != PLAIN["stage"]:
        chosen.append({"text": stages[asked["stage"]], "url": own + address(asked, stage="")})
    chosen += [
        {"text": str(asked[name]), "url": own + address(asked, **{name: ""})}
        for name in ("worker", "team")
        if asked[name]
    ]
    for value in asked["only"]:
        rest = [other for other in asked["only"] if other != value]
        chosen.append({"text": only[value].capitalize(), "url": own + address(asked, only=rest)})
    return chosen


def _column(own: str, asked: dict, name: str) -> dict:
    now = asked["sort"]
    column = {"label": SORTS[name], "sort_url": own + address(asked, sort=name)}
    if now.lstrip("-") == name:
        descending = now.startswith("-")
        column["sorted"] = "descending" if descending else "ascending"
        column["sort_url"] = own + address(asked, sort=name if descending else f"-{name}")
    return column
