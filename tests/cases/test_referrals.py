"""Taking a referral page by page, and what is refused on the way."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.codes import CaseStage, FamilyRole, ParticipantRole
from cases.models import Case, Family, Intake, Person, Referral, Relationship
from cases.working_days import add_working_days, local_date
from tests import factories
from tests.cast import sign_in

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


@pytest.fixture
def client(worker):
    return sign_in(worker)


def test_new_family_is_taken_in_five_presses(client, worker):
    start = client.post(reverse("cases:refer"), {"words": "Ava O’Brien"})
    intake = Intake.objects.get()
    assert start.url == page("people", intake), "nobody like her is known, so nothing to choose"
    shown = client.get(start.url)
    assert b'value="Ava"' in shown.content
    people = client.post(start.url, FAMILY)
    details = client.post(people.url, DETAILS)
    check = client.get(details.url)
    assert "Attendance fell after the summer." in check.content.decode()
    assert "Domestic abuse of a parent or carer" in check.content.decode()
    done = client.post(details.url, {"submission": "0f0e0d0c-0b0a-4908-8706-050403020100"})
    case = Case.objects.get()
    assert done.url == case.get_absolute_url()
    assert not Intake.objects.exists()
    assert (case.stage, case.strand, case.created_by) == (CaseStage.REFERRED, "edge", worker)
    assert case.family.name == "O'Brien"
    assert {(p.person.forename, p.role) for p in case.parts.all()} == {
        ("Ava", ParticipantRole.SUBJECT_CHILD),
        ("Dana", ParticipantRole.PARENT),
    }
    tie = Relationship.objects.get()
    assert (tie.kind, tie.subject.forename, tie.relative.forename) == ("parent", "Dana", "Ava")
    assert tie.parental_responsibility
    assert case.family.people.get(forename="Ava").addresses.get().postcode == "PO9 1AA"
    assert case.family.people.get(forename="Dana").contact_details.get().value == "07700 900123"


def test_decision_is_due_one_working_day_after_it_came(client):
    intake = through(client)
    client.post(page("check", intake), {})
    referral = Referral.objects.get()
    due = add_working_days(local_date(referral.received_at), 1)
    assert timezone.localdate(referral.decision_due) == due
    assert referral.presenting_needs == ["3B", "4B"]
    assert (referral.told, referral.told_at is not None) == ("received", True)
    assert referral.is_rereferral is False


def test_second_press_makes_no_second_referral(client):
    intake = through(client)
    token = {"submission": "0f0e0d0c-0b0a-4908-8706-050403020100"}
    first = client.post(page("check", intake), token)
    second = client.post(page("check", intake), token)
    assert first.url == second.url
    assert Referral.objects.count() == Case.objects.count() == Family.objects.count() == 1


def test_known_family_is_offered_and_not_typed_again(client, worker):
    child = factories.make_person("Stephen", "Shaw")
    family = factories.make_family("Shaw", people=[child])
    factories.add_to_family(
        family,
        factories.make_person("Kim", "Shaw", date_of_birth=None),
        FamilyRole.PARENT,
    )
    intake = begin(client, "Steven Shaw")
    who = client.get(page("who", intake))
    assert "Shaw family: Stephen" in who.content.decode()
    chosen = client.post(page("who", intake), {"family": f"family-{family.pk}"})
    shown = client.get(chosen.url)
    assert shown.context["page"].known.initial["subjects"] == [str(child.pk)]
    known = {"subjects": [child.pk], "rows": "0"}
    client.post(chosen.url, known)
    client.post(page("details", intake), DETAILS)
    client.post(page("check", intake), {})
    case = Case.objects.get()
    assert case.family == family
    assert [part.person for part in case.parts.all()] == [child]
    assert Person.objects.count() == 2


def test_known_person_without_family_is_not_made_twice(client):
    child = factories.make_person("Stephen", "Shaw")
    intake = begin(client, "Steven Shaw")
    chosen = client.post(page("who", intake), {"family": f"person-{child.pk}"})
    assert "On record as" in client.get(chosen.url).content.decode()
    client.post(chosen.url, {"rows": "1", "p0-role": "child", "p0-same_as": child.pk})
    client.post(page("details", intake), DETAILS)
    client.post(page("check", intake), {})
    assert Case.objects.get().parts.get().person == child
    assert Person.objects.count() == 1
    assert Case.objects.get().family.name == "Shaw"


def test_family_with_an_open_case_is_refused_with_a_way_to_it(client, worker):
    case = factories.make_case(by=worker)
    child = case.family.people.get()
    intake = begin(client, family=case.family_id)
    assert intake.family == case.family
    client.post(page("people", intake), {"subjects": [child.pk], "rows": "0"})
    client.post(page("details", intake), DETAILS)
    sent = client.post(page("check", intake), {})
    assert f"already has an open case with Edge of care: {case.reference}" in problems(sent)
    assert case.get_absolute_url() in sent.content.decode()
    assert Intake.objects.filter(pk=intake.pk).exists()
    assert Referral.objects.count() == 1


def test_closed_case_is_reopened_as_a_rereferral(client, worker):
    case = factories.make_case(stage=CaseStage.CLOSED, by=worker)
    child = case.family.people.get()
    intake = begin(client, family=case.family_id)
    client.post(page("people", intake), {"subjects": [child.pk], "rows": "0"})
    client.post(page("details", intake), DETAILS)
    client.post(page("check", intake), {})
    again = Case.objects.get()
    assert (again.pk, again.stage, again.closed_on) == (case.pk, CaseStage.REFERRED, None)
    assert list(again.referrals.order_by("pk").values_list("is_rereferral", flat=True)) == [
        False,
        True,
    ]


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


def test_referral_received_earlier_today_may_not_be_later_today(client):
    soon = timezone.localtime() + timedelta(minutes=2)
    if soon.date() != timezone.localdate():
        pytest.skip("the next minute is tomorrow")
    intake = begin(client)
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


def test_two_referrals_side_by_side_do_not_mix(client):
    one, other = begin(client), begin(client, "Else One")
    client.post(page("people", one), FAMILY)
    other.refresh_from_db()
    assert other.typed("people") is None
    shown = client.get(page("people", other)).context["page"]
    assert shown.rows[0]["forename"].value() == "Else"


def test_nobody_else_opens_an_unfinished_referral(client, colleague, manager):
    intake = begin(client)
    for user in (colleague, manager):
        other = sign_in(user)
        for name in ("who", "people", "details", "check"):
            assert other.get(page(name, intake)).status_code == 404
        assert other.post(page("discard", intake)).status_code == 404
    assert client.post(page("discard", intake)).status_code == 302
    assert not Intake.objects.exists()


def test_names_never_stand_in_an_address(client):
    response = client.post(reverse("cases:refer"), {"words": "Secretname Person"})
    assert "ecret" not in response.url


def test_restricted_family_is_not_offered_nor_chosen(client, manager):
    child = factories.make_person("Rosalind", "Quill")
    family = factories.make_family(
        "Quill", people=[child], restricted=True, restricted_contact=manager
    )
    intake = begin(client, "Rosalind Quill")
    shown = client.get(page("who", intake)).content.decode()
    assert "Quill family" not in shown
    assert manager.name in shown
    chosen = client.post(page("who", intake), {"family": f"family-{family.pk}"})
    assert chosen.status_code == 200
    assert client.get(reverse("cases:refer"), {"family": family.pk}).status_code == 404


def test_family_closed_to_the_user_meanwhile_is_let_go(client, manager):
    family = factories.make_family("Quill", people=[factories.make_person("Rosalind", "Quill")])
    intake = begin(client, family=family.pk)
    family.restricted, family.restricted_contact = True, manager
    family.save()
    assert "Rosalind" not in client.get(page("people", intake)).content.decode()


@pytest.mark.parametrize("who", ["analyst", "administrator", "volunteer", "governance"])
def test_roles_that_take_no_referrals_are_refused(who, request):
    user = request.getfixturevalue(who)
    assert sign_in(user).get(reverse("cases:refer")).status_code == 403


def test_team_across_strands_chooses_the_strand(social_worker):
    client = sign_in(social_worker)
    shown = client.get(reverse("cases:refer"))
    assert len(shown.context["form"].fields["where"].choices) == 6
    refused = client.post(reverse("cases:refer"), {"words": "Ann Other"})
    assert "which strand it is for" in problems(refused)
    place = next(k for k, _ in shown.context["form"].fields["where"].choices if "fit" in k)
    client.post(reverse("cases:refer"), {"words": "Ann Other", "where": place})
    intake = Intake.objects.get()
    client.post(page("people", intake), FAMILY)
    client.post(page("details", intake), DETAILS)
    done = client.post(page("check", intake), {})
    assert Case.objects.get().strand == "fit"
    # It is FIT's case, not theirs to open: they are shown what becomes of it instead.
    assert done.url == reverse("cases:referrals_made")
    assert Case.objects.get().reference in client.get(done.url).content.decode()


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
