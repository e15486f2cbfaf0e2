"""The page frame, the components and the pages for when something is not as it should be."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib import messages
from django.contrib.messages.storage.session import SessionStorage
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import get_template, render_to_string
from django.test import Client
from django.urls import reverse

from accounts.govuk.notices import tell
from programme.styleguide_forms import WRONG, ExampleForm
from tests.cast import sign_in

from .template_files import own_templates

STRANDS = [{"name": "Edge of care", "url": "/edge/"}]
INLINE = re.compile(
    r"\sstyle=|\son[a-z]+=|javascript:|<style|<script(?![^>]*(src=|application/json))", re.I
)


def draw(source, request=None, **context):
    return engines["django"].from_string(source).render(context, request)


@pytest.fixture
def frame(rf):
    """A page with a form in it, drawn for nobody in particular."""
    request = rf.get("/somewhere/")
    source = '{% extends "base.html" %}{% block title %}Take a referral{% endblock %}'
    return lambda **context: draw(source, request, **context)


@pytest.mark.parametrize("name", own_templates())
def test_template_compiles_and_holds_nothing_inline(name):
    template = get_template(name)

    assert not INLINE.search(template.template.source)


def test_title_says_where_you_are(frame):
    assert "<title>Take a referral – Strands</title>" in frame()


def test_title_and_summary_tell_of_errors_without_the_page_asking(frame):
    html = frame(anything=ExampleForm(WRONG))

    assert "<title>Error: Take a referral – Strands</title>" in html
    assert "There is a problem" in html
    assert 'href="#id_full_name"' in html


def test_summary_finds_forms_in_a_list_and_counts_each_once(frame):
    form = ExampleForm(WRONG)

    html = frame(forms=[form], form=form)

    assert html.count("Enter full name") == 1


def test_unsent_form_is_no_error(frame):
    html = frame(form=ExampleForm())

    assert "<title>Take a referral – Strands</title>" in html
    assert "There is a problem" not in html


def test_frame_offers_search_and_referral_only_to_those_who_may(frame):
    offered = frame(may_search=True, may_refer=True, nav_strands=STRANDS)
    withheld = frame(nav_strands=STRANDS)

    assert f'role="search" action="{reverse("cases:search")}"' in offered
    assert f'href="{reverse("cases:refer")}"' in offered
    assert 'role="search"' not in withheld
    assert f'href="{reverse("cases:refer")}"' not in withheld


def test_frame_marks_the_page_shown_and_the_strand_it_is_in(rf):
    strands = [
        {"name": "Edge", "url": "/edge/"},
        {"name": "FIT", "url": "/fit/", "current": True},
        {"name": "Willow", "url": "/willow/"},
    ]

    html = draw('{% extends "base.html" %}', rf.get("/edge/"), nav_strands=strands)

    marks = re.findall(r'navigation__link" href="/(\w+)/"(?: aria-current="(\w+)")?', html)
    assert marks == [("edge", "page"), ("fit", "true"), ("willow", "")]


def test_dates_are_written_as_people_say_them():
    when = datetime(2026, 5, 3, 14, 5, tzinfo=ZoneInfo("Europe/London"))

    assert draw("{{ day }}, {{ when }}", day=when.date(), when=when) == (
        "3 May 2026, 3 May 2026, 14:05"
    )
    assert draw("{{ day }}", day=date(2026, 1, 18)) == "18 January 2026"


def test_demonstration_says_so_on_every_page(frame):
    assert "Made-up people only" in frame(demo_mode=True)
    assert "Made-up people only" not in frame(demo_mode=False)


@pytest.mark.django_db
def test_signing_out_is_a_form_that_is_posted(worker):
    html = sign_in(worker).get("/no-such-page/").content.decode()

    assert re.search(r'<form method="post" action="/account/logout/"><input[^>]*csrf', html)
    assert worker.name in html


def test_message_says_what_happened_and_offers_to_undo(rf):
    request = rf.get("/")
    request.session = {}
    request._messages = SessionStorage(request)
    tell(request, "Visit saved for <Ava>.", undo="/visits/3/undo/")

    html = draw('{% include "frame/messages.html" %}', request)

    assert "Visit saved for &lt;Ava&gt;." in html
    assert '<form class="strands-alert__undo" method="post" action="/visits/3/undo/">' in html


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "evil"])
def test_undo_never_leads_to_another_site(elsewhere):
    message = messages.storage.base.Message(messages.SUCCESS, "Saved", f"undo:{elsewhere}")

    assert "evil" not in draw("{{ message|undo_url }}", message=message)


def test_pages_are_numbered_with_gaps_and_keep_the_filters(rf):
    page = Paginator(range(240), 20).page(6)

    html = render_to_string(
        "components/pagination.html", {"page": page}, rf.get("/cases/?status=open&page=6")
    )

    assert 'href="?status=open&amp;page=5"' in html
    assert 'aria-label="Page 6" aria-current="page"' in html
    assert html.count("&ctdot;") == 2


def test_one_page_needs_no_pagination(rf):
    page = Paginator(range(3), 20).page(1)

    assert render_to_string("components/pagination.html", {"page": page}, rf.get("/")).strip() == ""


def test_keyset_pages_have_only_before_and_after(rf):
    html = render_to_string("components/pagination.html", {"next_url": "?after=3"}, rf.get("/"))

    assert 'href="?after=3"' in html
    assert 'rel="prev"' not in html


def test_table_says_which_way_it_is_sorted_and_what_is_missing():
    html = render_to_string(
        "components/table.html",
        {
            "caption": "Cases",
            "columns": [
                {"label": "Family", "sort_url": "?o=f", "sorted": "descending"},
                {"label": "Days", "numeric": True},
                {"label": "Worker", "empty": "Nobody yet"},
            ],
            "rows": [[{"text": "Hill", "url": "/f/1/"}, 0, None]],
        },
    )

    assert 'aria-sort="descending"' in html
    assert re.search(r'data-label="Days">\s*0\s*</td>', html)
    assert "Nobody yet" in html
    assert '<a class="govuk-link" href="/f/1/">Hill</a>' in html


def test_summary_list_says_when_nothing_is_recorded():
    rows = [{"key": "School", "value": None}, {"key": "Visits", "value": 0}]

    html = render_to_string("components/summary_list.html", {"rows": rows})

    assert html.count("Not recorded") == 1
    assert re.search(r"__value\">0</dd>", html)


@pytest.mark.parametrize("name", ["400.html", "500.html", "429.html"])
def test_fault_page_needs_no_database_and_no_request(name):
    """No fixture gives these a database: a query would fail the test."""
    html = render_to_string(name)

    assert "<h1" in html
    assert "Strands</title>" in html


@pytest.mark.django_db
def test_unknown_address_is_explained_without_saying_which_it_is(worker):
    response = sign_in(worker).get("/families/999999999/")

    assert response.status_code == 404
    assert "You may not open this, or it does not exist" in response.content.decode()


@pytest.fixture
def strict(worker):
    """A browser that sends no token, signed in."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.django_db
def test_stale_form_of_our_own_gives_back_what_was_typed(strict):
    typed = "Said and done: O'Brien & <b>Zoë</b>"

    response = strict.post(
        "/account/logout/", {"account": typed}, headers={"Origin": "http://testserver"}
    )

    html = response.content.decode()
    assert response.status_code == 403
    assert "O&#x27;Brien &amp; &lt;b&gt;Zoë" in html
    assert 'action="/account/logout/"' in html
    assert "csrfmiddlewaretoken" in html


@pytest.mark.django_db
@pytest.mark.parametrize("headers", [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}])
def test_form_from_elsewhere_is_never_offered_to_be_sent(strict, headers):
    response = strict.post("/account/logout/", {"account": "Give me all"}, headers=headers)

    assert response.status_code == 403
    assert "Give me all" not in response.content.decode()
    assert "<form" not in response.content.decode()


@pytest.mark.django_db
def test_password_is_never_given_back(strict):
    response = strict.post(
        "/account/login/",
        {"login": "a@example.org", "password": "secret-words"},
        headers={"Origin": "http://testserver"},
    )

    assert response.status_code == 403
    assert "secret-words" not in response.content.decode()
