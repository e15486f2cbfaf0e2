"""A person's page and what is done from it: who sees what, adding, correcting, names, odd input."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AccessEvent
from cases.models import Address, Alert, ContactDetail, Identifier, Person, PersonName
from tests import factories
from tests.cast import sign_in

LONG = "N" * 200


@pytest.fixture
def child(hampshire, worker):
    """A girl of a family that edge of care works with."""
    child = factories.make_person("Ava", "Hill")
    case = factories.make_case(factories.make_family(people=[child]), by=worker)
    factories.allocate(case, worker)
    return child


@pytest.fixture
def family(child):
    return child.families.get()


@pytest.fixture
def client(worker):
    return sign_in(worker)


def new_person(**changes) -> dict:
    typed = {
        "forename": "Cai",
        "surname": "Ross",
        "birth": "born",
        "date_of_birth_day": "3",
        "date_of_birth_month": "may",
        "date_of_birth_year": "2011",
        "sex": "M",
    }
    return {**typed, **changes}


def details(person, **changes) -> dict:
    """What the details form sends when nothing is changed."""
    born = person.date_of_birth
    typed = {
        "forename": person.forename,
        "surname": person.surname,
        "known_as": person.known_as,
        "date_of_birth_day": born.day,
        "date_of_birth_month": born.month,
        "date_of_birth_year": born.year,
        "sex": person.sex,
        "ethnicity": person.ethnicity,
        "seen_version": person.version,
    }
    return {**typed, **changes}


def test_page_shows_who_they_are_and_who_works_with_them(child, client):
    page = client.get(f"/people/{child.pk}/").content.decode()
    assert "Ava Hill" in page
    assert child.reference in page
    assert "3 May 2014" in page
    assert "Edge of care" in page
    assert "Priya Shah" in page


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("colleague", 200),
        ("visitor", 200),
        ("neighbour", 404),
        ("volunteer", 403),
        ("partner", 403),
        ("analyst", 403),
    ],
)
def test_role_decides_what_of_the_page_is_shown(who, status, child, request):
    address = Address.objects.create(person=child, kind="home", line_1="7 Secret Way")
    response = sign_in(request.getfixturevalue(who)).get(f"/people/{child.pk}/")
    assert response.status_code == status
    if status == 200:
        shown = address.line_1 in response.content.decode()
        assert shown is (who == "colleague")


def test_other_strand_learns_only_whom_to_speak_to_and_is_logged(child, family, visitor):
    response = sign_in(visitor).get(f"/people/{child.pk}/")
    page = response.content.decode()
    assert "Priya Shah" in page
    assert "3 May 2014" not in page
    event = AccessEvent.objects.get(user_id=visitor.pk)
    assert (event.person_id, event.family_id, event.reason) == (
        child.pk,
        family.pk,
        "existence only",
    )


def test_opening_is_noted_under_each_family(child, family, client, worker):
    other = factories.make_family("Ross")
    factories.add_to_family(other, child)
    client.get(f"/people/{child.pk}/")
    events = AccessEvent.objects.filter(user_id=worker.pk, person_id=child.pk)
    assert set(events.values_list("family_id", flat=True)) == {family.pk, other.pk}


def test_secret_address_warns_in_red_and_refuge_is_always_secret(child, client):
    Address.objects.create(
        person=child,
        kind="home",
        line_1="1 High Street",
        do_not_disclose=True,
        disclosure_note="Her father",
    )
    page = client.get(f"/people/{child.pk}/").content.decode()
    assert "govuk-tag--red" in page
    assert "Must not be told: Her father" in page
    client.post(f"/people/{child.pk}/address/add/", {"kind": "refuge", "line_1": "Safe House"})
    assert Address.objects.get(line_1="Safe House").do_not_disclose


def test_contact_that_is_not_safe_says_how_to_use_it(child, client):
    send = {"kind": "mobile", "value": "07700 900123", "safe_to_call": "False"}
    response = client.post(f"/people/{child.pk}/contact/add/", send)
    assert "Say how it may be used" in response.content.decode()
    assert "07700 900123" in response.content.decode()
    client.post(f"/people/{child.pk}/contact/add/", {**send, "safety_note": "Text only"})
    assert ContactDetail.objects.get().safety_note == "Text only"
    assert "Not always safe" in client.get(f"/people/{child.pk}/").content.decode()


def test_person_is_added_with_what_was_said_about_them(client, hampshire, worker):
    response = client.post(
        "/people/add/",
        new_person(line_1="1 High St", postcode="po91aa", nhs_number="943 476 5919"),
    )
    added = Person.objects.get(surname="Ross")
    assert response.url == f"/people/{added.pk}/"
    assert (added.authority, added.created_by) == (hampshire, worker)
    assert added.date_of_birth == date(2011, 5, 3)
    assert added.addresses.get().postcode == "PO9 1AA"
    assert added.identifiers.get().value == "9434765919"


def test_person_added_to_a_family_has_a_place_in_it(client, family):
    response = client.post(f"/people/add/?family={family.pk}", new_person(role="sibling"))
    assert response.url == f"/families/{family.pk}/"
    assert family.memberships.get(person__surname="Ross").role == "sibling"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"date_of_birth_year": "2200"}, "Date of birth must be today or in the past"),
        ({"date_of_birth_year": "1899"}, "Date of birth must be 1 January 1900 or after"),
        ({"date_of_birth_day": "31", "date_of_birth_month": "2"}, "must be a real date"),
        ({"date_of_birth_day": ""}, "Date of birth must include a day"),
        ({"surname": ""}, "Enter last name"),
        ({"forename": ""}, "Enter first names"),
        ({"surname": "N" * 201}, "Last name must be 200 characters or fewer"),
        ({"postcode": "nowhere", "line_1": "1 High St"}, "Enter a full postcode"),
        ({"postcode": "PO9 1AA"}, "Enter the first line of the address too"),
        ({"nhs_number": "943 476 5918"}, "The last digit does not match"),
        ({"birth": "unborn"}, "Enter expected date of birth"),
    ],
)
def test_mistake_is_said_beside_its_field_and_nothing_is_lost(changes, message, client):
    response = client.post("/people/add/", new_person(known_as="Kept", **changes))
    page = response.content.decode()
    assert response.status_code == 200
    assert message in page
    assert 'value="Kept"' in page
    assert "There is a problem" in page
    assert not Person.objects.filter(known_as="Kept").exists()


@pytest.mark.parametrize(
    ("forename", "surname"),
    [
        ("Siân", "O'Neill-Ó Súilleabháin"),
        ("محمد", "الأحمد"),
        ("דוד", "כהן"),
        ("Zoë", "Đặng"),
        ("X", LONG),
    ],
)
def test_any_name_is_kept_as_written_and_shown_on_every_page(forename, surname, client):
    client.post("/people/add/", new_person(forename=forename, surname=surname))
    person = Person.objects.get(surname=surname)
    assert person.forename == forename
    response = client.get(f"/people/{person.pk}/")
    assert response.context["person"] == person
    assert "<bdi>" in response.content.decode()
    form = client.get(f"/people/{person.pk}/name/").content.decode()
    assert 'dir="auto"' in form


def test_name_sent_as_markup_is_shown_as_text(client):
    client.post("/people/add/", new_person(surname="<script>alert(1)</script>"))
    person = Person.objects.get(forename="Cai")
    assert "<script>alert" not in client.get(f"/people/{person.pk}/").content.decode()


def test_details_are_corrected(child, client):
    send = details(child, known_as="Avie", disabilities=["AUT", "LD"], first_language="Welsh")
    client.post(f"/people/{child.pk}/details/", send)
    child.refresh_from_db()
    assert (child.known_as, set(child.disabilities)) == ("Avie", {"AUT", "LD"})
    assert child.version == 2


def test_no_disability_stands_alone(child, client):
    send = details(child, disabilities=["NONE", "LD"])
    response = client.post(f"/people/{child.pk}/details/", send)
    assert "“No disability” cannot be chosen with a disability" in response.content.decode()


def test_reason_for_no_pupil_number_is_refused_where_there_is_one(child, client):
    Identifier.objects.create(person=child, kind="upn", value="A850200000001")
    response = client.post(f"/people/{child.pk}/details/", details(child, upn_unknown="UN4"))
    assert "There is a UPN, so no reason is needed" in response.content.decode()


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        ("nhs", "123", "NHS number has 10 digits; this has 3"),
        ("nhs", "943 476 5918", "The last digit does not match"),
        ("upn", "A123", "UPN has 13 characters; this has 4"),
        ("la_child_id", "abc#1", "letters A to Z and digits only"),
    ],
)
def test_number_that_cannot_be_right_is_refused(kind, value, message, child, client):
    response = client.post(f"/people/{child.pk}/number/add/", {"kind": kind, "value": value})
    page = response.content.decode()
    assert message in page
    assert f'value="{value}"' in page
    assert not Identifier.objects.exists()


def test_number_with_spaces_is_kept_without_and_shown_in_groups(child, client):
    client.post(f"/people/{child.pk}/number/add/", {"kind": "nhs", "value": " 943 476-5919 "})
    assert Identifier.objects.get().value == "9434765919"
    assert "943 476 5919" in client.get(f"/people/{child.pk}/").content.decode()


def test_number_of_another_person_is_refused_and_named_only_to_who_may_open(child, client):
    held = factories.make_person("Wanda", "Ward")
    factories.make_case(factories.make_family(people=[held]), strand="fit")
    Identifier.objects.create(person=held, kind="nhs", value="9434765919")
    send = {"kind": "nhs", "value": "9434765919"}
    page = client.post(f"/people/{child.pk}/number/add/", send).content.decode()
    assert "already belongs to another person" in page
    assert held.reference not in page


def test_number_held_in_the_other_authority_is_taken_and_nothing_told(child, client, wight):
    """Each authority keeps its own record of a child who moved, and learns nothing of the other."""
    held = factories.make_person("Wanda", "Wight", authority=wight)
    Identifier.objects.create(person=held, kind="nhs", value="9434765919")
    send = {"kind": "nhs", "value": "9434765919"}
    assert client.post(f"/people/{child.pk}/number/add/", send).status_code == 302
    child.identifiers.all().delete()
    sent = client.post("/people/add/", new_person(nhs_number="943 476 5919"))
    assert "already belongs" not in sent.content.decode()


def test_changed_name_leaves_the_old_one_as_former_name(child, client):
    send = {"forename": "Ava", "surname": "Stone", "seen_version": 1}
    client.post(f"/people/{child.pk}/name/", send)
    child.refresh_from_db()
    former = PersonName.objects.get(person=child)
    assert child.surname == "Stone"
    assert (former.surname, former.kind) == ("Hill", "former")


def test_death_is_recorded_and_age_stops(child, client):
    send = {
        "death_date_day": "1",
        "death_date_month": "6",
        "death_date_year": "2020",
        "seen_version": 1,
    }
    client.post(f"/people/{child.pk}/died/", send)
    assert "died 1 June 2020 aged 6" in client.get(f"/people/{child.pk}/").content.decode()


def test_death_before_birth_is_refused(child, client):
    send = {"death_date_day": "1", "death_date_month": "6", "death_date_year": "2000"}
    page = client.post(f"/people/{child.pk}/died/", {**send, "seen_version": 1}).content.decode()
    assert "Date of death cannot be before the birth, 3 May 2014" in page


def test_reader_without_the_right_to_record_gets_403(child, governance):
    client = sign_in(governance)
    assert client.get(f"/people/{child.pk}/").status_code == 200
    assert client.get(f"/people/{child.pk}/details/").status_code == 403
    assert client.get(f"/people/{child.pk}/address/add/").status_code == 403


def test_merged_record_leads_to_the_kept_one(child, client):
    old = factories.make_person("Eva", "Hill", merged_into=child)
    assert client.get(f"/people/{old.pk}/").url == f"/people/{child.pk}/"


def test_queries_stay_flat_as_facts_grow(child, client):
    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(f"/people/{child.pk}/")
        return len(seen)

    def add(number: int) -> None:
        today = timezone.localdate()
        for n in range(number):
            Address.objects.create(person=child, kind="home", line_1=f"{n} Road")
            Alert.objects.create(
                person=child, kind="dog", text="Big", starts=today, review_on=today + timedelta(9)
            )
            other = factories.make_person(f"Sib{n}")
            factories.add_to_family(child.families.first(), other)
            factories.relate(child, other)

    add(1)
    count()
    few = count()
    add(12)
    assert count() == few


def test_likely_duplicate_is_shown_and_nothing_saved_until_it_is_settled(child, client):
    born = {"date_of_birth_day": "3", "date_of_birth_month": "5", "date_of_birth_year": "2014"}
    same = new_person(forename="Ava", surname="Hill", sex="F", known_as="Typed", **born)
    page = client.post("/people/add/", same).content.decode()
    assert "Is it one of these people?" in page
    assert "Somebody like this may be on record" in page
    assert 'value="Typed"' in page
    assert Person.objects.count() == 1
    response = client.post("/people/add/", {**same, "not_a_duplicate": "yes"})
    assert response.status_code == 302
    assert Person.objects.count() == 2


def test_known_record_is_used_instead_and_joins_the_family(child, family, client):
    cousin = factories.make_person("Cai", "Ross")
    sent = {"use_person": cousin.pk, "role": "other_child"}
    response = client.post(f"/people/add/?family={family.pk}", sent)
    assert response.url == f"/families/{family.pk}/"
    assert family.memberships.get(person=cousin).role == "other_child"
    assert client.post("/people/add/", sent).url == f"/people/{cousin.pk}/"


def test_known_record_of_another_strand_does_not_join_without_them(family, client, visitor):
    theirs = factories.make_person("Cai", "Ross")
    factories.make_case(factories.make_family("Ross", people=[theirs]), strand="fit", by=visitor)
    sent = {"use_person": theirs.pk, "role": "other_child"}
    response = client.post(f"/people/add/?family={family.pk}", sent)
    assert response.url == f"/people/{theirs.pk}/"
    assert not family.memberships.filter(person=theirs).exists()


@pytest.mark.parametrize("chosen", ["abc", "0", "99999999999999999999", "-1"])
def test_meddled_choice_of_a_record_is_not_found(chosen, client, hampshire):
    assert client.post("/people/add/", {"use_person": chosen}).status_code == 404


@pytest.mark.parametrize("family", ["abc", "0", "99999999999999999999"])
def test_meddled_family_is_not_found(family, client, hampshire):
    assert client.get(f"/people/add/?family={family}").status_code == 404
