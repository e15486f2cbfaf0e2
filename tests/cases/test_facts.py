"""Dated facts: the rules are said beside the right field, and nothing is deleted."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cases.fact_kinds import ADDABLE, KINDS
from cases.models import (
    Address,
    Alert,
    CareEpisode,
    EducationStatus,
    FamilyMembership,
    MissingEpisode,
    Relationship,
    StatutoryStatus,
)
from cases.services.facts import add_fact
from cases.services.merging import merge_people
from cases.services.refusals import Refused
from cases.services.relationships import add_relationship
from tests import factories
from tests.cast import sign_in


def boxes(name, day) -> dict:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


@pytest.fixture
def child(hampshire, worker):
    child = factories.make_person("Ava", "Hill", date_of_birth=date(2013, 5, 3))
    factories.make_case(factories.make_family(people=[child]), by=worker)
    return child


@pytest.fixture
def mother(child):
    mother = factories.make_person("Dana", "Hill", date_of_birth=date(1985, 1, 1))
    factories.add_to_family(child.families.get(), mother, "parent")
    return mother


@pytest.fixture
def client(worker):
    return sign_in(worker)


def beside(response, field: str) -> str:
    """The message beside one field of the form that came back."""
    return " ".join(response.context["form"].errors.get(field, []))


@pytest.mark.parametrize("kind", ADDABLE)
def test_every_kind_has_its_page_and_refuses_an_empty_form(kind, child, client):
    url = f"/people/{child.pk}/{kind}/add/"
    assert client.get(url).status_code == 200
    response = client.post(url, {})
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not KINDS[kind].model.objects.exists()


def test_unknown_kind_is_not_found(child, client):
    assert client.get(f"/people/{child.pk}/teapot/add/").status_code == 404
    assert client.get("/facts/teapot/1/").status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_fact_of_somebody_else_is_not_found(kind, client, wight):
    hidden = factories.make_person("Wanda", authority=wight)
    factories.make_case(factories.make_family("W", people=[hidden], authority=wight))
    rows = {
        "alert": lambda: Alert.objects.create(
            person=hidden, kind="dog", text="x", starts="2026-01-01", review_on="2026-02-01"
        ),
        "member": lambda: hidden.family_memberships.get(),
        "relationship": lambda: factories.relate(
            hidden, factories.make_person("B", authority=wight)
        ),
        "status": lambda: hidden.statuses.create(kind="cin", starts="2026-01-01"),
        "care": lambda: hidden.care_episodes.create(
            starts="2026-01-01", reason_started="S", legal_status="C2", placement="U6"
        ),
        "missing": lambda: hidden.missing_episodes.create(missing_at=timezone.now()),
        "education": lambda: hidden.education_statuses.create(activity="SCH", starts="2026-01-01"),
        "name": lambda: hidden.names.create(kind="former", surname="x"),
        "number": lambda: hidden.identifiers.create(kind="other", value="x"),
        "address": lambda: hidden.addresses.create(kind="home", line_1="x"),
        "contact": lambda: hidden.contact_details.create(kind="mobile", value="x"),
    }
    fact = rows[kind]()
    assert client.get(f"/facts/{kind}/{fact.pk}/").status_code == 404


# Statutory status


def status(**changes) -> dict:
    return {"kind": "cin", **boxes("starts", date(2025, 9, 1)), **changes}


def plan(day=date(2025, 9, 1), **changes) -> dict:
    return {
        "kind": "cp",
        **boxes("starts", day),
        **boxes("conference_date", day),
        "initial_category": "NEG",
        **changes,
    }


def test_child_protection_plan_keeps_its_conference_and_category(child, client):
    client.post(f"/people/{child.pk}/status/add/", plan())
    found = StatutoryStatus.objects.get()
    assert (found.conference_date, found.initial_category, found.latest_category) == (
        date(2025, 9, 1),
        "NEG",
        "NEG",
    )


@pytest.mark.parametrize(
    ("sent", "field", "message"),
    [
        (plan(initial_category=""), "initial_category", "Select category at the start"),
        (plan(date(2025, 9, 6)), "conference_date", "not held at weekends"),
        (plan(**boxes("starts", date(2025, 9, 2))), "starts", "on the day of the initial"),
        (status(**boxes("ends", date(2025, 8, 1)), end_reason="RC7"), "ends", "before the start"),
        (status(end_reason="RC7"), "ends", "Enter the date it ended"),
        (status(**boxes("ends", date(2025, 10, 1))), "end_reason", "Choose why it ended"),
        (
            status(**boxes("ends", date(2025, 10, 1)), end_reason="to_cin"),
            "end_reason",
            "Choose a reason for the end of a child in need plan",
        ),
    ],
)
def test_rule_of_the_census_is_said_beside_its_field(sent, field, message, child, client):
    response = client.post(f"/people/{child.pk}/status/add/", sent)
    assert message in beside(response, field)
    assert not StatutoryStatus.objects.exists()


def test_need_and_protection_do_not_run_together(child, client):
    child.statuses.create(kind="cin", starts=date(2025, 1, 1))
    response = client.post(f"/people/{child.pk}/status/add/", plan())
    assert "cannot have a child in need plan and a child protection plan" in beside(
        response, "starts"
    )


def test_plan_ended_for_its_own_reason_reads_in_words(child, client):
    sent = plan(**boxes("ends", date(2025, 12, 1)), end_reason="to_cin")
    client.post(f"/people/{child.pk}/status/add/", sent)
    page = client.get(f"/people/{child.pk}/").content.decode()
    assert "Safe enough for a child in need plan" in page


def test_category_typed_under_another_choice_is_not_kept(child, client):
    client.post(f"/people/{child.pk}/status/add/", {**plan(), "kind": "cin"})
    found = StatutoryStatus.objects.get()
    assert (found.kind, found.initial_category, found.conference_date) == ("cin", "", None)


def test_what_passes_the_form_at_one_moment_is_refused_by_the_database_in_words(child, worker):
    """Two people add the same status at once: both forms were right when they were checked."""
    first = StatutoryStatus(person=child, kind="cin", starts=date(2025, 9, 1))
    second = StatutoryStatus(person=child, kind="cin", starts=date(2025, 9, 1))
    add_fact(first, by=worker)
    with pytest.raises(Refused, match="already has this status for some of these days"):
        add_fact(second, by=worker)


def test_refusal_of_the_database_is_shown_beside_its_field(child, client, monkeypatch):
    """The other person's row arrives between the check and the save."""
    from cases.forms.status_facts import StatusForm

    def arrives_meanwhile(form):
        child.statuses.create(kind="cin", starts=date(2025, 9, 1))

    monkeypatch.setattr(StatusForm, "_check_constraints", arrives_meanwhile)
    response = client.post(f"/people/{child.pk}/status/add/", status())
    assert response.status_code == 200
    assert "already has this status" in beside(response, "starts")


