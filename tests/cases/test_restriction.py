"""Restricting a family: who loses sight of it, who is told, and nobody locks themselves out unawares."""

import pytest

from cases.models import Family, FamilyAccess
from cases.services import restriction as restriction_service
from tests import factories
from tests.cast import sign_in


@pytest.fixture
def family(hampshire, worker):
    case = factories.make_case(factories.make_family(people=[factories.make_person()]), by=worker)
    factories.allocate(case, worker)
    return case.family


@pytest.fixture
def client(manager):
    return sign_in(manager)


def url(family, rest="") -> str:
    return f"/families/{family.pk}/restrict/{rest}"


def restriction(contact, **changes) -> dict:
    sent = {"restricted_contact": contact.pk, "reason": "Child of a colleague", "me": "stay"}
    return {**sent, "seen_version": 1, **changes}


def sees(user, family) -> bool:
    return sign_in(user).get(f"/families/{family.pk}/").status_code == 200


def test_restricted_family_is_open_to_the_named_only(
    family, client, manager, worker, colleague, visitor
):
    client.post(url(family), restriction(manager, workers=[worker.pk]))
    family.refresh_from_db()
    assert family.restricted
    assert family.restricted_contact == manager
    assert sees(manager, family)
    assert sees(worker, family)
    assert not sees(colleague, family)
    assert not sees(visitor, family)


def test_worker_not_ticked_loses_sight_at_once(family, client, manager, worker):
    client.post(url(family), restriction(manager))
    assert not sees(worker, family)


def test_workers_of_the_family_are_offered_ticked(family, client, worker):
    form = client.get(url(family)).context["form"]
    assert form.fields["workers"].initial == [worker.pk]


def test_one_who_restricts_must_say_whether_they_keep_access(family, client, colleague):
    response = client.post(url(family), restriction(colleague, me=""))
    assert "Say whether you keep access yourself" in response.content.decode()
    assert not Family.objects.get(pk=family.pk).restricted


def test_one_who_leaves_themselves_out_is_taken_home_and_told(family, client, colleague):
    response = client.post(url(family), restriction(colleague, me="leave"))
    assert response.url == "/"
    assert client.get(url(family)).status_code == 404
    assert sees(colleague, family)


def test_contact_cannot_leave_themselves_out(family, client, manager):
    response = client.post(url(family), restriction(manager, me="leave"))
    assert "You are named above, so you keep access" in response.content.decode()


def test_contact_must_be_staff_of_the_authority(family, client, neighbour, volunteer):
    for stranger in (neighbour, volunteer):
        response = client.post(url(family), restriction(stranger))
        assert response.context["form"].errors["restricted_contact"]


def test_restriction_is_lifted_and_denials_stay(family, client, manager, worker, colleague):
    FamilyAccess.objects.create(family=family, user=colleague, kind="deny", reason="Her aunt")
    client.post(url(family), restriction(manager))
    client.post(url(family, "lift/"))
    family.refresh_from_db()
    assert not family.restricted
    assert sees(worker, family)
    assert not sees(colleague, family)


def test_colleague_is_found_by_part_of_the_name_and_denied(family, client, colleague):
    page = client.post(url(family, "add/"), {"name": "tom", "find": "1"}).content.decode()
    assert "Tom Reed" in page
    sent = {"name": "tom", "staff": colleague.pk, "kind": "deny", "reason": "The child’s uncle"}
    client.post(url(family, "add/"), sent)
    entry = FamilyAccess.objects.get()
    assert (entry.user, entry.kind, entry.reason) == (colleague, "deny", "The child’s uncle")
    assert not sees(colleague, family)


def test_nobody_of_that_name_is_said(family, client):
    page = client.post(url(family, "add/"), {"name": "zzz", "find": "1"}).content.decode()
    assert "Nobody of that name works here" in page


