"""Who is warned of whom while a person is being added."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from cases.duplicates import Details, check_duplicates, likely_duplicates, must_confirm
from cases.models import Address, Identifier, PersonName
from tests import factories
from tests.cast import sign_in

pytestmark = pytest.mark.django_db
BORN = date(2014, 5, 3)


def alike(user, forename="Stephen", surname="Hill", born=BORN, **details):
    return likely_duplicates(
        user, forename=forename, surname=surname, date_of_birth=born, **details
    )


@pytest.fixture
def stephen(hampshire):
    return factories.make_person("Stephen", "Hill", date_of_birth=BORN, sex="M")


@pytest.mark.parametrize(
    ("forename", "surname", "born"),
    [
        ("Stephen", "Hill", BORN),
        ("Steven", "Hill", BORN),
        ("Steve", "Hill", BORN),
        ("stephen", "HILL", BORN),
        ("Stpehen", "Hill", BORN),
        ("Stephen", "Hil", BORN),
        ("Stephen", "Hill", date(2014, 3, 5)),
        ("Stephen", "Hill", date(2013, 5, 3)),
        ("Stephen", "Hill", date(2014, 5, 4)),
        ("Hill", "Stephen", BORN),
        ("Stephen James", "Hill", BORN),
    ],
)
def test_same_person_must_be_confirmed_as_new(worker, stephen, forename, surname, born):
    found = alike(worker, forename, surname, born)
    assert [candidate.person for candidate in found] == [stephen]
    assert must_confirm(found)


@pytest.mark.parametrize(
    ("forename", "surname", "born"),
    [
        ("Stephen", "Hill", date(1987, 11, 28)),
        ("Stephen", "Zebedee", date(1987, 11, 28)),
        ("Ava", "Hill", date(2012, 8, 19)),
        ("Quentin", "Okonkwo", BORN),
    ],
)
def test_somebody_else_is_no_duplicate(worker, stephen, forename, surname, born):
    assert alike(worker, forename, surname, born) == []


def test_same_name_without_a_date_is_shown_but_not_insisted_on(worker, stephen):
    found = alike(worker, born=None)
    assert [candidate.person for candidate in found] == [stephen]
    assert not must_confirm(found)


def test_more_agreement_gives_a_higher_score(worker, stephen):
    Address.objects.create(person=stephen, kind="home", line_1="1 High St", postcode="PO30 1AB")
    scores = [
        alike(worker, born=None)[0].score,
        alike(worker, "Steven", born=date(2014, 5, 4))[0].score,
        alike(worker, "Steven")[0].score,
        alike(worker)[0].score,
        alike(worker, postcode="po301ab")[0].score,
    ]
    assert scores == sorted(scores)
    assert len(set(scores)) == len(scores)
    assert "Same postcode, now or before" in alike(worker, postcode="po301ab")[0].reasons


def test_reasons_are_said_in_words(worker, stephen):
    assert alike(worker)[0].reasons == ["Same name", "Same date of birth"]
    reasons = alike(worker, "Steven", born=date(2014, 3, 5))[0].reasons
    assert reasons == [
        "Stephen is another form of Steven",
        "Same last name",
        "Born 3 May 2014, day and month the other way round",
    ]


def test_twin_is_shown_as_one_and_stands_in_nobodys_way(worker, stephen):
    [candidate] = alike(worker, "Ava")
    assert candidate.twin
    assert candidate.reasons == [
        "Same last name and date of birth but a different first name: may be a twin"
    ]
    assert not must_confirm([candidate])


def test_twin_with_the_same_number_is_a_duplicate(worker, stephen):
    Identifier.objects.create(person=stephen, kind="nhs", value="9434765919")
    found = alike(worker, "Ava", identifiers=[("nhs", "943 476 5919")])
    assert not found[0].twin
    assert must_confirm(found)


def test_same_number_is_found_whatever_the_name(worker, stephen):
    Identifier.objects.create(person=stephen, kind="nhs", value="9434765919")
    [candidate] = alike(worker, "Q", "Zebedee", None, identifiers=[("nhs", "943 476 5919")])
    assert "Same NHS number" in candidate.reasons


def test_another_number_of_the_same_kind_speaks_against(worker, stephen):
    before = alike(worker)[0].score
    Identifier.objects.create(person=stephen, kind="nhs", value="9434765919")
    after = alike(worker, identifiers=[("nhs", "4010232137")])
    assert not after or after[0].score < before


def test_former_name_is_compared(worker, stephen):
    PersonName.objects.create(person=stephen, kind="former", surname="Hall")
    found = alike(worker, "Stephen", "Hall")
    assert found[0].reasons == ["Same first name", "Former name: Hall", "Same date of birth"]


def test_changed_surname_is_shown(worker, stephen):
    [candidate] = alike(worker, "Stephen", "Okonkwo", postcode="")
    assert "But a different last name" in candidate.reasons
    assert not must_confirm([candidate])


def test_unborn_child_is_compared_by_the_expected_date(worker):
    unborn = factories.make_person(
        "", "Hill", date_of_birth=None, expected_date=date(2026, 12, 1), sex="U"
    )
    due = likely_duplicates(
        worker, forename="Unborn", surname="Hill", expected_date=date(2026, 12, 8)
    )
    born = alike(worker, "Ava", "Hill", date(2026, 12, 1) - timedelta(9))
    assert [c.person for c in due] == [c.person for c in born] == [unborn]
    assert "Due or born about the same time" in due[0].reasons
    assert alike(worker, "Ava", "Hill", date(2026, 8, 1)) == []


def test_record_being_changed_is_not_its_own_duplicate(worker, stephen):
    assert alike(worker, exclude=stephen.pk) == []


def test_merged_record_leads_to_the_one_kept(worker, stephen):
    old = factories.make_person(
        "Stefan", "Gill", date_of_birth=date(2001, 1, 1), merged_into=stephen
    )
    [candidate] = alike(worker, "Stefan", "Gill", date(2001, 1, 1))
    assert candidate.person == stephen
    assert candidate.reasons[0] == f"Former record {old.reference}"


def test_other_strand_is_warned_with_whom_to_ask(visitor, worker, stephen, edge_team):
    case = factories.make_case(factories.make_family(people=[stephen]), team=edge_team)
    factories.allocate(case, worker)
    [candidate] = alike(visitor, born=date(2014, 3, 5))
    assert not candidate.hit.may_open
    assert candidate.hit.whom_to_ask[0].contact.name == "Priya Shah"
    assert not any("2014" in reason for reason in candidate.reasons)


def test_other_authority_is_not_told(neighbour, stephen):
    assert alike(neighbour) == []


def test_restricted_record_is_told_in_one_sentence_and_must_be_confirmed(
    worker, colleague, stephen
):
    factories.make_family(people=[stephen], restricted=True, restricted_contact=colleague)
    check = check_duplicates(worker, Details("Stephen", "Hill", BORN))
    assert check.candidates == []
    assert check.restricted
    assert check.restricted_contact.name == "Tom Reed"
    assert check.must_be_confirmed
    weak = check_duplicates(worker, Details("Stephen", "Hill"))
    assert not weak
    assert not weak.must_be_confirmed


def test_number_of_queries_does_not_grow_with_the_candidates(worker):
    def queries() -> int:
        user = User.objects.get(pk=worker.pk)
        with CaptureQueriesContext(connection) as captured:
            alike(user)
        return len(captured)

    def add():
        person = factories.make_person("Stephen", "Hill", date_of_birth=BORN)
        factories.make_case(factories.make_family(people=[person]))

    add()
    few = queries()
    for _ in range(4):
        add()
    assert queries() == few <= 10


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    forename=st.text(max_size=40),
    surname=st.text(max_size=40),
    postcode=st.text(max_size=10),
    number=st.text(max_size=20),
    born=st.none() | st.dates(),
)
def test_any_details_are_no_error(worker, forename, surname, postcode, number, born):
    alike(worker, forename, surname, born, postcode=postcode, identifiers=[("nhs", number)])


# The panel


def test_panel_shows_candidates_while_the_form_is_filled_in(worker, stephen):
    response = sign_in(worker).post(
        "/people/duplicates/",
        {
            "forename": "Steven",
            "surname": "Hill",
            "date_of_birth_day": "3",
            "date_of_birth_month": "5",
            "date_of_birth_year": "2014",
            "sex": "M",
        },
    )
    text = response.content.decode()
    assert "Is it one of these people?" in text
    assert f'name="use_person" value="{stephen.pk}"' in text
    assert 'name="not_a_duplicate"' in text


def test_panel_is_empty_when_nobody_is_alike_or_nothing_is_typed(worker, stephen):
    client = sign_in(worker)
    for details in ({}, {"surname": "Zebedee", "forename": "Quentin"}, {"date_of_birth_day": "x"}):
        assert client.post("/people/duplicates/", details).content.strip() == b""


def test_panel_is_for_those_who_record(volunteer, worker):
    assert sign_in(volunteer).post("/people/duplicates/").status_code == 403
    assert sign_in(worker).get("/people/duplicates/").status_code == 405
