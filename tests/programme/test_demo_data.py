"""The made-up programme keeps every rule that real records must keep."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from accounts.access import SECOND_FACTOR_ROLES, Role
from accounts.models import Cover, Membership
from cases.codes import (
    RELATIONS,
    UNIQUE_IDENTIFIERS,
    AddressKind,
    AllocationRole,
    CaseStage,
    IdentifierKind,
    RelationType,
    Sex,
    StatusKind,
)
from cases.codes.plans import GoalEnd
from cases.identifiers import clean_identifier
from cases.models import (
    Address,
    Alert,
    Allocation,
    CareEpisode,
    Case,
    CaseAudit,
    CaseDiscussion,
    ContactDetail,
    EducationStatus,
    EngagementRating,
    Family,
    FamilyAccess,
    Goal,
    GoalRating,
    Identifier,
    Measure,
    MissingEpisode,
    NameWord,
    Person,
    PersonName,
    Plan,
    PlanAction,
    PlanAgreement,
    PlanReview,
    Referral,
    Relationship,
    StatutoryStatus,
    Transfer,
)
from cases.names import tidy
from cases.plan_content import content_of, same_plan
from cases.services.stages import NEXT
from cases.statutory_rules import (
    activity_problems,
    birth_problems,
    disability_problems,
    episode_problems,
    episode_queries,
    missing_problems,
    needs_problems,
    status_problems,
    upn_problems,
)
from cases.strand import strands
from cases.working_days import due_after, local_date
from programme.demo.name_pools import PUBLIC_FIGURES
from programme.demo.users import ABSENT, DEPUTY

UNDER_WAY = (CaseStage.ACCEPTED, CaseStage.ACTIVE)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """One programme for all tests here, gone again afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", scale=0.4, verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def programme(loaded, db):
    return None


def by_person(model) -> dict[int, list]:
    found: dict[int, list] = {}
    for row in model.objects.order_by("pk"):
        found.setdefault(row.person_id, []).append(row)
    return found


def children(model) -> list:
    people = Person.objects.in_bulk()
    return [(people[pk], rows) for pk, rows in by_person(model).items()]


def test_people_have_possible_dates_and_tidy_names(programme):
    today = timezone.localdate()
    for person in Person.objects.all():
        assert birth_problems(person, today=today, sex=person.sex) == {}
        assert disability_problems(person.disabilities) == {}
        for name in (person.forename, person.surname, person.known_as):
            assert name == tidy(name)
        assert f"{person.forename.split(' ')[0]} {person.surname}" not in PUBLIC_FIGURES


def test_identifiers_have_right_check_digits_and_belong_to_one_person(programme):
    rows = list(Identifier.objects.all())
    assert {row.kind for row in rows} >= {IdentifierKind.NHS_NUMBER, IdentifierKind.UPN}
    for row in rows:
        try:
            assert clean_identifier(row.kind, row.value) == row.value
        except ValidationError as problem:
            pytest.fail(f"{row.kind} {row.value}: {problem}")
        if row.kind == IdentifierKind.NHS_NUMBER:
            assert row.value.startswith("999")
    counts = Counter((r.kind, r.value) for r in rows if r.kind in UNIQUE_IDENTIFIERS)
    assert max(counts.values()) == 1


def test_reasons_for_no_pupil_number_fit_the_child(programme):
    holders = set(
        Identifier.objects.filter(kind=IdentifierKind.UPN).values_list("person", flat=True)
    )
    asked = Person.objects.exclude(upn_unknown="")
    assert asked.exists()
    for person in asked:
        problems = upn_problems(
            person.upn_unknown,
            child=person,
            on=timezone.localdate(),
            has_upn=person.pk in holders,
        )
        assert problems == {}


def test_phones_and_emails_reach_nobody(programme):
    for value in ContactDetail.objects.values_list("value", flat=True):
        assert value.startswith(("07700 900", "01632 960")) or value.endswith("@example.org")
    for value in Referral.objects.values_list("referrer_contact", flat=True):
        assert not value or value.startswith("01632 960") or value.endswith("@strands.example")


def test_statuses_keep_the_census_rules(programme):
    found = children(StatutoryStatus)
    assert {row.kind for _, rows in found for row in rows} == set(StatusKind)
    for child, rows in found:
        for row in rows:
            problems = status_problems(
                row, child=child, today=timezone.localdate(), others=rows, had_assessment=True
            )
            assert problems == {}, (row.pk, problems)
        for one, other in pairwise(sorted(rows, key=lambda row: row.starts)):
            assert one.ends is not None
            assert one.ends < other.starts


def test_care_episodes_keep_the_looked_after_rules(programme):
    found = children(CareEpisode)
    assert found
    for child, rows in found:
        for row in rows:
            problems = episode_problems(
                row, child=child, today=timezone.localdate(), others=rows
            ) | episode_queries(row, others=rows)
            assert problems == {}, (row.pk, problems)


