"""While a referral is taken: is it one of the people we know?"""

import pytest
from django.urls import reverse

from cases.models import Case, Intake, Person
from tests import factories
from tests.cases.taking_referrals import DETAILS, FAMILY, begin, page, problems
from tests.cast import sign_in


@pytest.fixture
def client(worker):
    return sign_in(worker)


@pytest.fixture
def ava(hampshire):
    """On record in another strand, spelt otherwise."""
    child = factories.make_person("Ava", "O'Brien")
    family = factories.make_family("O'Brien", people=[child])
    factories.make_case(family, strand="fit")
    return child


def test_likely_duplicate_is_shown_and_nothing_goes_on_until_answered(client, ava):
    intake = begin(client)
    sent = client.post(page("people", intake), FAMILY)
    assert sent.status_code == 200
    assert "Is it one of these people?" in sent.content.decode()
    assert client.get(page("details", intake)).status_code == 200
    client.post(page("details", intake), DETAILS)
    skipped = client.post(page("check", intake), {})
    assert skipped.url == page("people", intake), "the warning cannot be walked round"
    unanswered = client.post(page("people", intake), {**FAMILY, "asked_about": "p0"})
    assert "say that it is none of them" in problems(unanswered)
    assert Person.objects.count() == 1


def test_saying_it_is_someone_else_holds_until_the_details_change(client, ava):
    intake = begin(client)
    answer = {**FAMILY, "asked_about": "p0", "not_a_duplicate": "yes"}
    assert client.post(page("people", intake), answer).url == page("details", intake)
    client.post(page("details", intake), DETAILS)
    assert client.get(page("check", intake)).status_code == 200
    intake.refresh_from_db()
    typed = {name: intake.typed("people")[name] for name in intake.typed("people")}
    changed = client.post(page("people", intake), {**typed, "p0-forename": "Avah"})
    assert "Is it one of these people?" in changed.content.decode()
    client.post(page("people", intake), typed)
    client.post(page("check", intake), {})
    assert Person.objects.filter(forename="Ava").count() == 2


def test_using_the_record_goes_on_with_its_family(client, ava):
    intake = begin(client)
    chosen = client.post(
        page("people", intake), {**FAMILY, "asked_about": "p0", "use_person": ava.pk}
    )
    shown = client.get(chosen.url)
    assert shown.context["page"].known["subjects"].value() == [str(ava.pk)]
    assert shown.context["page"].rows[1]["forename"].value() == "Dana", "typed, so kept"
    intake.refresh_from_db()
    typed = {name: intake.typed("people").getlist(name) for name in intake.typed("people")}
    assert client.post(page("people", intake), typed).url == page("details", intake)
    client.post(page("details", intake), DETAILS)
    client.post(page("check", intake), {})
    case = Case.objects.get(strand="edge")
    assert case.family == ava.families.get()
    assert {p.person.forename for p in case.parts.all()} == {"Ava", "Dana"}
    assert Person.objects.count() == 2


def test_record_closed_to_the_user_is_not_used(client, ava, manager):
    family = ava.families.get()
    family.restricted, family.restricted_contact = True, manager
    family.save()
    intake = begin(client)
    sent = client.post(page("people", intake), FAMILY)
    shown = sent.content.decode()
    assert manager.name in shown
    assert ava.reference not in shown
    refused = client.post(
        page("people", intake), {**FAMILY, "asked_about": "p0", "use_person": ava.pk}
    )
    assert refused.status_code == 404


def test_partner_is_told_nothing_of_who_is_known(partner, ava, worker):
    client = sign_in(partner)
    client.post(reverse("cases:refer"), {})
    intake = Intake.objects.get()
    assert client.post(page("people", intake), FAMILY).url == page("details", intake)
    client.post(page("details", intake), DETAILS)
    assert client.post(page("check", intake), {}).status_code == 302
    # Whoever decides is warned instead.
    case = Case.objects.get(strand="edge")
    shown = sign_in(worker).get(reverse("cases:decide", args=[case.pk])).content.decode()
    assert "may be on record already" in shown
    assert "Ava O&#x27;Brien" in shown
