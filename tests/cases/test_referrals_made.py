"""Referrals from outside, and what becomes of them as their referrer sees it."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.codes import CaseStage
from cases.models import Case, Intake, Person
from tests import factories
from tests.cases.taking_referrals import DETAILS, FAMILY, page
from tests.cast import sign_in


def test_partner_refers_from_outside_and_sees_only_their_own_words(partner, hampshire, worker):
    factories.make_family("Secret", people=[factories.make_person("Ava", "Secret")])
    client = sign_in(partner)
    assert "words" not in client.get(reverse("cases:refer")).context["form"].fields
    client.post(reverse("cases:refer"), {})
    intake = Intake.objects.get()
    client.post(page("people", intake), FAMILY)
    outside = {k: v for k, v in DETAILS.items() if k not in ("received", "told")}
    client.post(page("details", intake), outside)
    done = client.post(page("check", intake), {})
    assert done.url == reverse("cases:referrals_made")
    case = Case.objects.get()
    Person.objects.filter(forename="Ava", families=case.family).update(surname="Newname")
    shown = client.get(done.url).content.decode()
    assert "Ava O" in shown
    assert "Newname" not in shown
    assert "Waiting" in shown
    assert client.get(case.get_absolute_url()).status_code == 403
    assert client.get(page("people", intake)).status_code == 404
    other = factories.make_case(by=worker)
    assert other.reference not in client.get(done.url).content.decode()


def test_partner_learns_what_was_decided(partner, worker):
    client = sign_in(partner)
    client.post(reverse("cases:refer"), {})
    intake = Intake.objects.get()
    client.post(page("people", intake), FAMILY)
    client.post(page("details", intake), DETAILS)
    client.post(page("check", intake), {})
    case = Case.objects.get()
    sign_in(worker).post(
        reverse("cases:decide", args=[case.pk]),
        {"decision": "decline", "decline_reason": "age", "told": "not_yet", "note": "Inside only"},
    )
    shown = client.get(reverse("cases:referrals_made")).content.decode()
    assert "Outside the age range" in shown
    assert "Inside only" not in shown


def test_partner_follows_a_referral_that_was_sent_on(partner, worker, visitor, fit_team):
    case = factories.make_case(stage=CaseStage.REFERRED, by=partner)
    client = sign_in(partner)
    redirect = {"decision": "redirect", "strand": "fit", "told": "not_yet"}
    sign_in(worker).post(reverse("cases:decide", args=[case.pk]), redirect)
    assert "who will decide" in client.get(reverse("home")).content.decode()
    accept = {"decision": "accept", "told": "not_yet"}
    fits = Case.objects.get(strand="fit")
    sign_in(visitor).post(reverse("cases:decide", args=[fits.pk]), accept)
    assert "who accepted it" in client.get(reverse("home")).content.decode()


def test_list_of_referrals_made_is_paged_and_costs_the_same(partner):
    client = sign_in(partner)

    def queries():
        with CaptureQueriesContext(connection) as seen:
            page = client.get(reverse("cases:referrals_made"))
        return len(seen), page

    factories.make_case(by=partner)
    queries()
    few, _ = queries()
    for _ in range(26):
        factories.make_case(by=partner)
    many, page = queries()
    assert many == few
    assert len(page.context["made"].object_list) == 25
    assert "page=2" in page.content.decode()
