"""The search page and the panel under the box, through the browser's requests."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.cast import sign_in

pytestmark = pytest.mark.django_db
PAGE = "/search/"
PANEL = "/search/suggestions/"


def ask(client, words, filters="") -> str:
    client.post(PAGE, {"q": words})
    response = client.get(PAGE + filters)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def client(worker):
    return sign_in(worker)


@pytest.fixture
def ava(worker):
    person = factories.make_person("Ava", "Hill")
    factories.allocate(factories.make_case(factories.make_family(people=[person])), worker)
    return person


def test_words_are_kept_out_of_every_address(client, ava):
    for number in range(25):
        factories.make_person("Ava", f"Hill{'abcdefghijklmnopqrstuvwxyz'[number]}")
    response = client.post(PAGE, {"q": "Ava Hill"})
    assert response.status_code == 302
    assert response.url == PAGE
    text = client.get(PAGE).content.decode()
    assert "page=2" in text
    assert "q=" not in text
    assert 'method="get"' in text, "the filters"
    assert 'name="q"' not in text.split('method="get"')[1].split("</form>")[0]


def test_last_search_is_still_there_after_going_back(client, ava):
    assert ava.get_absolute_url() in ask(client, "ava hill")
    client.get(ava.get_absolute_url())
    text = client.get(PAGE).content.decode()
    assert ava.get_absolute_url() in text
    assert 'value="ava hill"' in text


def test_last_search_is_of_this_session_only(client, ava, colleague):
    ask(client, "ava hill")
    assert "ava hill" not in sign_in(colleague).get(PAGE).content.decode()


def test_search_page_without_words_says_what_to_type(client):
    text = client.get(PAGE).content.decode()
    assert "What you can type" in text
    assert "Nobody found" not in text


def test_nobody_found_says_what_to_try(client):
    text = ask(client, "zzyzx quux")
    assert "Nobody found" in text
    assert "only the last name" in text


def test_one_letter_asks_for_more(client):
    assert "Type at least two letters" in ask(client, "a")


def test_hit_says_why_and_who_works_with_them(client, ava):
    text = ask(client, "eva hill")
    assert "Ava is" in text or "Ava sounds" in text
    assert "Edge of care" in text
    assert "Priya Shah" in text


def test_record_of_another_strand_has_no_link_but_a_contact(visitor, ava):
    text = ask(sign_in(visitor), "ava hill")
    assert f'href="{ava.get_absolute_url()}"' not in text
    assert ava.reference not in text
    assert "ask Priya Shah" in text


def test_restricted_record_is_one_sentence(client, worker, colleague):
    hidden = factories.make_person("Bea", "Stone")
    factories.make_family("Stone", people=[hidden], restricted=True, restricted_contact=colleague)
    text = ask(client, "bea stone")
    assert "A restricted record may match." in text
    assert "Tom Reed, Edge of care Havant" in text
    assert hidden.reference not in text
    assert 'class="strands-hit"' not in text


def test_filters_are_in_the_address_and_can_be_taken_off(client, ava):
    adult = factories.make_person("Ada", "Hill", date_of_birth="1980-01-01")
    text = ask(client, "hill", "?who=adults&strand=")
    assert adult.get_absolute_url() in text
    assert ava.get_absolute_url() not in text
    assert "Remove this filter" in text


def test_filter_that_does_not_exist_is_told_and_not_used(client, ava):
    text = ask(client, "hill", "?strand=nonsense&who=martians")
    assert ava.get_absolute_url() in text
    assert "There is a problem" in text


@pytest.mark.parametrize("page", ["0", "-1", "x", "999", "٣"])
def test_page_number_that_is_none_is_no_error(client, ava, page):
    ask(client, "hill", f"?page={page}")


def test_page_beyond_the_last_offers_the_first(client, ava):
    assert "There is no page 3" in ask(client, "hill", "?page=3")


@pytest.mark.parametrize(
    "words", ["'; DROP TABLE x --", "<script>alert(1)</script>", "%", "\0", "x" * 999]
)
def test_odd_words_are_shown_as_typed_and_no_error(client, words):
    text = ask(client, words)
    assert "<script>alert" not in text


def test_panel_lists_people_and_tells_how_many(client, ava):
    response = client.post(PANEL, {"q": "ava h"}, headers={"HX-Request": "true"})
    text = response.content.decode()
    assert ava.get_absolute_url() in text
    assert "1 person found" in text
    assert "<html" not in text


def test_panel_of_nothing_is_empty(client, ava):
    assert "strands-suggest__" not in client.post(PANEL, {"q": " "}).content.decode()


def test_panel_does_not_change_the_last_search(client, ava):
    ask(client, "ava hill")
    client.post(PANEL, {"q": "zz"})
    assert 'value="ava hill"' in client.get(PAGE).content.decode()


def test_panel_is_asked_by_post_only(client):
    assert client.get(PANEL, {"q": "ava"}).status_code == 405


@pytest.mark.parametrize("who", ["volunteer", "partner", "analyst", "administrator"])
def test_those_who_may_not_find_are_refused(request, who):
    client = sign_in(request.getfixturevalue(who))
    assert client.get(PAGE).status_code in (302, 403)
    assert client.post(PANEL, {"q": "ava"}).status_code in (302, 403)
    assert client.get(PAGE, follow=True).status_code in (200, 403)


def test_anonymous_is_sent_to_sign_in(client):
    client.logout()
    assert client.get(PAGE).status_code == 302
    assert client.post(PANEL, {"q": "ava"}).status_code == 302


def test_page_asks_the_database_as_often_for_many_hits_as_for_few(client, worker):
    def add():
        person = factories.make_person("Ava", "Hill")
        factories.allocate(factories.make_case(factories.make_family(people=[person])), worker)

    def queries() -> int:
        client.get(PAGE)
        with CaptureQueriesContext(connection) as captured:
            client.get(PAGE)
        return len(captured)

    add()
    client.post(PAGE, {"q": "hill"})
    few = queries()
    for _ in range(10):
        add()
    assert queries() == few