def test_staff_of_another_authority_are_not_found(family, client, neighbour):
    page = client.post(url(family, "add/"), {"name": "Nell", "find": "1"}).content.decode()
    assert "Nell Orchard" not in page
    sent = {"name": "o", "staff": neighbour.pk, "kind": "allow", "reason": "x"}
    client.post(url(family, "add/"), sent)
    assert not FamilyAccess.objects.exists()


def test_same_person_is_listed_once(family, client, colleague):
    sent = {"name": "tom", "staff": colleague.pk, "kind": "deny", "reason": "Uncle"}
    client.post(url(family, "add/"), sent)
    page = client.post(url(family, "add/"), sent).content.decode()
    assert "already on the list" in page
    assert FamilyAccess.objects.count() == 1


def test_denying_oneself_has_to_be_confirmed(family, client, manager):
    sent = {"name": "jo", "staff": manager.pk, "kind": "deny", "reason": "My niece"}
    page = client.post(url(family, "add/"), sent).content.decode()
    assert "Confirm that you give up your own access" in page
    response = client.post(url(family, "add/"), {**sent, "sure": "on"})
    assert response.url == "/"
    assert not sees(manager, family)


def test_contact_is_neither_denied_nor_taken_off(family, client, manager, colleague):
    client.post(url(family), restriction(colleague))
    sent = {"name": "tom", "staff": colleague.pk, "kind": "deny", "reason": "x"}
    page = client.post(url(family, "add/"), sent).content.decode()
    assert "Choose another contact first" in page
    entry = FamilyAccess.objects.get(user=colleague)
    client.post(f"/families/access/{entry.pk}/end/")
    assert sees(colleague, family)


def test_taken_off_the_list_takes_effect_at_once(family, client, manager, worker):
    client.post(url(family), restriction(manager, workers=[worker.pk]))
    entry = FamilyAccess.objects.get(user=worker)
    assert (
        "It takes effect at once"
        in client.get(f"/families/access/{entry.pk}/end/").content.decode()
    )
    client.post(f"/families/access/{entry.pk}/end/")
    assert not sees(worker, family)


def test_own_entry_says_what_follows(family, client, manager, colleague):
    client.post(url(family), restriction(colleague))
    own = FamilyAccess.objects.get(user=manager)
    assert (
        "you will not be able to open this family"
        in client.get(f"/families/access/{own.pk}/end/").content.decode()
    )
    assert client.post(f"/families/access/{own.pk}/end/").url == "/"


def test_contact_is_changed_while_restricted(family, client, manager, colleague):
    client.post(url(family), restriction(manager))
    sent = {"restricted_contact": colleague.pk, "seen_version": 2}
    client.post(url(family), sent)
    family.refresh_from_db()
    assert family.restricted_contact == colleague
    assert sees(colleague, family)


@pytest.mark.parametrize(
    ("who", "status"), [("worker", 403), ("governance", 200), ("visitor", 403), ("neighbour", 403)]
)
def test_only_managers_and_governance_restrict(who, status, family, request):
    assert sign_in(request.getfixturevalue(who)).get(url(family)).status_code == status


def test_one_who_must_not_see_the_family_is_not_its_contact(family, client, manager, colleague):
    FamilyAccess.objects.create(family=family, user=colleague, kind="deny", reason="Aunt")
    response = client.post(url(family), restriction(colleague))
    assert "must not see this family" in response.content.decode()
    family.refresh_from_db()
    assert not family.restricted


def test_restriction_lifted_from_two_windows_is_lifted_once(family, client, manager, monkeypatch):
    """The second finds the record changed since it was read, and says so."""
    client.post(url(family), restriction(manager))
    lift = restriction_service.lift

    def meanwhile(**kwargs):
        Family.objects.filter(pk=family.pk).update(version=9)
        return lift(**kwargs)

    monkeypatch.setattr(restriction_service, "lift", meanwhile)
    response = client.post(url(family, "lift/"), follow=True)
    assert response.status_code == 200
    assert "changed this family" in response.content.decode()
