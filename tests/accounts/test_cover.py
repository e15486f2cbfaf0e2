"""Cover hands on what the absent person holds, for its days, and nothing wider."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.access import Action, Role, may
from accounts.models import Cover, User
from accounts.services.cover import CannotCover, arrange_cover, end_cover
from cases.models import Case
from tests import factories
from tests.cast import member, sign_in


def fresh(user) -> User:
    """The same user as the next request sees them."""
    return User.objects.get(pk=user.pk)


@pytest.fixture
def today():
    return timezone.localdate()


def cover(absent, deputy, by=None, *, starts=0, ends=7) -> Cover:
    today = timezone.localdate()
    return arrange_cover(
        absent=absent,
        deputy=deputy,
        starts=today + timedelta(days=starts),
        ends=today + timedelta(days=ends),
        by=by or absent,
    )


def test_deputy_opens_the_cases_of_the_absent_persons_strand(worker, visitor):
    case = factories.make_case(strand="edge", by=worker)
    assert not Case.objects.for_user(visitor).exists()
    cover(worker, visitor)
    assert Case.objects.for_user(fresh(visitor)).get() == case


def test_deputy_receives_the_approvals_of_a_manager(worker, manager):
    assert not may(worker, Action.MERGE)
    cover(manager, worker)
    assert may(fresh(worker), Action.MERGE)


@pytest.mark.parametrize(("starts", "ends"), [(-9, -1), (1, 9)])
def test_cover_counts_only_on_its_days(starts, ends, worker, visitor, today):
    Cover.objects.create(
        absent=worker,
        deputy=visitor,
        set_by=worker,
        starts=today + timedelta(days=starts),
        ends=today + timedelta(days=ends),
    )
    assert not may(fresh(visitor), Action.OPEN, authority_id=1, strand="edge")
    assert fresh(visitor).stands_in_for == {visitor.pk}


def test_cover_is_not_passed_on_to_the_deputys_deputy(worker, visitor, social_worker):
    factories.make_case(strand="edge", by=worker)
    cover(worker, visitor)
    cover(visitor, social_worker)
    assert not Case.objects.for_user(fresh(social_worker)).exists()


def test_manager_arranges_cover_for_the_team_but_not_for_wider_roles(
    manager, worker, colleague, programme_manager
):
    cover(worker, colleague, by=manager)
    with pytest.raises(CannotCover, match="cannot arrange cover for this person"):
        cover(programme_manager, colleague, by=manager)


def test_nobody_makes_themselves_deputy_of_another(manager, worker):
    with pytest.raises(CannotCover, match="cannot make yourself"):
        cover(worker, manager, by=manager)


def test_practitioner_arranges_cover_only_for_themselves(worker, colleague, social_worker):
    with pytest.raises(CannotCover, match="cannot arrange cover for this person"):
        cover(colleague, social_worker, by=worker)


def test_volunteer_cannot_be_deputy(worker, volunteer):
    with pytest.raises(CannotCover, match="Only staff"):
        cover(worker, volunteer)


def test_deputy_must_work_in_the_same_authority(worker, neighbour):
    with pytest.raises(CannotCover, match="same authority"):
        cover(worker, neighbour)


def test_two_deputies_for_the_same_days_are_refused(worker, colleague, visitor):
    cover(worker, colleague)
    with pytest.raises(CannotCover, match="already named"):
        cover(worker, visitor, starts=3, ends=5)


def test_ending_a_running_cover_keeps_the_days_it_counted(worker, colleague, today):
    running = Cover.objects.create(
        absent=worker,
        deputy=colleague,
        set_by=worker,
        starts=today - timedelta(days=5),
        ends=today + timedelta(days=5),
    )
    end_cover(cover=running, by=worker)
    running.refresh_from_db()
    assert running.ends == today - timedelta(days=1)


def test_stranger_cannot_end_a_cover(worker, colleague, visitor):
    arranged = cover(worker, colleague)
    with pytest.raises(CannotCover):
        end_cover(cover=arranged, by=visitor)
    assert sign_in(visitor).post(f"/account/cover/{arranged.pk}/end/").status_code == 404


def test_page_arranges_cover_and_shows_it(worker, colleague, today):
    client = sign_in(worker)
    first, last = today + timedelta(days=1), today + timedelta(days=3)
    response = client.post("/account/cover/", typed(worker, colleague, first, last), follow=True)
    assert "Tom Reed stands in for Priya Shah" in response.content.decode()


def typed(absent, deputy, first: date, last: date) -> dict:
    return {
        "absent": absent.pk,
        "deputy": deputy.pk,
        **{f"starts_{part}": getattr(first, part) for part in ("day", "month", "year")},
        **{f"ends_{part}": getattr(last, part) for part in ("day", "month", "year")},
    }


def test_page_says_which_date_is_wrong_and_keeps_what_was_typed(worker, colleague, today):
    answers = typed(worker, colleague, today + timedelta(days=3), today + timedelta(days=1))
    page = sign_in(worker).post("/account/cover/", answers).content.decode()
    assert "The last day must not be before the first day" in page
    assert f'value="{answers["ends_year"]}"' in page


def test_page_offers_only_staff_of_the_own_authority(worker, colleague, neighbour, volunteer):
    form = sign_in(worker).get("/account/cover/").context["form"]
    offered = set(form.fields["deputy"].queryset)
    assert colleague in offered
    assert not {neighbour, volunteer} & offered


def test_deputy_of_an_administrator_needs_a_second_factor(administrator, worker):
    assert not worker.must_use_second_factor
    cover(administrator, worker)
    response = sign_in(fresh(worker)).get("/")
    assert response["Location"] == "/account/2fa/"


def test_role_of_other_authority_is_not_enough(edge_team, wight, manager):
    elsewhere = factories.make_team(wight, strand="edge", name="Edge Newport")
    both = member("Bo Both", edge_team)
    factories.join(both, elsewhere, Role.PRACTITIONER)
    with pytest.raises(CannotCover):
        cover(fresh(both), manager, by=manager)
