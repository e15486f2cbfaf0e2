"""A second press of the same button does nothing more, even at the same moment."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Cover, Submission
from tests.accounts.test_cover import typed
from tests.cast import sign_in


def sent(absent, deputy) -> dict:
    today = timezone.localdate()
    days = today + timedelta(days=1), today + timedelta(days=2)
    return {**typed(absent, deputy, *days), "submission": str(uuid.uuid4())}


def test_second_press_is_taken_to_the_same_place(worker, colleague):
    client, answers = sign_in(worker), sent(worker, colleague)
    first = client.post("/account/cover/", answers)
    second = client.post("/account/cover/", answers)
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert Cover.objects.count() == 1


def test_form_that_came_back_with_errors_can_be_sent_again(worker, colleague):
    client, answers = sign_in(worker), sent(worker, colleague)
    wrong = client.post("/account/cover/", {**answers, "deputy": ""})
    assert answers["submission"] in wrong.content.decode()
    assert not Submission.objects.exists()
    assert client.post("/account/cover/", answers).status_code == 302
    assert Cover.objects.count() == 1


def test_token_that_is_not_one_is_replaced(worker):
    page = sign_in(worker).post("/account/cover/", {"submission": "'><script>"})
    assert "<script>" not in page.content.decode().split("<main")[1].split("</main")[0]


def test_somebody_elses_token_does_not_show_their_page(worker, colleague):
    answers = sent(worker, colleague)
    sign_in(worker).post("/account/cover/", answers)
    response = sign_in(colleague).post("/account/cover/", {**answers, "absent": ""})
    assert response.status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_moment_do_it_once(worker, colleague):
    answers = sent(worker, colleague)
    start, codes = threading.Barrier(2), []

    def press(client):
        start.wait()
        codes.append(client.post("/account/cover/", answers).status_code)
        connection.close()

    threads = [threading.Thread(target=press, args=(sign_in(worker),)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes == [302, 302]
    assert Cover.objects.count() == 1
