"""A made-up family, and the pages by which it is referred."""

import re
from html import unescape

from django.urls import reverse

from cases.models import Intake

DETAILS = {
    "source": "2A",
    "referrer_name": "Ms Lee",
    "primary_need": "N4",
    "presenting_needs": ["3B", "4B"],
    "reason": "Attendance fell after the summer.",
    "family_agrees": "yes",
    "received": "now",
    "told": "received",
}
CHILD = {
    "p0-role": "child",
    "p0-forename": "Ava",
    "p0-surname": "O’Brien",
    "p0-date_of_birth_day": "3",
    "p0-date_of_birth_month": "may",
    "p0-date_of_birth_year": "2014",
    "p0-sex": "F",
}
MOTHER = {
    "p1-role": "parent",
    "p1-forename": "Dana",
    "p1-surname": "O’Brien",
    "p1-relation": "parent",
    "p1-responsibility": "on",
    "p1-phone": "07700 900123",
}
HOME = {"home-line_1": "1 High Street", "home-postcode": "po9 1aa"}
FAMILY = {"rows": "2", **CHILD, **MOTHER, **HOME}


def begin(client, words="Zed Nobody", **data):
    response = client.post(reverse("cases:refer"), {"words": words, **data})
    assert response.status_code == 302, response.context["form"].errors
    return Intake.objects.order_by("-created_at").first()


def page(name, intake):
    return reverse(f"cases:refer_{name}", args=[intake.pk])


def through(client, *, family=FAMILY, details=DETAILS, words="Zed Nobody"):
    """All the pages up to the last button."""
    intake = begin(client, words)
    assert client.post(page("people", intake), family).status_code == 302
    assert client.post(page("details", intake), details).status_code == 302
    return intake


def problems(response) -> str:
    """What the error summary at the top of the page says."""
    summary = re.search(r'govuk-error-summary__list">(.*?)</ul>', response.content.decode(), re.S)
    return unescape(re.sub(r"<[^>]+>", "", summary[1])) if summary else ""