def test_care_episodes_agree_with_looked_after_status(programme):
    spells = {
        (row.person_id, row.starts, row.ends)
        for row in StatutoryStatus.objects.filter(kind=StatusKind.LOOKED_AFTER)
    }
    periods = {
        (rows[0].person_id, rows[0].starts, rows[-1].ends)
        for rows in by_person(CareEpisode).values()
    }
    assert periods == spells


def test_missing_episodes_keep_their_rules(programme):
    found = children(MissingEpisode)
    assert found
    for child, rows in found:
        for row in rows:
            assert missing_problems(row, child=child, now=timezone.now(), others=rows) == {}


def test_education_fits_the_age(programme):
    found = children(EducationStatus)
    assert len({row.activity for _, rows in found for row in rows}) > 5
    for child, rows in found:
        for row in rows:
            problems = activity_problems(
                row.activity,
                child=child,
                starts=row.starts,
                ends=row.ends,
                today=timezone.localdate(),
            )
            assert problems == {}, (row.pk, problems)
        assert sum(row.ends is None for row in rows) <= 1


def test_parental_responsibility_is_held_only_where_it_can_be(programme):
    for row in Relationship.objects.filter(parental_responsibility=True):
        assert RELATIONS[RelationType(row.kind)].parental_responsibility
    kinds = set(Relationship.objects.values_list("kind", flat=True))
    assert kinds >= {
        RelationType.PARENT,
        RelationType.ADOPTIVE_PARENT,
        RelationType.FOSTER_CARER,
        RelationType.STEP_PARENT,
        RelationType.HALF_SIBLING,
        RelationType.DIVORCED,
        RelationType.GRANDPARENT,
    }


def test_birth_parents_are_old_enough(programme):
    for row in Relationship.objects.filter(kind=RelationType.PARENT).select_related():
        if row.relative.date_of_birth:
            years = (row.relative.date_of_birth - row.subject.date_of_birth).days / 365.25
            assert 14 < years < 70, (row.pk, years)


def test_families_are_of_many_kinds(programme):
    assert Person.objects.filter(date_of_birth=None, sex=Sex.UNKNOWN).exists()
    assert Person.objects.filter(death_date__isnull=False).exists()
    assert Person.objects.exclude(known_as="").exists()
    assert PersonName.objects.exists()
    assert Address.objects.filter(kind=AddressKind.SECOND_HOME).exists()
    assert Address.objects.filter(do_not_disclose=True).exists()
    assert Address.objects.filter(ends__isnull=False).exists()
    assert ContactDetail.objects.filter(safe_to_call=False).exists()
    assert Alert.objects.exists()
    in_two = Counter(Family.people.through.objects.values_list("person", flat=True))
    assert max(in_two.values()) == 2


def test_every_strand_and_stage_is_there_in_both_authorities(programme):
    slugs = {strand.slug for strand in strands()}
    for code in ("850", "921"):
        cases = Case.objects.filter(authority__dfe_code=code)
        assert set(cases.values_list("strand", flat=True)) == slugs
        assert set(cases.values_list("stage", flat=True)) >= {
            CaseStage.REFERRED,
            CaseStage.ACTIVE,
            CaseStage.CLOSED,
        }
    assert set(Case.objects.values_list("stage", flat=True)) == set(CaseStage)


def test_every_open_case_has_a_child_it_is_about(programme):
    for case in Case.objects.open_().prefetch_related("parts"):
        assert "subject_child" in {part.role for part in case.parts.all()}


def test_stage_changes_lead_to_the_stage_by_allowed_steps(programme):
    for case in Case.objects.prefetch_related("stage_changes"):
        steps = sorted(case.stage_changes.all(), key=lambda step: (step.at, step.pk))
        assert (steps[0].from_stage, steps[0].to_stage) == ("", CaseStage.REFERRED)
        for one, other in pairwise(steps):
            assert other.from_stage == one.to_stage
            assert other.to_stage in NEXT[CaseStage(one.to_stage)]
        assert steps[-1].to_stage == case.stage
        assert steps[-1].at <= timezone.now()


def test_referrals_agree_with_the_stage_of_their_case(programme):
    decided = {
        CaseStage.REFERRED: "",
        CaseStage.DECLINED: "declined",
        CaseStage.REDIRECTED: "redirected",
        CaseStage.ACCEPTED: "accepted",
        CaseStage.ACTIVE: "accepted",
        CaseStage.CLOSED: "accepted",
    }
    for case in Case.objects.prefetch_related("referrals"):
        referrals = sorted(case.referrals.all(), key=lambda row: (row.received_at, row.pk))
        assert referrals[-1].decision == decided[CaseStage(case.stage)]
        assert [row.is_rereferral for row in referrals] == [False] + [True] * (len(referrals) - 1)
        assert local_date(referrals[0].received_at) == case.referred_on
        for row in referrals:
            assert row.decision_due == due_after(row.received_at, 1)
            assert needs_problems(row.presenting_needs) == {}
            assert row.decided_at is None or row.received_at < row.decided_at <= timezone.now()


