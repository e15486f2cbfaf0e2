"""Filling in a measure, what follows from it, and putting measures beside each other."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.codes import AlertKind, FamilyRole
from cases.measure_series import change_between, pairs
from cases.models import Alert, Measure, Task
from tests import factories
from tests.cast import sign_in


@pytest.fixture
def case(worker):
    case = factories.make_case(by=worker)
    factories.allocate(case, worker)
    return case


@pytest.fixture
def child(case):
    return case.family.people.get()


@pytest.fixture
def mother(case):
    mother = factories.make_person("Dana", "Hill", date_of_birth=date(1985, 1, 1))
    factories.add_to_family(case.family, mother, FamilyRole.PARENT)
    return mother


def sent(case=None, on=None, **answers) -> dict:
    on = on or timezone.localdate()
    return {
        "taken_on_day": on.day,
        "taken_on_month": on.month,
        "taken_on_year": on.year,
        "point": "baseline",
        "case": case.pk if case else "",
        "practitioner_level": "same",
        **{f"answers__{name}": value for name, value in answers.items()},
    }


def add(user, person, slug, data):
    return sign_in(user).post(reverse("cases:measure_add", args=[person.pk, slug]), data)


PHQ9_QUIET = {f"q{n}": 1 for n in range(1, 9)} | {"q9": 0}


def test_phq9_is_scored_and_shown(worker, case, mother):
    response = add(worker, mother, "phq9", sent(case, **PHQ9_QUIET))
    measure = Measure.objects.get()
    assert response.url == measure.get_absolute_url()
    assert (measure.total, measure.calculated_level, measure.practitioner_level) == (
        8, "mild", "mild",
    )  # fmt: skip
    page = sign_in(worker).get(response.url).content.decode()
    assert "8 out of 27" in page
    assert "Mild" in page
    assert not Task.objects.exists()
    assert not Alert.objects.exists()


def test_phq9_last_question_makes_a_task_for_today_and_an_alert(worker, case, mother):
    add(worker, mother, "phq9", sent(case, **PHQ9_QUIET | {"q9": 1}))
    task, alert = Task.objects.get(), Alert.objects.get()
    assert (task.due_on, task.assigned_to, task.case) == (timezone.localdate(), worker, case)
    assert (alert.person, alert.kind) == (mother, AlertKind.SELF_HARM)


def test_dash_of_fourteen_makes_a_task_and_an_alert_once(worker, case, mother):
    add(worker, mother, "dash", sent(case, count=14))
    measure = Measure.objects.get()
    assert Task.objects.get().due_on == timezone.localdate()
    assert Alert.objects.get().kind == AlertKind.DOMESTIC_ABUSE
    url = reverse("cases:measure_edit", args=[measure.pk])
    sign_in(worker).post(url, {**sent(case, count=16), "seen_version": 1})
    measure.refresh_from_db()
    assert (measure.total, measure.version) == (16, 2)
    assert Task.objects.count() == Alert.objects.count() == 1


def test_amending_into_a_risk_raises_it(worker, case, mother):
    measure = factories.make_measure(mother, {"count": 3}, instrument="dash", case=case)
    url = reverse("cases:measure_edit", args=[measure.pk])
    sign_in(worker).post(url, {**sent(case, count=15), "seen_version": 1})
    assert Task.objects.count() == Alert.objects.count() == 1


@pytest.mark.parametrize(
    ("slug", "answers", "words"),
    [
        ("dash", {"count": 25}, "24 or less"),
        ("dash", {"count": 2, "marac_referred_on_day": 1, "marac_referred_on_month": 6,
                  "marac_referred_on_year": 2026}, "A referral to MARAC is for high risk"),
        ("audit_c", {"q1": 0, "q2": 2}, "never drinks"),
        ("audit_c", {"q1": 1, "q2": 2}, "Answer this question"),
        ("swemwbs", {"raw": 6}, "7 or more"),
        ("phq9", {}, "Answer the questions"),
        ("seraf", {"vulnerabilities": 3}, "Enter a number"),
        ("gbo", {"informant": "self", "goal1": 4}, "Say what goal 1 is"),
    ],
)  # fmt: skip
def test_impossible_answers_are_refused_beside_the_field(worker, mother, slug, answers, words):
    data = sent(**answers) | {"informant": "self"}
    response = add(worker, mother, slug, data)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not Measure.objects.exists()


def test_teacher_impact_above_six_is_refused(worker, child):
    scales = dict.fromkeys(("emotional", "conduct", "hyperactivity", "peer", "prosocial"), 2)
    data = sent(**scales, impact=7) | {"informant": "teacher"}
    assert "goes to 6" in add(worker, child, "sdq", data).content.decode()
    assert add(worker, child, "sdq", data | {"informant": "parent"}).status_code == 302


def test_self_report_below_eleven_is_refused(worker, case):
    young = factories.make_person("Cai", "Hill", date_of_birth=date(2019, 5, 1))
    factories.add_to_family(case.family, young)
    scales = dict.fromkeys(("emotional", "conduct", "hyperactivity", "peer", "prosocial"), 2)
    response = add(worker, young, "sdq", sent(**scales) | {"informant": "self"})
    assert "ages 11 to 17" in response.content.decode()


COUNTS = {"vulnerabilities": 4, "moderate": 3, "significant_now": 0, "significant_earlier": 0}


def test_another_level_needs_a_reason(worker, child):
    data = sent(**COUNTS) | {"practitioner_level": "significant"}
    page = add(worker, child, "seraf", data).content.decode()
    assert "The score gives “2: mild risk”. Say why" in page
    response = add(worker, child, "seraf", data | {"level_reason": "Older friend with a car."})
    assert "Older friend with a car." in sign_in(worker).get(response.url).content.decode()
    measure = Measure.objects.get()
    assert (measure.calculated_level, measure.practitioner_level) == ("mild", "significant")


def test_database_refuses_another_level_without_reason(child):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_measure(child, COUNTS, instrument="seraf", practitioner_level="significant")


def test_score_so_far_is_shown_without_saving_or_losing_anything(worker, mother):
    data = sent(q1=3, q2=2) | {"so_far": "yes"}
    page = add(worker, mother, "gad7", data).content.decode()
    assert "5 so far, 2 of 7 questions answered." in page
    assert "There is a problem" not in page
    assert page.count(" checked") == 4
    assert not Measure.objects.exists()


def test_two_people_amending_are_asked_about_the_answer_both_changed(worker, colleague, mother):
    measure = factories.make_measure(mother)
    url = reverse("cases:measure_edit", args=[measure.pk])
    answers = {f"q{n}": 1 for n in range(1, 8)}
    on = measure.taken_on
    sign_in(colleague).post(url, {**sent(on=on, **answers | {"q1": 3}), "seen_version": 1})
    mine = {**sent(on=on, **answers | {"q1": 2, "q2": 3}), "seen_version": 1}
    asked = sign_in(worker).post(url, mine).content.decode()
    assert "Nearly every day" in asked
    assert "More than half the days" in asked
    settled = mine | {
        "asked": "answers__q1",
        "keep_answers__q1": "theirs",
        "shown_version": 2,
    }
    assert sign_in(worker).post(url, settled).status_code == 302
    measure.refresh_from_db()
    assert (measure.answers["q1"], measure.answers["q2"], measure.total) == (3, 3, 11)


def test_measure_again_brings_the_goals_along(worker, child):
    earlier = factories.make_measure(
        child, {"goal1_words": "Sleep through", "goal1": 2}, instrument="gbo"
    )
    url = reverse("cases:measure_add", args=[child.pk, "gbo"])
    page = sign_in(worker).get(url, {"again": earlier.pk}).content.decode()
    assert "Sleep through" in page


@pytest.mark.parametrize(
    ("first", "then", "words"),
    [
        (12, 6, "6 lower than on 1 March 2026: reliable improvement"),
        (12, 7, "5 lower than on 1 March 2026: no reliable change"),
        (6, 12, "6 higher than on 1 March 2026: reliable deterioration"),
        (6, 6, "The same as on 1 March 2026"),
    ],
)
def test_phq9_change_of_six_is_reliable(first, then, words):
    earlier = Measure(instrument="phq9", total=Decimal(first), taken_on=date(2026, 3, 1))
    later = Measure(instrument="phq9", total=Decimal(then), taken_on=date(2026, 6, 1))
    assert change_between(earlier, later).words == words


def test_gbo_change_follows_each_goal_that_both_rate():
    """Goals in both: 2 to 7 and 4 to 6. The third was not there before."""
    earlier = Measure(
        instrument="gbo", taken_on=date(2026, 3, 1),
        answers={"goal1_words": "Sleep", "goal1": 2, "goal2_words": "School", "goal2": 4},
    )  # fmt: skip
    later = Measure(
        instrument="gbo", taken_on=date(2026, 6, 1),
        answers={"goal1_words": "school", "goal1": 6, "goal2_words": "Sleep", "goal2": 7,
                 "goal3_words": "Friends", "goal3": 0},
    )  # fmt: skip
    change = change_between(earlier, later)
    assert (change.amount, change.is_better, change.is_reliable) == (Decimal("3.50"), True, True)


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def test_pairs_are_baseline_and_latest_of_one_informant(child):
    def rate(value, informant, point, days):
        return factories.make_measure(
            child, {"safety": value}, instrument="safety", informant=informant, point=point,
            taken_on=days_ago(days),
        )  # fmt: skip

    baseline = rate(3, "parent", "baseline", 90)
    rate(5, "parent", "review", 60)
    latest = rate(8, "parent", "review", 10)
    rate(2, "self", "baseline", 90)
    rate(6, "worker", "review", 30)
    rate(7, "worker", "review", 5)
    [pair] = pairs(Measure.objects.all())
    assert pair == latest
    assert (pair.baseline_id, pair.baseline_total, pair.total) == (baseline.pk, 3, 8)
    assert pair.baseline_on == baseline.taken_on


def test_measure_of_a_case_is_closed_to_other_strands(visitor, worker, case, child):
    fit = factories.make_case(case.family, strand="fit")
    of_case = factories.make_measure(child, case=case)
    of_person = factories.make_measure(child)
    assert fit in visitor_cases(visitor)
    assert list(Measure.objects.for_user(visitor)) == [of_person]
    assert set(Measure.objects.for_user(worker)) == {of_case, of_person}


def visitor_cases(user):
    from cases.models import Case

    return Case.objects.for_user(user)


def test_measures_tab_asks_as_little_for_many_as_for_few(worker, case, child, mother):
    client = sign_in(worker)
    url = reverse("cases:family_measures", args=[case.family_id])

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            page = client.get(url).content.decode()
        assert "GAD-7" in page
        return len(seen)

    for days in (40, 20):
        factories.make_measure(mother, taken_on=days_ago(days), case=case)
    queries()  # The first page of a session asks a little more.
    few = queries()
    for days in range(1, 15):
        factories.make_measure(mother, taken_on=days_ago(days), case=case)
        factories.make_measure(child, {"safety": 4}, instrument="safety", case=case)
    assert queries() == few


def test_chart_says_in_words_what_it_draws(worker, mother):
    factories.make_measure(mother, taken_on=date(2026, 3, 1))
    factories.make_measure(mother, taken_on=date(2026, 6, 1), point="review")
    url = reverse("cases:person_measures", args=[mother.pk])
    page = sign_in(worker).get(url).content.decode()
    assert 'aria-label="GAD-7: 7 on 1 March 2026, 7 on 1 June 2026. Lower is better."' in page
    assert "style=" not in page
