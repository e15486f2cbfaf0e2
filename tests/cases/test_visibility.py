"""Who may open and who may find: own strand and authority, allocation, restriction, denial."""

import pytest

from cases.models import Case, Family, FamilyAccess, Person
from tests import factories


@pytest.fixture
def case(hampshire, worker):
    return factories.make_case(strand="edge", by=worker)


def opens(user, case) -> bool:
    """One answer for the case, its family and its people, or the three disagree."""
    answers = {
        Case.objects.for_user(user).filter(pk=case.pk).exists(),
        Family.objects.for_user(user).filter(pk=case.family_id).exists(),
        Person.objects.for_user(user).filter(families=case.family_id).exists(),
    }
    assert len(answers) == 1
    return answers.pop()


def finds(user, case) -> bool:
    answers = {
        Family.objects.findable_by(user).filter(pk=case.family_id).exists(),
        Person.objects.findable_by(user).filter(families=case.family_id).exists(),
    }
    assert len(answers) == 1
    return answers.pop()


@pytest.mark.parametrize(
    ("who", "may_open", "may_find"),
    [
        ("worker", True, True),
        ("colleague", True, True),
        ("manager", True, True),
        ("programme_manager", True, True),
        ("governance", True, True),
        ("visitor", False, True),
        ("social_worker", False, True),
        ("coordinator", False, True),
        ("neighbour", False, False),
        ("volunteer", False, False),
        ("partner", False, False),
        ("analyst", False, False),
        ("administrator", False, False),
    ],
)
def test_role_decides_what_is_opened_and_found(who, may_open, may_find, case, request):
    user = request.getfixturevalue(who)
    assert opens(user, case) is may_open
    assert finds(user, case) is may_find


def test_allocation_opens_a_case_of_another_strand(case, social_worker):
    allocation = factories.allocate(case, social_worker)
    assert opens(social_worker, case)
    allocation.ends = allocation.starts
    allocation.save()
    assert not opens(social_worker, case)


def test_allocated_volunteer_still_opens_nothing(case, volunteer):
    factories.allocate(case, volunteer)
    assert not opens(volunteer, case)


def test_inactive_user_opens_nothing(case, worker):
    worker.is_active = False
    assert not opens(worker, case)


def restrict(family, contact):
    family.restricted = True
    family.restricted_contact = contact
    family.save()


def test_restricted_family_is_hidden_even_from_programme_managers(
    case, worker, programme_manager, manager
):
    restrict(case.family, manager)
    for user in (worker, programme_manager, manager):
        assert not opens(user, case)
        assert not finds(user, case)


def test_named_person_sees_restricted_family(case, worker, manager):
    restrict(case.family, manager)
    FamilyAccess.objects.create(family=case.family, user=worker, kind="allow", reason="Key worker")
    assert opens(worker, case)
    assert finds(worker, case)


def test_denied_person_sees_nothing_even_when_allocated(case, worker):
    factories.allocate(case, worker)
    FamilyAccess.objects.create(family=case.family, user=worker, kind="deny", reason="Her cousin")
    assert not opens(worker, case)
    assert not finds(worker, case)


def test_person_in_a_second_restricted_family_is_hidden(case, worker, manager):
    child = case.family.people.get()
    factories.add_to_family(
        factories.make_family("Ross", restricted=True, restricted_contact=manager), child
    )
    assert not Person.objects.for_user(worker).filter(pk=child.pk).exists()
    assert not Person.objects.findable_by(worker).filter(pk=child.pk).exists()
