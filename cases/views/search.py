"""The search page and the suggestions under the box in the header.

The words searched for are names: they are sent by POST and kept in the session, so that they are
in no address, log or browser history. The filters and the page number are in the address.
"""

from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.access import Action
from accounts.gates import needs
from cases.forms.search import MOST_PAGES, SearchFiltersForm
from cases.search import search_people
from cases.search.query import clean

PAGE_SIZE = 20
SUGGESTED = 6
WORDS = "search_words"


@needs(Action.FIND)
def search(request):
    """The last search of this session; a new one arrives by POST."""
    if request.method == "POST":
        request.session[WORDS] = clean(request.POST.get("q", ""))
        return redirect("cases:search")
    text = request.session.get(WORDS, "")
    form = SearchFiltersForm(request.GET, user=request.user)
    form.is_valid()
    number = form.page_number
    page = search_people(
        request.user,
        text,
        filters=form.filters,
        limit=PAGE_SIZE,
        offset=(number - 1) * PAGE_SIZE,
    )
    context = {
        "form": form,
        "search_text": text,
        "results": page,
        "chosen": _chosen(request, form),
        "number": number,
        "first": (number - 1) * PAGE_SIZE + 1,
        "clear_url": reverse("cases:search"),
        "previous_url": _page_url(request, number - 1) if number > 1 else "",
        "next_url": _page_url(request, number + 1) if page.has_more and number < MOST_PAGES else "",
        "cut_short": page.has_more and number == MOST_PAGES,
    }
    return TemplateResponse(request, "cases/search.html", context)


@needs(Action.FIND)
@require_POST
def suggestions(request):
    """The first few people for what has been typed so far, for the panel under the search box."""
    text = clean(request.POST.get("q", ""))
    page = search_people(request.user, text, limit=SUGGESTED) if text else None
    context = {"results": page, "search_text": text}
    return TemplateResponse(request, "cases/search_suggestions.html", context)


def _chosen(request, form) -> list[dict[str, str]]:
    """The filters in force, each with the address of the list without it."""
    chosen = []
    for name, words in form.chosen_words():
        parameters = request.GET.copy()
        parameters.pop(name, None)
        parameters.pop("page", None)
        chosen.append({"text": words, "url": f"?{parameters.urlencode()}"})
    return chosen


def _page_url(request, number: int) -> str:
    parameters = request.GET.copy()
    parameters["page"] = number
    return f"?{parameters.urlencode()}"
