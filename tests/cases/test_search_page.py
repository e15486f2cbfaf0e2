"""The search page and the panel under the box, through the browser's requests."""

import pytest

from tests.cast import sign_in

pytestmark = pytest.mark.django_db
PAGE = "/search/"


def ask(client, words):
    response = client.post(PAGE, {"q": words}, follow=True)
    assert response.status_code == 200
    return response


def test_words_are_kept_out_of_the_address(worker):
    response = sign_in(worker).post(PAGE, {"q": "Ava Hill"})
    assert response.status_code == 302
    assert response.url == PAGE