# Care, missing, education


def care(**changes) -> dict:
    sent = {"reason_started": "S", "legal_status": "V2", "placement": "U6"}
    return {**sent, **boxes("starts", date(2025, 9, 1)), **changes}


def test_care_begins_with_starting_to_be_looked_after(child, client):
    response = client.post(f"/people/{child.pk}/care/add/", care(reason_started="P"))
    assert "The first episode is “started to be looked after”" in beside(response, "reason_started")
    client.post(f"/people/{child.pk}/care/add/", care())
    assert CareEpisode.objects.get().placement == "U6"


def test_second_episode_waits_for_the_end_of_the_first(child, client):
    child.care_episodes.create(
        starts=date(2025, 1, 1), reason_started="S", legal_status="V2", placement="U6"
    )
    response = client.post(f"/people/{child.pk}/care/add/", care(reason_started="P"))
    assert "has not ended. End it first" in beside(response, "starts")


def test_episode_that_says_another_follows_asks_for_it(child, client):
    sent = care(**boxes("ends", date(2025, 10, 1)), reason_ceased="X1")
    page = client.post(f"/people/{child.pk}/care/add/", sent, follow=True).content.decode()
    assert "Add the next episode" in page


def moment(name, when) -> dict:
    local = timezone.localtime(when)
    return {**boxes(name, local.date()), f"{name}_time": f"{local:%H:%M}"}


