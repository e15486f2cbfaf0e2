"""Who is found by what, why, and who is not told."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from cases.models import Address, FamilyAccess, Identifier, Person, PersonName
from cases.search import Filters, search_people
from tests import factories

pytestmark = pytest.mark.django_db


def found(user, text, **options) -> list[str]:
    return [hit.person.full_name for hit in search_people(user, text, **options).hits]


def why(user, text) -> list[str]:
    hits = search_people(user, text).hits
    assert len(hits) == 1, [str(hit.person) for hit in hits]
    return hits[0].reasons


@pytest.mark.parametrize(
    ("recorded", "typed"),
    [
        ("Stephen Hill", "steven hill"),
        ("Steven Hill", "stephen hill"),
        ("Sean Hill", "shaun hill"),
        ("Shaun Hill", "sean"),
        ("Muhammad Hill", "mohammed hill"),
        ("Mohammed Hill", "muhammad"),
        ("Ava Thomson", "ava thompson"),
        ("Ava Thompson", "thomson"),
        ("Catherine Hill", "kathryn hill"),
        ("Kathryn Hill", "catherine"),
        ("William Hill", "bill hill"),
        ("Bill Hill", "william hill"),
        ("Kieran Hill", "ciaran"),
        ("Niamh Hill", "neve hill"),
        ("Stephen Hill", "hill stephen"),
        ("Stephen Hill", "ste hil"),
        ("Stephen Hill", "stpehen hill"),
        ("Stephen Hill", "hlil"),
        ("Siân O'Brien", "sian obrien"),
        ("Siân O'Brien", "Siân O’Brien"),
        ("Siân O'Brien", "o brien"),
        ("Maria de la Cruz", "delacruz"),
        ("Maria Delacruz", "de la cruz"),
        ("Mary-Jane Hill", "maryjane hill"),
        ("Zoë Müller", "zoe muller"),
        ("محمد علي", "محمد"),
        ("Łukasz Wójcik", "lukasz wojcik"),
    ],
)
def test_person_is_found_however_the_name_is_typed(worker, recorded, typed):
    forename, _, surname = recorded.partition(" ")
    factories.make_person(forename, surname)
    factories.make_person("Quentin", "Zebedee")
    assert found(worker, typed) == [recorded]


def test_exact_name_comes_before_names_that_sound_alike(worker):
    for forename in ("Stephen", "Steven", "Steve"):
        factories.make_person(forename, "Hill")
    assert found(worker, "steven hill")[0] == "Steven Hill"
    assert set(found(worker, "steven hill")) == {"Stephen Hill", "Steven Hill", "Steve Hill"}


def test_everyone_word_must_be_found_somewhere(worker):
    factories.make_person("Ava", "Hill")
    assert found(worker, "ava zebedee") == []


def test_former_name_is_found_and_named_as_the_reason(worker):
    person = factories.make_person("Ava", "Hill")
    PersonName.objects.create(person=person, kind="former", surname="Hall")
    assert why(worker, "ava hall") == ["Former name: Hall"]


def test_known_as_is_found_and_named_as_the_reason(worker):
    factories.make_person("Elizabeth", "Hill", known_as="Betsy")
    assert why(worker, "betsy hill") == ["Known as Betsy"]


def test_family_name_finds_its_members(worker):
    person = factories.make_person("Ava", "Okoro")
    factories.make_family("Hill", people=[person])
    assert why(worker, "ava hill") == ["In the Hill family"]


def test_sound_is_given_as_the_reason(worker):
    factories.make_person("Sean", "Hill")
    reasons = why(worker, "shawn hill")
    assert reasons[0].startswith("Sean ")


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("3/5/2014", "Same date of birth"),
        ("3 May 2014", "Same date of birth"),
        ("2014-05-03", "Same date of birth"),
        ("030514", "Same date of birth"),
        ("5/3/2014", "Born 3 May 2014, day and month the other way round"),
        ("3/5/2015", "Born 3 May 2014, one year different"),
        ("4/5/2014", "Born 3 May 2014, one day different"),
        ("13/5/2014", "Born 3 May 2014, one digit different"),
    ],
)
def test_date_of_birth_is_found_with_its_slip(worker, typed, reason):
    factories.make_person("Ava", "Hill", date_of_birth=date(2014, 5, 3))
    factories.make_person("Bea", "Hill", date_of_birth=date(1980, 1, 1))
    assert why(worker, typed) == [reason]
    assert found(worker, f"hill {typed}")[0] == "Ava Hill"


def test_year_puts_those_born_then_first(worker):
    factories.make_person("Steven", "Hill", date_of_birth=date(1987, 5, 3))
    factories.make_person("Stephen", "Hill", date_of_birth=date(2014, 5, 3))
    assert found(worker, "steven hill 2014") == ["Stephen Hill", "Steven Hill"]


def test_name_with_the_right_date_is_found_though_the_other_name_is_not(worker):
    factories.make_person("Ava", "Hill", date_of_birth=date(2014, 5, 3))
    factories.make_person("Ava", "Stone", date_of_birth=date(1999, 5, 3))
    assert found(worker, "ava okonkwo 3/5/2014") == ["Ava Hill"]


@pytest.mark.parametrize("typed", ["hill PO30", "PO30 1AB", "po301ab", "po30 1"])
def test_postcode_now_or_before_is_found(worker, typed):
    person = factories.make_person("Ava", "Hill")
    Address.objects.create(
        person=person, kind="home", line_1="1 High Street", postcode="PO30 1AB",
        ends=date(2020, 1, 1),
    )  # fmt: skip
    factories.make_person("Zed", "Nobody")
    assert any("Lives or lived at PO30" in reason for reason in why(worker, typed))


@pytest.mark.parametrize("secret", [{"do_not_disclose": True}, {"kind": "refuge"}])
def test_address_not_to_be_disclosed_is_not_told_by_its_postcode(worker, secret):
    person = factories.make_person("Ava", "Hill")
    fields = {"kind": "home", "line_1": "1 High Street", "postcode": "PO30 1AB", **secret}
    Address.objects.create(person=person, **fields)
    assert found(worker, "PO30 1AB") == []
    assert not any("PO30" in reason for reason in why(worker, "hill PO30"))


@pytest.mark.parametrize(
    ("kind", "value", "typed"),
    [
        ("nhs", "9434765919", "943 476 5919"),
        ("nhs", "9434765919", "9434765919"),
        ("upn", "H801200001001", "h801200001001"),
        ("la_child_id", "Ab1234", "ab1234"),
        ("other", "AB 12/345", "ab12345"),
    ],
)
def test_number_is_found_however_it_is_spaced(worker, kind, value, typed):
    person = factories.make_person("Ava", "Hill")
    number = Identifier.objects.create(person=person, kind=kind, value=value)
    assert why(worker, typed) == [number.get_kind_display()]


def test_references_lead_to_people(worker):
    person = factories.make_person("Ava", "Hill")
    family = factories.make_family(people=[person])
    case = factories.make_case(family)
    assert why(worker, person.reference) == [f"Record {person.reference}"]
    assert why(worker, family.reference) == [f"In family {family.reference}"]
    assert why(worker, case.reference) == [f"In the family of case {case.reference}"]
    assert search_people(worker, case.reference).case == case
    assert search_people(worker, family.reference).family == family


def test_merged_record_leads_to_the_one_kept(worker):
    kept = factories.make_person("Stephen", "Hill")
    between = factories.make_person("Steve", "Hills", merged_into=kept)
    old = factories.make_person("Stefan", "Gill", merged_into=between)
    page = search_people(worker, old.reference)
    assert [hit.person for hit in page.hits] == [kept]
    assert f"Former record {old.reference}" in page.hits[0].reasons
    assert [hit.person for hit in search_people(worker, "stefan gill").hits] == [kept]


def test_merged_records_are_one_hit(worker):
    kept = factories.make_person("Stephen", "Hill")
    factories.make_person("Stephen", "Hill", merged_into=kept)
    assert [hit.person for hit in search_people(worker, "stephen hill").hits] == [kept]


# Who may find and who may open


def test_other_authority_is_not_found(worker, wight):
    factories.make_person("Ava", "Hill", authority=wight)
    page = search_people(worker, "ava hill")
    assert (page.hits, page.restricted) == ([], False)


@pytest.mark.parametrize("who", ["volunteer", "partner", "analyst", "administrator"])
def test_roles_that_may_not_find_find_nobody(request, who):
    user = request.getfixturevalue(who)
    person = factories.make_person("Ava", "Hill")
    for text in ("ava hill", person.reference):
        page = search_people(user, text)
        assert (page.hits, page.restricted, page.family) == ([], False, None)


def test_other_strand_learns_that_the_person_exists_and_whom_to_ask(visitor, worker, edge_team):
    User.objects.filter(pk=worker.pk).update(telephone="01962 845000")
    person = factories.make_person("Ava", "Hill", date_of_birth=date(2014, 5, 3))
    PersonName.objects.create(person=person, kind="former", surname="Hall")
    case = factories.make_case(factories.make_family(people=[person]), team=edge_team)
    factories.allocate(case, worker)
    [hit] = search_people(visitor, "ava hall 4/5/2014").hits
    assert not hit.may_open
    assert str(hit.whom_to_ask[0].contact) == "Priya Shah, Edge of care Havant, 01962 845000"
    said = " ".join([*hit.reasons, hit.age_words])
    assert "Hall" not in said
    assert "May" not in said
    assert "2014" in said
    assert search_people(worker, "ava hill").hits[0].may_open


def test_closed_case_is_told_as_closed(visitor, worker):
    person = factories.make_person("Ava", "Hill")
    factories.make_case(factories.make_family(people=[person]), stage="closed")
    [hit] = search_people(visitor, "ava hill").hits
    assert [(knows.strand, knows.is_open) for knows in hit.known_to] == [("Edge of care", False)]


@pytest.fixture
def hidden_ava(colleague):
    person = factories.make_person("Ava", "Hill")
    Identifier.objects.create(person=person, kind="nhs", value="9434765919")
    factories.make_family(people=[person], restricted=True, restricted_contact=colleague)
    return person


@pytest.mark.parametrize(
    "typed", ["ava hill", "hill ava 3/5/2014", "943 476 5919", "hill 3 May 2014"]
)
def test_restricted_record_is_told_in_one_sentence(worker, hidden_ava, typed):
    page = search_people(worker, typed)
    assert page.hits == []
    assert page.restricted
    assert page.restricted_contact.name == "Tom Reed"
    assert page.restricted_contact.team == "Edge of care Havant"


@pytest.mark.parametrize("typed", ["av", "hill", "ava", "3/5/2014", "2014", "eva hull", "ava 2014"])
def test_weak_match_says_nothing_of_a_restricted_record(worker, hidden_ava, typed):
    page = search_people(worker, typed)
    assert (page.hits, page.restricted, page.restricted_contact) == ([], False, None)


def test_number_of_restricted_records_makes_no_difference(worker, hidden_ava, colleague):
    one = search_people(worker, "ava hill")
    twin = factories.make_person("Ava", "Hill")
    factories.make_family(people=[twin], restricted=True, restricted_contact=colleague)
    two = search_people(worker, "ava hill")
    assert (one.hits, one.restricted, one.restricted_contact) == (
        two.hits, two.restricted, two.restricted_contact,
    )  # fmt: skip


def test_person_named_on_a_restricted_family_finds_it_marked(worker, hidden_ava):
    FamilyAccess.objects.create(
        family=hidden_ava.families.get(), user=worker, kind="allow", reason="Key worker",
        starts=date(2020, 1, 1),
    )  # fmt: skip
    factories.make_case(hidden_ava.families.get())
    page = search_people(worker, "ava hill")
    assert [hit.restricted for hit in page.hits] == [True]
    assert not page.restricted


def test_person_denied_a_family_is_sent_to_information_governance(worker, governance, hampshire):
    person = factories.make_person("Ava", "Hill")
    family = factories.make_family(people=[person])
    factories.make_case(family)
    FamilyAccess.objects.create(
        family=family, user=worker, kind="deny", reason="Aunt", starts=date(2020, 1, 1)
    )
    page = search_people(worker, "ava hill")
    assert page.hits == []
    assert page.restricted
    assert page.restricted_contact.name == "Iggy Marsh"
    assert search_people(worker, family.reference).family is None


def test_hidden_records_do_not_crowd_out_those_that_may_be_seen(worker, colleague, hampshire):
    people = Person.objects.bulk_create(
        Person(forename="Ava", surname="Hill", authority=hampshire) for _ in range(60)
    )
    factories.make_family(people=people, restricted=True, restricted_contact=colleague)
    factories.make_person("Ava", "Hillier")
    assert found(worker, "ava hill", limit=5) == ["Ava Hillier"]


# Filters and pages


def test_filters_narrow_the_list(worker, hampshire):
    child = factories.make_person("Ava", "Hill", date_of_birth=date(2014, 5, 3))
    adult = factories.make_person("Bea", "Hill", date_of_birth=date(1980, 5, 3))
    unborn = factories.make_person(
        "Cy", "Hill", date_of_birth=None, expected_date=date(2027, 1, 1), sex="U"
    )
    factories.make_case(factories.make_family(people=[child]), stage="closed")
    factories.make_case(factories.make_family(people=[adult]), strand="fit")

    def names(**filters):
        return {h.person for h in search_people(worker, "hill", filters=Filters(**filters)).hits}

    assert names() == {child, adult, unborn}
    assert names(who="children") == {child, unborn}
    assert names(who="adults") == {adult}
    assert names(strand="fit") == {adult}
    assert names(strand="edge") == {child}
    assert names(open_only=True) == {adult}
    assert names(strand="edge", open_only=True) == set()
    assert names(authority_id=hampshire.pk) == {child, adult, unborn}
    assert names(authority_id=hampshire.pk + 999) == set()


def test_pages_follow_on_without_gaps_or_repeats(worker):
    for number in range(7):
        factories.make_person(f"Ava{'abcdefg'[number]}", "Hill")
    pages = [search_people(worker, "hill", limit=3, offset=offset) for offset in (0, 3, 6)]
    assert [page.has_more for page in pages] == [True, True, False]
    seen = [hit.person.pk for page in pages for hit in page.hits]
    assert len(seen) == len(set(seen)) == 7


def test_number_of_queries_does_not_grow_with_the_hits(worker, colleague):
    def queries() -> int:
        user = User.objects.get(pk=worker.pk)
        with CaptureQueriesContext(connection) as captured:
            search_people(user, "hill")
        return len(captured)

    def add():
        person = factories.make_person("Ava", "Hill")
        factories.allocate(factories.make_case(factories.make_family(people=[person])), worker)

    add()
    few = queries()
    for _ in range(12):
        add()
    assert queries() == few <= 10


# Anything at all


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "a", "%", "_", "%%%", "\\", "'; DROP TABLE cases_person; --", "\0", "x" * 5000),
        *("' OR 1=1 --", "ava%", "$$", "{}", "%(n)s", "%s", "1", "999999999999", "C999999999999"),
        *("ava " * 60, "٣/٥/٢٠١٤", "\u202eavA", "1/1/0001", "31/12/9999", "0/0/0000", "age 999"),
    ],
)
def test_odd_text_is_no_error(worker, typed):
    factories.make_person("Ava", "Hill")
    search_people(worker, typed)
    assert Person.objects.count() == 1


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=st.text(max_size=60))
def test_any_text_is_no_error(worker, typed):
    search_people(worker, typed)


def test_wildcards_find_nobody(worker):
    factories.make_person("Ava", "Hill")
    assert found(worker, "%%") == found(worker, "____") == found(worker, "av%zz") == []


def test_name_of_200_letters_is_found(worker):
    factories.make_person("A" * 200, "Hill")
    assert found(worker, "A" * 200) == ["A" * 200 + " Hill"]
