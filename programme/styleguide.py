"""The gallery of components, for developers on their own machine only."""

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.govuk.notices import tell

from .styleguide_forms import WRONG, ExampleFilters, ExampleForm

FAMILY = {
    "name": "Example family",
    "reference": "F-000123",
    "url": "#family",
    "people": [
        {"name": "Ava", "age": 9, "url": "#ava"},
        {"name": "Ben", "age": 12, "url": "#ben"},
        {"name": "Cai", "age": 15, "url": "#cai"},
    ],
    "alerts": "2 alerts",
    "restricted": True,
    "strands": ["Family Intervention", "Edge of care"],
}
TABLE = {
    "caption": "Open cases",
    "columns": [
        {"label": "Family", "sort_url": "?sort=family", "sorted": "ascending"},
        {"label": "Worker", "sort_url": "?sort=worker", "empty": "Nobody yet"},
        {"label": "Days open", "numeric": True},
        {"label": "Status"},
    ],
    "rows": [
        [{"text": "Example family", "url": "#1"}, "S. Okoro", "12", {"tag": "On time"}],
        [
            {"text": "Another family", "url": "#2"},
            "",
            "104",
            {"tag": "Overdue", "colour": "red"},
        ],
    ],
}
CARDS = [
    {
        "title": "Return interview",
        "url": "#task",
        "lines": ["Cai, 15", "Back Saturday 9:10pm. The 72 hours ended 4 hours ago."],
        "tag": "Overdue",
        "colour": "red",
        "state": "overdue",
        "actions": [
            {"text": "Record", "url": "#record", "primary": True},
            {"text": "Reassign", "url": "#reassign"},
        ],
    },
    {"title": "Visit", "url": "#visit", "lines": ["Ava, Ben and Cai", "Due Friday"]},
]
EVENTS = [
    {"year": 2026},
    {
        "title": "Child protection plan began",
        "when": date(2026, 5, 3),
        "by": "S. Okoro",
        "text": "For Ben and Cai.",
        "kind": "Status",
        "major": True,
    },
    {"gap": "Nothing recorded for 74 days"},
    {"title": "Visit", "when": date(2026, 2, 18), "by": "J. Pike", "text": "All three seen."},
]
ROWS = [
    {
        "key": "Date of birth",
        "value": "3 May 2014",
        "actions": [{"text": "Change", "url": "#change"}],
    },
    {"key": "School", "value": None},
]
TABS = [
    {"text": "Story", "url": "#story", "current": True},
    {"text": "People", "url": "#people", "count": 5},
    {"text": "Cases", "url": "#cases", "count": 2},
    {"text": "Documents", "url": "#documents"},
    {"text": "Who has looked", "url": "#looked"},
]
CHIPS = [
    {"name": "Ava Example", "age": 9, "url": "#ava"},
    {"name": "Dana Example", "detail": "mother", "url": "#dana"},
    {"name": "Ed Other", "detail": "father of Ben", "restricted": True},
]


@login_not_required
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component once; with ``?wrong=1`` the example form comes back with its errors."""
    if not settings.STYLEGUIDE:
        raise Http404
    wrong = "wrong" in request.GET
    tell(request, "Visit saved for Ava, Ben and Cai.", undo="/styleguide/")
    messages.warning(request, "Ben was not seen alone.")
    messages.error(request, "The letter could not be read.")
    messages.info(request, "A new version starts tonight.")
    return TemplateResponse(
        request,
        "styleguide/gallery.html",
        {
            "form": ExampleForm(WRONG) if wrong else ExampleForm(),
            "filters": ExampleFilters({"status": "open"}),
            "chosen": [{"text": "Open", "url": "?"}],
            "page": Paginator(range(240), 20).page(6),
            "identity": FAMILY,
            "table": TABLE,
            "cards": CARDS,
            "events": EVENTS,
            "summary_rows": ROWS,
            "tabs": TABS,
            "chips": CHIPS,
            "crumbs": [("My families", "#families"), ("Example family", "#family")],
            "colours": [
                *("", "grey", "green", "teal", "blue", "purple"),
                *("magenta", "red", "orange", "yellow"),
            ],
        },
    )


@login_not_required
@require_safe
def confirmation(request: HttpRequest) -> HttpResponse:
    if not settings.STYLEGUIDE:
        raise Http404
    return TemplateResponse(request, "styleguide/confirmation.html")