def test_missing_child_is_shown_as_missing_now_until_back(child, client):
    left = timezone.now() - timedelta(hours=30)
    client.post(f"/people/{child.pk}/missing/add/", {"kind": "M", **moment("missing_at", left)})
    episode = MissingEpisode.objects.get()
    assert "Missing now" in client.get(f"/people/{child.pk}/").content.decode()
    sent = {"kind": "M", **moment("missing_at", left), "seen_version": 1}
    back = moment("returned_at", timezone.now() - timedelta(hours=1))
    client.post(f"/facts/missing/{episode.pk}/", {**sent, **back})
    page = client.get(f"/people/{child.pk}/").content.decode()
    assert "Missing now" not in page
    assert "Return interview due by" in page


@pytest.mark.parametrize(
    ("time", "hour", "minute"),
    [("21:10", 21, 10), ("9.10pm", 21, 10), ("9pm", 21, 0), ("12 am", 0, 0), ("0710", 7, 10)],
)
def test_time_is_taken_as_people_write_it(time, hour, minute, child, client):
    sent = {"kind": "M", **boxes("missing_at", date(2026, 3, 2)), "missing_at_time": time}
    client.post(f"/people/{child.pk}/missing/add/", sent)
    local = timezone.localtime(MissingEpisode.objects.get().missing_at)
    assert (local.hour, local.minute) == (hour, minute)


@pytest.mark.parametrize("time", ["", "25:00", "13pm", "soon", "9:75"])
def test_time_that_is_none_is_refused_and_marks_its_box(time, child, client):
    sent = {"kind": "M", **boxes("missing_at", date(2026, 3, 2)), "missing_at_time": time}
    response = client.post(f"/people/{child.pk}/missing/add/", sent)
    assert "time" in beside(response, "missing_at")
    assert 'href="#id_missing_at_3"' in response.content.decode()


def test_return_before_leaving_is_refused(child, client):
    left = timezone.now() - timedelta(hours=3)
    sent = {"kind": "M", **moment("missing_at", left)}
    back = moment("returned_at", left - timedelta(hours=1))
    response = client.post(f"/people/{child.pk}/missing/add/", {**sent, **back})
    assert "must come back after they went missing" in beside(response, "returned_at")


def test_activity_must_fit_the_age(child, client):
    sent = {"activity": "G5", **boxes("starts", date(2025, 9, 1))}
    response = client.post(f"/people/{child.pk}/education/add/", sent)
    assert "passed school leaving age" in beside(response, "activity")
    sent = {"activity": "SCH", "hours_per_week": "7.5", **boxes("starts", date(2025, 9, 1))}
    client.post(f"/people/{child.pk}/education/add/", sent)
    assert "7.5 hours a week" in client.get(f"/people/{child.pk}/").content.decode()
    assert EducationStatus.objects.count() == 1


@pytest.mark.parametrize("hours", ["-1", "200", "12345", "lots"])
def test_hours_that_no_week_has_are_refused(hours, child, client):
    sent = {"activity": "SCH", "hours_per_week": hours, **boxes("starts", date(2025, 9, 1))}
    response = client.post(f"/people/{child.pk}/education/add/", sent)
    assert beside(response, "hours_per_week")


# Alerts


def test_alert_is_reviewed_and_ended_not_deleted(child, client):
    today = timezone.localdate()
    sent = {"kind": "dog", "text": "Large dog", **boxes("starts", today)}
    response = client.post(
        f"/people/{child.pk}/alert/add/", {**sent, **boxes("review_on", today - timedelta(1))}
    )
    assert "must be today or in the future" in beside(response, "review_on")
    review = boxes("review_on", today + timedelta(30))
    client.post(f"/people/{child.pk}/alert/add/", {**sent, **review})
    alert = Alert.objects.get()
    assert "Large dog" in client.get(f"/families/{child.families.get().pk}/").content.decode()
    ended = {**sent, **review, **boxes("ends", today - timedelta(1)), "seen_version": 1}
    refused = client.post(f"/facts/alert/{alert.pk}/", ended)
    assert "The end must not be before the start" in beside(refused, "ends")
    ended |= boxes("starts", today - timedelta(5))
    client.post(f"/facts/alert/{alert.pk}/", ended)
    assert Alert.objects.current().count() == 0
    assert "Large dog" in client.get(f"/people/{child.pk}/").content.decode()


