"""What the pages of a referral refuse, and that nothing typed is lost by it."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from cases.models import Person
from tests.cases.taking_referrals import (
    DETAILS,
    FAMILY,
    begin,
    page,
    problems,
)
from tests.cast import sign_in


@pytest.fixture
def client(worker):
    return sign_in(worker)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"p0-date_of_birth_year": "1899"}, "Date of birth must be 1 January 1900 or after"),
        ({"p0-date_of_birth_year": "2100"}, "Date of birth must be today or in the past"),
        ({"p0-date_of_birth_year": "1980"}, "This date makes them"),
        ({"p0-surname": ""}, "Enter a last name"),
        ({"p0-forename": "x" * 201}, "200 characters"),
        ({"p0-role": "parent"}, "at least one child"),
        ({"p0-role": "uncle"}, "Select a valid choice"),
        ({"p1-relation": ""}, "what they are to the child"),
        ({"p1-relation": "friend"}, "cannot hold parental responsibility"),
        ({"home-line_1": ""}, "Enter the first line of the address"),
        (
            {
                "p0-expected_date_day": "1",
                "p0-expected_date_month": "1",
                "p0-expected_date_year": "2027",
            },
            "Leave the due date empty",
        ),
        ({"p0-same_as": "999999"}, "no longer open to you"),
        ({"rows": "0"}, "at least one child"),
        ({"rows": "many"}, "at least one child"),
    ],
)
def test_people_page_says_what_is_wrong_and_keeps_what_was_typed(client, change, words):
    intake = begin(client)
    sent = client.post(page("people", intake), {**FAMILY, **change})
    assert sent.status_code == 200
    assert words.lower() in problems(sent).lower()
    intake.refresh_from_db()
    assert intake.typed("people")["home-postcode"] == "po9 1aa"
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"source": ""}, "who is making the referral"),
        ({"primary_need": ""}, "the main need"),
        ({"reason": " "}, "why help is needed"),
        ({"presenting_needs": ["3B", "21"]}, "cannot be chosen with a need"),
        ({"presenting_needs": ["18A"]}, "not one of the available choices"),
        ({"received": "earlier"}, "Enter the day we received it"),
        (
            {
                "received": "earlier",
                "received_on_day": "1",
                "received_on_month": "1",
                "received_on_year": "2100",
            },
            "must be today or in the past",
        ),
        (
            {
                "received": "earlier",
                "received_on_day": "1",
                "received_on_month": "1",
                "received_on_year": "2020",
                "received_time": "25:00",
            },
            "Enter a time",
        ),
    ],
)
def test_details_page_says_what_is_wrong_and_keeps_what_was_typed(client, change, words):
    intake = begin(client)
    sent = client.post(page("details", intake), {**DETAILS, **change})
    assert sent.status_code == 200
    assert words.lower() in problems(sent).lower()
    intake.refresh_from_db()
    assert intake.typed("details")["referrer_name"] == "Ms Lee"


@pytest.fixture
def noon():
    """Today, so far from midnight that a minute later is still today."""
    with time_machine.travel(timezone.localtime().replace(hour=12), tick=True):
        yield


def test_referral_received_earlier_today_may_not_be_later_today(noon, client):
    intake = begin(client)
    soon = timezone.localtime() + timedelta(minutes=2)
    moment = {
        "received": "earlier",
        "received_on_day": soon.day,
        "received_on_month": soon.month,
        "received_on_year": soon.year,
        "received_time": f"{soon:%H:%M}",
    }
    sent = client.post(page("details", intake), {**DETAILS, **moment})
    assert "must be in the past" in problems(sent)


def test_rows_are_added_and_removed_without_losing_the_others(client):
    intake = begin(client)
    client.post(page("people", intake), {**FAMILY, "do": "add"})
    shown = client.get(page("people", intake)).context["page"]
    assert [row["forename"].value() or "" for row in shown.rows] == ["Ava", "Dana", ""]
    client.post(page("people", intake), {**FAMILY, "do": "remove-0"})
    shown = client.get(page("people", intake)).context["page"]
    assert [row["forename"].value() for row in shown.rows] == ["Dana"]
    assert shown.home["line_1"].value() == "1 High Street"