def test_some_referrals_wait_and_some_of_them_too_long(programme):
    waiting = Referral.objects.undecided()
    assert waiting.filter(decision_due__lt=timezone.now()).exists()
    assert waiting.filter(decision_due__gt=timezone.now()).exists()


def test_cases_came_back_stepped_across_and_changed_hands(programme):
    assert Referral.objects.filter(is_rereferral=True).exists()
    assert Case.objects.filter(stepped_from__isnull=False).exists()
    assert Transfer.objects.waiting().exists()
    assert Transfer.objects.filter(answer=Transfer.Answer.ACCEPTED).exists()


def test_allocations_lie_within_the_case_and_the_workers_time_there(programme):
    held: dict[int, list[Membership]] = {}
    for membership in Membership.objects.all():
        held.setdefault(membership.user_id, []).append(membership)
    for row in Allocation.objects.select_related("case"):
        assert row.starts >= row.case.referred_on
        assert row.starts <= timezone.localdate()
        if row.case.stage not in UNDER_WAY:
            assert row.ends is not None
        last = row.ends or timezone.localdate()
        assert any(m.starts <= row.starts and (m.ends or last) >= last for m in held[row.worker_id])


def test_active_cases_have_a_key_worker_and_some_accepted_ones_wait_for_one(programme):
    without = Case.objects.without_key_worker()
    assert not without.filter(stage=CaseStage.ACTIVE).exists()
    assert without.filter(stage=CaseStage.ACCEPTED).exists()


def test_waiting_hand_overs_come_from_the_key_worker(programme):
    for transfer in Transfer.objects.waiting():
        key = transfer.case.allocations.current().get(role=AllocationRole.KEY_WORKER)
        assert key.worker_id == transfer.from_worker_id != transfer.to_worker_id


def test_two_families_of_each_authority_are_restricted_with_contact_and_named_people(programme):
    restricted = Family.objects.filter(restricted=True)
    assert Counter(restricted.values_list("authority__dfe_code", flat=True)) == {"850": 2, "921": 2}
    for family in restricted:
        allowed = family.access_list.filter(kind=FamilyAccess.Kind.ALLOW)
        assert family.restricted_contact_id in allowed.values_list("user", flat=True)
        for row in Allocation.objects.filter(
            case__family=family, role=AllocationRole.KEY_WORKER, ends=None
        ):
            assert row.worker_id in allowed.values_list("user", flat=True)


def test_a_worker_is_kept_from_the_family_of_a_relative(programme):
    entry = FamilyAccess.objects.get(kind=FamilyAccess.Kind.DENY)
    assert not Family.objects.findable_by(entry.user).filter(pk=entry.family_id).exists()


def test_near_duplicates_are_close_and_unmarked(programme):
    stephen = Person.objects.get(forename="Stephen", surname="Thompson")
    steven = Person.objects.get(forename="Steven", surname="Thomson")
    assert stephen.date_of_birth == steven.date_of_birth
    assert not steven.identifiers.exists()
    assert steven.merged_into is None


def test_loaded_people_can_be_searched(programme):
    person = Person.objects.get(forename="Stephen", surname="Thompson")
    words = NameWord.objects.filter(person=person).values_list("word", flat=True)
    assert {"stephen", "thompson"} <= set(words)


def test_every_row_has_its_first_version_in_the_history(programme):
    assert Person.pgh_event_model.objects.count() == Person.objects.count()
    assert Case.pgh_event_model.objects.count() == Case.objects.count()


def test_every_role_is_held_by_someone_and_someone_is_covered(programme):
    held = set(Membership.objects.current().values_list("role", flat=True))
    assert held == set(Role)
    assert held >= SECOND_FACTOR_ROLES
    cover = Cover.objects.current().get()
    assert (cover.absent.email, cover.deputy.email) == (ABSENT.email, DEPUTY.email)


def test_work_is_spread_over_the_staff(programme):
    keys = Allocation.objects.current().filter(role=AllocationRole.KEY_WORKER)
    assert max(Counter(keys.values_list("worker", flat=True)).values()) <= 25
    assert (
        Case.objects.filter(referred_on__lt=timezone.localdate() - timedelta(days=740)).count() == 0
    )


def test_story_and_clocks_are_what_the_records_say(programme):
    call_command("rebuild_chronology", check=True, verbosity=0)
    call_command("recompute_deadlines", check=True, verbosity=0)


def test_plans_given_to_families_are_the_plans_that_stand(programme):
    """But for goals reached since."""
    plans = Plan.objects.exclude(goals__ending=GoalEnd.REACHED).filter(versions__number=1)
    assert plans.count() > 5
    for plan in plans.prefetch_related("versions"):
        assert same_plan(plan.versions.all()[0].content, content_of(plan))


@pytest.mark.parametrize(
    "model", [Plan, Goal, GoalRating, PlanAction, PlanAgreement, PlanReview, Measure,
              EngagementRating, CaseDiscussion, CaseAudit],
)  # fmt: skip
def test_recorded_work_keeps_its_rules(programme, model):
    rows = list(model.objects.all()[:60])
    assert rows
    for row in rows:
        row.full_clean()
