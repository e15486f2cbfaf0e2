"""A strand's list of cases: the sentence, the filters, the order, and page after page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.codes import CaseStage
from cases.models import Referral
from tests import factories
from tests.cases.taking_referrals import problems
from tests.cast import sign_in

EDGE = "/cases/in/edge/"


@pytest.fixture
def client(worker):
    return sign_in(worker)


def make(worker, name="Hill", **fields):
    family = factories.make_family(name, people=[factories.make_person("Ava", name)])
    return factories.make_case(family, by=worker, **fields)


def shown(client, **query):
    page = client.get(EDGE, query)
    assert page.status_code == 200
    return [line.case.family.name for line in page.context["lines"]]


def test_sentence_counts_the_whole_strand(client, worker, colleague):
    factories.allocate(make(worker, "One"), worker)
    make(worker, "Two", stage=CaseStage.ACCEPTED)
    make(worker, "Three", stage=CaseStage.REFERRED)
    make(worker, "Four", stage=CaseStage.REFERRED)
    Referral.objects.update(decision_due=timezone.now() + timedelta(days=1))
    late = Referral.objects.get(case__family__name="Four")
    Referral.objects.filter(pk=late.pk).update(decision_due=timezone.now() - timedelta(days=1))
    make(worker, "Five", stage=CaseStage.CLOSED)
    make(worker, "Six", strand="fit")
    page = client.get(EDGE, {"only": "no_worker"})
    assert (
        "4 open cases, 1 without a key worker, 2 waiting for a decision (1 late)."
        in page.content.decode()
    )


def test_filters_narrow_the_list_and_stand_in_the_address(client, worker, colleague, edge_team):
    one = make(worker, "One", team=edge_team)
    factories.allocate(one, colleague)
    two = make(worker, "Two", stage=CaseStage.REFERRED)
    three = make(worker, "Three", stage=CaseStage.CLOSED)
    two.referrals.update(is_rereferral=True, decision_due=timezone.now() - timedelta(days=1))
    assert set(shown(client)) == {"One", "Two"}
    assert shown(client, stage="closed") == ["Three"] == shown(client, stage="ended")
    assert set(shown(client, stage="all")) == {"One", "Two", "Three"}
    assert shown(client, worker=colleague.pk) == ["One"] == shown(client, team=edge_team.pk)
    assert shown(client, only="no_worker") == ["Two"] == shown(client, only="overdue")
    assert shown(client, only=["reopened", "overdue"]) == ["Two"]
    assert three.is_open is False
    page = client.get(EDGE, {"worker": colleague.pk, "only": "no_worker"})
    assert "No cases match" in page.content.decode()
    assert [chosen["text"] for chosen in page.context["chosen"]] == [
        "Tom Reed",
        "Without a key worker",
    ]
    assert page.context["chosen"][0]["url"] == f"{EDGE}?only=no_worker"


@pytest.mark.parametrize(
    "query",
    [
        {"stage": "sleeping"},
        {"worker": "0"},
        {"worker": "x"},
        {"sort": "password"},
        {"only": "mine"},
        {"team": "999999"},
    ],
)
def test_nonsense_in_the_address_shows_the_plain_list_and_says_so(client, worker, query):
    make(worker)
    page = client.get(EDGE, query)
    assert page.status_code == 200
    assert len(page.context["lines"]) == 1
    assert problems(page)


@pytest.mark.parametrize("where", ["x", "-3", "999999", "9" * 30])
def test_page_from_nowhere_starts_at_the_top(client, worker, where):
    make(worker)
    assert shown(client, after=where) == ["Hill"]


@pytest.mark.parametrize("sort", ["referred", "-referred", "family", "-family", "worker", "due"])
def test_pages_follow_one_another_without_gaps_and_back(client, worker, colleague, sort):
    for n in range(60):
        case = make(worker, f"Name {n % 7}", stage=CaseStage.REFERRED if n % 3 else "active")
        if n % 4 == 0:
            factories.allocate(case, worker if n % 8 else colleague)
    seen, address = [], f"{EDGE}?sort={sort}"
    pages = []
    while address:
        page = client.get(address)
        pages.append([line.case.pk for line in page.context["lines"]])
        seen += pages[-1]
        back, address = page.context["previous_url"], page.context["next_url"]
        assert "Name" not in address
    assert [len(p) for p in pages] == [25, 25, 10]
    assert len(set(seen)) == 60
    before = client.get(back)
    assert [line.case.pk for line in before.context["lines"]] == pages[1]
    first = client.get(before.context["previous_url"])
    assert [line.case.pk for line in first.context["lines"]] == pages[0]
    assert first.context["previous_url"] == ""


def test_sorting_turns_round_and_says_which_way(client, worker):
    for name in ("Beta", "alpha", "Gamma"):
        make(worker, name)
    up = client.get(EDGE, {"sort": "family"})
    assert up.context["columns"][0]["sorted"] == "ascending"
    down = client.get(up.context["columns"][0]["sort_url"])
    assert [x.case.pk for x in down.context["lines"]] == [
        x.case.pk for x in reversed(up.context["lines"])
    ]


def test_list_costs_the_same_however_long(client, worker, colleague):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(EDGE).status_code == 200
        return len(seen)

    make(worker)
    queries()
    few = queries()
    for n in range(8):
        factories.allocate(make(worker, f"Name {n}"), colleague)
    make(worker, "Last", stage=CaseStage.REFERRED)
    assert queries() == few


@pytest.mark.parametrize(
    ("who", "answer"),
    [
        ("colleague", 200),
        ("programme_manager", 200),
        ("governance", 200),
        ("neighbour", 200),
        ("visitor", 404),
        ("social_worker", 404),
        ("analyst", 403),
        ("volunteer", 403),
        ("partner", 403),
        ("administrator", 403),
    ],
)
def test_who_sees_the_caseload(who, answer, worker, request):
    make(worker, "Quill")
    page = sign_in(request.getfixturevalue(who)).get(EDGE)
    assert page.status_code == answer
    if who == "neighbour":
        assert "Quill" not in page.content.decode()


def test_restricted_family_is_neither_listed_nor_counted(client, worker, manager):
    case = make(worker, "Quill")
    case.family.restricted, case.family.restricted_contact = True, manager
    case.family.save()
    page = client.get(EDGE)
    assert "Quill" not in page.content.decode()
    assert page.context["counts"].open == 0


def test_unknown_strand_is_not_found(client):
    assert client.get("/cases/in/nowhere/").status_code == 404


def test_empty_caseload_says_what_to_do(client):
    page = client.get(EDGE).content.decode()
    assert "No open cases" in page
    assert reverse("cases:refer") in page