# Relationships


def relation(other, kind, **changes) -> dict:
    return {"who": str(other.pk), "kind": kind, **changes}


def test_relationship_reads_from_both_people(child, mother, client):
    sent = relation(mother, "parent", parental_responsibility="on")
    client.post(f"/people/{child.pk}/relationships/add/", sent)
    tie = Relationship.objects.get()
    assert (tie.subject, tie.relative, tie.parental_responsibility) == (mother, child, True)
    page = client.get(f"/people/{child.pk}/").content.decode()
    assert "Mother, " in page
    assert "Has parental responsibility for Ava" in page
    page = client.get(f"/people/{mother.pk}/").content.decode()
    assert "Daughter, " in page
    assert "Dana has parental responsibility" in page


def test_relationship_entered_from_the_parent_is_the_same_row(child, mother, client):
    sent = relation(child, "child", parental_responsibility="on")
    client.post(f"/people/{mother.pk}/relationships/add/", sent)
    tie = Relationship.objects.get()
    assert (tie.subject, tie.relative, tie.kind) == (mother, child, "parent")
    response = client.post(f"/people/{child.pk}/relationships/add/", relation(mother, "parent"))
    assert "already recorded" in beside(response, "kind")
    assert Relationship.objects.count() == 1


def test_sibling_entered_from_either_side_is_one_relationship(child, mother, worker):
    add_relationship(person=child, other=mother, kind="sibling", by=worker)
    with pytest.raises(Refused):
        add_relationship(person=mother, other=child, kind="sibling", by=worker)


@pytest.mark.parametrize("kind", ["sibling", "partner", "foster_carer", "friend"])
def test_parental_responsibility_only_where_the_relation_allows_it(kind, child, mother, client):
    sent = relation(mother, kind, parental_responsibility="on")
    response = client.post(f"/people/{child.pk}/relationships/add/", sent)
    assert "cannot be held" in beside(response, "parental_responsibility")


def test_relationship_with_someone_hidden_is_refused(child, client, wight):
    hidden = factories.make_person("Wanda", authority=wight)
    sent = {"who": "reference", "reference": hidden.reference, "kind": "cousin"}
    response = client.post(f"/people/{child.pk}/relationships/add/", sent)
    assert "No record with this reference is open to you" in beside(response, "reference")
    assert "Wanda" not in response.content.decode()


def test_relationship_ends_with_a_day(child, mother, client):
    tie = factories.relate(mother, child, "parent")
    ended = boxes("ends", date(2025, 1, 1))
    client.post(f"/facts/relationship/{tie.pk}/", {"kind": "parent", **ended, "seen_version": 1})
    tie.refresh_from_db()
    assert tie.ends == date(2025, 1, 1)
    assert "Until 1 January 2025" in client.get(f"/people/{child.pk}/").content.decode()


def test_fact_for_a_record_merged_meanwhile_is_refused_not_lost(hampshire, worker, manager):
    """Else it would stay with a record that nobody opens any more."""
    kept, retired = factories.make_person(), factories.make_person()
    merge_people(kept=kept, retired=retired, reason="One child", by=manager)
    for record in (
        Address(person=retired, kind="home", line_1="1 High Street"),
        FamilyMembership(family=factories.make_family(), person=retired, role="child"),
    ):
        with pytest.raises(Refused, match=kept.reference):
            add_fact(record, by=worker)
    with pytest.raises(Refused, match=kept.reference):
        add_relationship(
            person=factories.make_person("Dana"), other=retired, kind="child", by=worker
        )
