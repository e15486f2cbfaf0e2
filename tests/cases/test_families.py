"""The pages of a family: what they say, who sees how much, and that they do not slow down."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AccessEvent
from cases.chronology.rebuilding import rebuild
from cases.models import Address, Alert, Family, StageChange
from tests import factories
from tests.cast import sign_in


@pytest.fixture
def case(hampshire, worker, edge_team):
    """Dana with Ava and Ben; Ben is on a plan, edge of care works with them."""
    ava = factories.make_person("Ava", "Hill", date_of_birth=date(2015, 5, 3))
    ben = factories.make_person("Ben", "Hill", sex="M", date_of_birth=date(2012, 2, 1))
    dana = factories.make_person("Dana", "Hill", date_of_birth=date(1985, 1, 1))
    family = factories.make_family("Hill", people=[ava, ben])
    factories.add_to_family(family, dana, "parent", starts=date(2012, 2, 1))
    for child in (ava, ben):
        factories.relate(dana, child, "parent", parental_responsibility=True)
    ben.statuses.create(
        kind="cp",
        starts=date(2026, 5, 1),
        conference_date=date(2026, 5, 1),
        initial_category="NEG",
        latest_category="EMO",
    )
    case = factories.make_case(family, by=worker, team=edge_team)
    factories.allocate(case, worker)
    StageChange.objects.create(case=case, to_stage="referred", by=worker)
    return case


@pytest.fixture
def family(case):
    return case.family


@pytest.fixture
def client(worker):
    return sign_in(worker)


TABS = ["", "people/", "cases/", "story/", "genogram/", "who-looked/"]


def text_of(response) -> str:
    return response.content.decode().replace("<bdi>", "").replace("</bdi>", "")


def test_overview_sums_up_the_family_from_its_records(family, client):
    page = text_of(client.get(f"/families/{family.pk}/"))
    assert "Two children." in page
    assert "Ben has been on a child protection plan since 1 May 2026." in page
    assert "Known to Edge of care (Priya Shah)." in page
    assert "<svg" in page
    assert "Hill family" in page


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_opens_and_says_where_it_is(tab, family, client):
    response = client.get(f"/families/{family.pk}/{tab}")
    assert response.status_code == 200
    assert response.content.decode().count('aria-current="page"') == 1
    assert response.content.decode().count("<h1") == 1


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize(
    ("who", "overview", "others"),
    [
        ("colleague", 200, 200),
        ("governance", 200, 200),
        ("visitor", 200, 404),
        ("neighbour", 404, 404),
        ("volunteer", 403, 403),
        ("analyst", 403, 403),
        ("administrator", 403, 403),
    ],
)
def test_role_decides_which_tab_opens(who, overview, others, tab, family, request):
    response = sign_in(request.getfixturevalue(who)).get(f"/families/{family.pk}/{tab}")
    assert response.status_code == (others if tab else overview)


def test_other_strand_learns_only_whom_to_speak_to(family, visitor):
    page = text_of(sign_in(visitor).get(f"/families/{family.pk}/"))
    assert "Priya Shah" in page
    assert "Dana" not in page
    assert "protection" not in page
    assert AccessEvent.objects.get(user_id=visitor.pk).reason == "existence only"


def test_restricted_family_is_not_found_by_anybody_unnamed(family, client, manager, visitor):
    Family.objects.filter(pk=family.pk).update(restricted=True, restricted_contact=manager)
    for tab in TABS:
        assert client.get(f"/families/{family.pk}/{tab}").status_code == 404
    assert sign_in(visitor).get(f"/families/{family.pk}/").status_code == 404


def test_member_of_a_second_restricted_family_is_counted_and_not_shown(family, client, manager):
    ben = family.people.get(forename="Ben")
    hidden = factories.make_family("Ross", restricted=True, restricted_contact=manager)
    factories.add_to_family(hidden, ben)
    for tab in ("", "people/", "story/", "genogram/"):
        page = text_of(client.get(f"/families/{family.pk}/{tab}"))
        assert "Ben" not in page
        assert "Ross" not in page
        assert ("1 more person is part of this family" in page) == (tab in ("", "people/"))


def test_people_tab_says_who_is_who(family, client):
    page = text_of(client.get(f"/families/{family.pk}/people/"))
    assert "Mother of Ava and Ben, with parental responsibility" in page
    assert "Daughter of Dana" in page
    assert "Son of Dana" in page


def test_history_tells_what_happened_newest_first(family, client):
    Address.objects.create(
        person=family.people.get(forename="Ava"),
        kind="home",
        line_1="9 Hidden Row",
        do_not_disclose=True,
        starts=date(2026, 6, 1),
    )
    rebuild()
    page = text_of(client.get(f"/families/{family.pk}/story/"))
    assert page.index("New address for Ava") < page.index("Child protection began for Ben")
    assert page.index("Child protection began for Ben") < page.index("Dana joined the family")
    assert "Referred to Edge of care" in page
    assert "9 Hidden Row" not in page


def test_tie_not_to_be_told_is_not_drawn(family, client):
    tie = family.people.get(forename="Ava").relations_from.get()
    tie.do_not_disclose = True
    tie.save()
    genogram = client.get(f"/families/{family.pk}/genogram/").context["page"].genogram
    assert len([one for one in genogram.people if "parent of" in one.facts]) == 1
    assert "parent of Ava" not in " ".join(one.facts for one in genogram.people)


def test_genogram_does_not_print_a_secret_address(family, client):
    for person in family.people.all():
        Address.objects.create(person=person, kind="refuge", line_1="9 Hidden Row")
    page = text_of(client.get(f"/families/{family.pk}/genogram/"))
    assert "Living together" in page
    assert "9 Hidden Row" not in page


def test_child_in_two_families_shows_in_both(family, client):
    ava = family.people.get(forename="Ava")
    other = factories.make_family("Ross")
    factories.add_to_family(other, ava)
    assert "Ava Hill" in text_of(client.get(f"/families/{other.pk}/people/"))
    page = text_of(client.get(f"/people/{ava.pk}/"))
    assert "Ross family" in page
    assert "Hill family" in page


def test_who_left_stays_in_the_history(family, client):
    dana = family.memberships.get(person__forename="Dana")
    sent = {"role": "parent", "starts_day": 1, "starts_month": 2, "starts_year": 2012}
    ended = {"ends_day": 1, "ends_month": 6, "ends_year": 2026, "seen_version": 1}
    response = client.post(f"/facts/member/{dana.pk}/", {**sent, **ended})
    assert response.url.startswith(f"/families/{family.pk}/")
    page = text_of(client.get(f"/families/{family.pk}/people/"))
    assert "No longer part of the family" in page
    assert "Dana left the family" in text_of(client.get(f"/families/{family.pk}/story/"))


def test_person_is_added_by_reference_once(family, client):
    other = factories.make_person("Cai", "Ross")
    sent = {"person": other.reference.lower(), "role": "other_child"}
    assert client.post(f"/families/{family.pk}/people/add/", sent).status_code == 302
    again = client.post(f"/families/{family.pk}/people/add/", sent)
    assert "already in this family" in again.content.decode()
    assert family.memberships.filter(person=other).count() == 1


@pytest.mark.parametrize("reference", ["", "Cai", "F000001", "P999999999", "P"])
def test_reference_that_names_nobody_is_refused(reference, family, client):
    sent = {"person": reference, "role": "child"}
    response = client.post(f"/families/{family.pk}/people/add/", sent)
    assert response.context["form"].errors["person"]


def test_family_starts_with_one_person(client, hampshire):
    alone = factories.make_person("Cai", "O'Neill")
    response = client.post(f"/people/{alone.pk}/family/add/", {"name": "O'Neill", "role": "child"})
    family = Family.objects.get(name="O'Neill")
    assert response.url == f"/families/{family.pk}/"
    assert family.people.get() == alone


def test_family_name_is_changed(family, client):
    client.post(f"/families/{family.pk}/name/", {"name": "Hill-Ross", "seen_version": 1})
    family.refresh_from_db()
    assert family.name == "Hill-Ross"


def test_alert_about_the_family_shows_on_every_tab(family, client):
    today = timezone.localdate()
    review = today + timedelta(30)
    sent = {
        "kind": "dog",
        "text": "Large dog in the yard",
        "starts_day": today.day,
        "starts_month": today.month,
        "starts_year": today.year,
        "review_on_day": review.day,
        "review_on_month": review.month,
        "review_on_year": review.year,
    }
    client.post(f"/families/{family.pk}/alerts/add/", sent)
    assert Alert.objects.get().family == family
    for tab in TABS:
        assert "1 alert" in client.get(f"/families/{family.pk}/{tab}").content.decode()


def test_family_without_anybody_says_what_to_do(client, hampshire):
    empty = factories.make_family("Empty")
    for tab in TABS:
        assert client.get(f"/families/{empty.pk}/{tab}").status_code == 200


def test_reader_without_the_right_to_record_is_offered_no_change(family, governance):
    client = sign_in(governance)
    page = client.get(f"/families/{family.pk}/").content.decode()
    assert "Add a new person" not in page
    assert client.get(f"/families/{family.pk}/name/").status_code == 403
    assert client.get(f"/families/{family.pk}/people/add/").status_code == 403


def grow(case, number: int) -> None:
    """More people, facts, cases and history of every kind."""
    family, today = case.family, timezone.localdate()
    for n in range(number):
        person = factories.make_person(f"Sib{n}", date_of_birth=date(2016, 1, 1 + n))
        factories.add_to_family(family, person, starts=date(2020, 1, 1))
        factories.relate(person, family.people.order_by("pk").first())
        person.addresses.create(kind="home", line_1=f"{n} Road", starts=date(2021, 1, 1))
        person.statuses.create(kind="cin", starts=date(2026, 1, 1))
        person.missing_episodes.create(missing_at=timezone.now() - timedelta(hours=5))
        person.education_statuses.create(activity="SCH", starts=date(2025, 9, 1))
        Alert.objects.create(
            person=person, kind="dog", text="x", starts=today, review_on=today + timedelta(9)
        )
        worker = factories.make_user(team=case.team)
        factories.allocate(case, worker, "other")
        StageChange.objects.create(case=case, to_stage="active", by=worker)
    rebuild()


@pytest.mark.parametrize("tab", TABS)
def test_queries_stay_flat_as_the_family_grows(tab, case, client):
    url = f"/families/{case.family_id}/{tab}"

    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    grow(case, 2)
    count()
    few = count()
    grow(case, 10)
    assert count() == few
    assert few < 45


def test_person_of_another_authority_is_not_put_into_a_family(worker, wight):
    from cases.services.families import add_member
    from cases.services.refusals import Refused

    family = factories.make_case(by=worker).family
    stranger = factories.make_person("Nia", "Orchard", authority=wight)
    with pytest.raises(Refused, match="another authority"):
        add_member(family=family, person=stranger, role="child", by=worker)
