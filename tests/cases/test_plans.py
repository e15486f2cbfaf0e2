"""Writing a plan with a family, sharing, approving and reviewing it, through the pages."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.models import Plan, PlanVersion, Task
from tests import factories
from tests.cases.planning import make_goal, make_plan, make_whole_plan
from tests.cast import sign_in


@pytest.fixture
def child(hampshire):
    return factories.make_person("Ava", "Hill")


@pytest.fixture
def case(worker, edge_team, child):
    case = factories.make_case(factories.make_family(people=[child]), team=edge_team, by=worker)
    factories.allocate(case, worker)
    return case


@pytest.fixture
def fit_case(visitor, child):
    """A case of a strand whose plans no manager approves."""
    return factories.make_case(factories.make_family(people=[child]), strand="fit", by=visitor)


@pytest.fixture
def client(worker):
    return sign_in(worker)


def dated(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def errors(response):
    return response.context["form"].errors


def test_plan_is_started_once_per_case(client, case):
    sent = {
        "family_words": "Calm mornings",
        **dated("starts", in_days(0)),
        **dated("next_review_on", in_days(42)),
    }
    first = client.post(reverse("cases:plan_start", args=[case.pk]), sent)
    assert first.status_code == 302
    again = client.post(reverse("cases:plan_start", args=[case.pk]), sent)
    assert "This case already has a plan." in str(errors(again))
    assert Plan.objects.count() == 1
    assert client.get(reverse("cases:case_plan", args=[case.pk])).url == first.url


def test_goal_comes_with_its_first_rating(client, case, child):
    plan = make_plan(case)
    sent = {
        "who": f"p{child.pk}",
        "words": "I want friends",
        "different": "Ava sees a friend every week",
        "score": "3",
        **dated("by_when", in_days(60)),
    }
    client.post(reverse("cases:goal_add", args=[plan.pk]), sent)
    goal = plan.goals.get()
    assert (goal.person, goal.ratings.get().score) == (child, 3)
    page = client.get(plan.get_absolute_url()).content.decode()
    assert "I want friends" in page
    assert 'aria-label="Ratings: 3 out of 10 on' in page


def test_person_outside_the_family_cannot_own_a_goal(client, case):
    plan, stranger = make_plan(case), factories.make_person("Someone", "Else")
    sent = {"who": f"p{stranger.pk}", "different": "x", **dated("by_when", in_days(9))}
    response = client.post(reverse("cases:goal_add", args=[plan.pk]), sent)
    assert "who" in errors(response)
    assert not plan.goals.exists()


def test_second_rating_of_a_day_corrects_the_first(client, case, child):
    goal = make_goal(make_plan(case), child)
    for score in ("3", "5"):
        sent = {"who": f"p{child.pk}", "score": score, **dated("on", in_days(0))}
        client.post(reverse("cases:goal_rate", args=[goal.pk]), sent)
    assert goal.ratings.get().score == 5


@pytest.mark.parametrize("score", ["11", "-1", "seven"])
def test_rating_outside_0_to_10_is_refused(client, case, child, score):
    goal = make_goal(make_plan(case), child)
    sent = {"who": f"p{child.pk}", "score": score, **dated("on", in_days(0))}
    response = client.post(reverse("cases:goal_rate", args=[goal.pk]), sent)
    assert "score" in errors(response)
    assert not goal.ratings.exists()


def test_goal_is_dropped_only_with_a_reason(client, case, child):
    goal = make_goal(make_plan(case), child)
    url = reverse("cases:goal_end", args=[goal.pk])
    response = client.post(url, {"ending": "dropped", **dated("on", in_days(0))})
    assert errors(response)["reason"] == ["Say why the goal was dropped"]
    client.post(url, {"ending": "dropped", "reason": "Moved", **dated("on", in_days(0))})
    goal.refresh_from_db()
    assert (goal.ending, goal.ended_reason) == ("dropped", "Moved")


def test_workers_action_is_a_task_and_done_in_either_place(client, case, child, worker):
    goal = make_goal(make_plan(case), child)
    sent = {"what": "Ring the school", "who": f"w{worker.pk}", **dated("by_when", in_days(5))}
    client.post(reverse("cases:action_add", args=[goal.pk]), sent)
    task = Task.objects.get()
    assert (task.title, task.assigned_to, task.case) == ("Ring the school", worker, case)
    action = goal.actions.get()
    client.post(reverse("cases:action_done", args=[action.pk]), {"done": "yes"})
    task.refresh_from_db()
    assert task.done_by == worker
    page = client.get(goal.plan.get_absolute_url()).context["page"]
    assert page.goals[0].actions[0].done_on == timezone.localdate()


def test_family_members_action_is_no_task(client, case, child):
    goal = make_goal(make_plan(case), child)
    sent = {"what": "Pack the bag", "who": f"p{child.pk}", **dated("by_when", in_days(5))}
    client.post(reverse("cases:action_add", args=[goal.pk]), sent)
    client.post(reverse("cases:action_done", args=[goal.actions.get().pk]), {"done": "yes"})
    assert goal.actions.get().done_on == timezone.localdate()
    assert not Task.objects.exists()


def test_not_asking_somebody_needs_a_reason(client, case, child):
    plan = make_plan(case)
    url = reverse("cases:plan_agreement", args=[plan.pk, child.pk])
    sent = {"answer": "not_asked", **dated("on", in_days(0))}
    assert "not_asked_reason" in errors(client.post(url, sent))
    client.post(url, {**sent, "not_asked_reason": "In hospital"})
    assert plan.agreements.get().not_asked_reason == "In hospital"


def test_two_people_changing_a_plan_are_asked_which_words_stand(client, case, colleague):
    plan = make_plan(case)
    url = reverse("cases:plan_edit", args=[plan.pk])
    dates = {**dated("starts", plan.starts), **dated("next_review_on", plan.next_review_on)}
    theirs = {"family_words": "Theirs", "seen_version": "1", **dates}
    sign_in(colleague).post(url, theirs)
    response = client.post(url, {**theirs, "family_words": "Mine"})
    assert response.templates[0].name == "cases/conflict.html"
    plan.refresh_from_db()
    assert plan.family_words == "Theirs"


def test_shared_version_stays_as_it_was(visitor, fit_case, child):
    client, plan = sign_in(visitor), make_plan(fit_case)
    goal = make_goal(plan, child)
    share = reverse("cases:plan_share", args=[plan.pk])
    client.post(share)
    goal.different = "Something else"
    goal.save()
    page = client.get(plan.get_absolute_url())
    assert page.context["page"].changed_since_shared
    client.post(share)
    client.post(share)
    assert list(plan.versions.order_by("number").values_list("number", flat=True)) == [1, 2]
    first = client.get(reverse("cases:plan_version", args=[plan.pk, 1])).content.decode()
    assert "Ava goes to school every day" in first
    assert "Something else" not in first


def test_plan_waits_for_a_manager_before_it_is_shared(client, case, child, manager):
    plan = make_plan(case)
    make_goal(plan, child)
    client.post(reverse("cases:plan_share", args=[plan.pk]))
    assert not PlanVersion.objects.exists()

    client.post(reverse("cases:plan_ask", args=[plan.pk]))
    boss = sign_in(manager)
    url = reverse("cases:plan_approve", args=[plan.pk])
    assert url in boss.get(reverse("home")).content.decode()
    form = boss.get(url).context["form"]
    boss.post(url, {"answer": "approved", "read": form["read"].value()})
    assert plan.approvals.get().answered_by == manager
    assert url not in boss.get(reverse("home")).content.decode()

    client.post(reverse("cases:plan_share", args=[plan.pk]))
    assert plan.versions.get().number == 1


def test_plan_is_sent_back_with_a_reason(client, case, child, manager):
    plan = make_plan(case)
    make_goal(plan, child)
    client.post(reverse("cases:plan_ask", args=[plan.pk]))
    boss, url = sign_in(manager), reverse("cases:plan_approve", args=[plan.pk])
    read = boss.get(url).context["form"]["read"].value()
    response = boss.post(url, {"answer": "sent_back", "read": read})
    assert errors(response)["reason"] == ["Say what has to change"]
    boss.post(url, {"answer": "sent_back", "reason": "Add school", "read": read})
    assert "Add school" in client.get(plan.get_absolute_url()).content.decode()


def test_plan_changed_while_the_manager_read_it_is_not_approved(client, case, child, manager):
    plan = make_plan(case)
    goal = make_goal(plan, child)
    client.post(reverse("cases:plan_ask", args=[plan.pk]))
    boss, url = sign_in(manager), reverse("cases:plan_approve", args=[plan.pk])
    read = boss.get(url).context["form"]["read"].value()
    goal.different = "Something else"
    goal.save()
    response = boss.post(url, {"answer": "approved", "read": read})
    assert "The plan has changed since you opened it" in str(errors(response))
    assert plan.approvals.get().answer == ""


def test_nobody_approves_their_own_plan(case, child, manager):
    plan = make_plan(case, by=manager)
    make_goal(plan, child)
    boss = sign_in(manager)
    boss.post(reverse("cases:plan_ask", args=[plan.pk]))
    url = reverse("cases:plan_approve", args=[plan.pk])
    assert boss.get(url).status_code == 403
    assert boss.post(url, {"answer": "approved", "read": "{}"}).status_code == 403
    assert url not in boss.get(reverse("home")).content.decode()


def review(child, goal, **changes):
    return {
        **dated("held_on", in_days(0)),
        "changed": "Mornings are calmer",
        "decision": "continue",
        **dated("next_review_on", in_days(42)),
        f"part_{child.pk}": "in_person",
        f"words_{child.pk}": "I like school now",
        f"score_{goal.pk}": "6",
        **changes,
    }


def test_review_rates_the_goals_and_sets_the_next_one(client, case, child):
    plan = make_plan(case, next_review_on=in_days(-3))
    goal = make_goal(plan, child)
    assert "Review is overdue" in client.get(plan.get_absolute_url()).content.decode()
    client.post(reverse("cases:plan_review", args=[plan.pk]), review(child, goal))
    plan.refresh_from_db()
    held = plan.reviews.get()
    assert (held.due_on, plan.next_review_on) == (in_days(-3), in_days(42))
    assert (goal.ratings.get().score, goal.ratings.get().review) == (6, held)
    assert held.people.get().words == "I like school now"
    assert "Review is overdue" not in client.get(plan.get_absolute_url()).content.decode()


def test_review_that_carries_on_needs_the_next_date(client, case, child):
    plan = make_plan(case)
    goal = make_goal(plan, child)
    sent = review(child, goal, **dict.fromkeys(dated("next_review_on", in_days(0)), ""))
    response = client.post(reverse("cases:plan_review", args=[plan.pk]), sent)
    assert errors(response)["next_review_on"] == ["Enter the date of the next review"]
    assert not plan.reviews.exists()
    assert not goal.ratings.exists()


def test_review_can_end_the_plan(client, case, child):
    plan = make_plan(case)
    goal = make_goal(plan, child)
    sent = review(child, goal, decision="end", reason="Goals reached")
    client.post(reverse("cases:plan_review", args=[plan.pk]), sent)
    plan.refresh_from_db()
    assert (plan.ended_on, plan.next_review_on) == (in_days(0), None)
    assert client.get(reverse("cases:goal_add", args=[plan.pk])).status_code == 403


def test_person_the_reader_may_not_open_is_not_named(client, case, child):
    hidden = factories.make_person("Hidden", "Hill")
    plan = make_plan(case)
    make_goal(plan, hidden)
    contact = User.objects.get(pk=case.allocations.get().worker_id)
    closed = factories.make_family(
        "Closed", people=[hidden], restricted=True, restricted_contact=contact
    )
    assert closed.restricted
    page = client.get(plan.get_absolute_url()).content.decode()
    assert "Somebody you cannot see" in page
    assert "Hidden" not in page


def test_plan_page_takes_as_many_queries_however_long_the_plan(client, case, child):
    plan = make_whole_plan(case, child)
    url = plan.get_absolute_url()
    client.get(url)
    with CaptureQueriesContext(connection) as short:
        client.get(url)
    for n in range(6):
        goal = make_goal(plan, child)
        goal.actions.create(person=child, what="Do it", by_when=goal.by_when)
        for day in range(4):
            goal.ratings.create(person=child, score=n, on=plan.starts + timedelta(days=day))
    with CaptureQueriesContext(connection) as long:
        client.get(url)
    assert len(long) == len(short)
