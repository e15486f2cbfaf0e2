"""Taking a referral page by page, and who may."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.codes import CaseStage, FamilyRole, ParticipantRole
from cases.models import Case, Family, Intake, Person, Referral, Relationship
from cases.working_days import add_working_days, local_date
from tests import factories
from tests.cases.taking_referrals import (
    DETAILS,
    FAMILY,
    begin,
    page,
    problems,
    through,
)
from tests.cast import sign_in


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
