"""Merging two records of one person moves every link and can be undone to the last one."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cases.codes import AlertKind, FamilyRole, IdentifierKind, RelationType, StatusKind
from cases.models import (
    Address,
    Alert,
    ContactDetail,
    FamilyMembership,
    Identifier,
    MissingEpisode,
    Person,
    PersonMergeStep,
    PersonName,
    Relationship,
    StatutoryStatus,
)
from cases.services.merging import (
    CannotMerge,
    links_to_people,
    merge_people,
    preview_merge,
    undo_merge,
)
from tests import factories
from tests.cases.planning import make_whole_plan


@pytest.fixture
def kept(hampshire):
    return factories.make_person("Stephen", "Hill", sex="M", date_of_birth=date(2012, 1, 2))


@pytest.fixture
def retired(hampshire, worker):
    """A second record of the same boy with one row in every table that can hold a person."""
    person = factories.make_person(
        "Steven", "Hill", sex="M", date_of_birth=date(2012, 2, 1), pronouns="he/him"
    )
    mother = factories.make_person("Dana", "Hill", date_of_birth=date(1985, 1, 1))
    family = factories.make_family(people=[person])
    case = factories.make_case(family, by=worker)
    make_whole_plan(case, person)
    PersonName.objects.create(person=person, kind="known_as", forename="Stevie")
    Identifier.objects.create(person=person, kind=IdentifierKind.LEGACY, value="X1")
    Address.objects.create(person=person, kind="home", line_1="1 Low Road", postcode="PO30 1AA")
    ContactDetail.objects.create(person=person, kind="mobile", value="07700 900123")
    Relationship.objects.create(subject=mother, relative=person, kind=RelationType.PARENT)
    Relationship.objects.create(subject=person, relative=mother, kind=RelationType.CHILD)
    StatutoryStatus.objects.create(
        person=person, kind=StatusKind.CHILD_IN_NEED, starts=date(2024, 1, 1)
    )
    person.care_episodes.create(
        starts=date(2025, 1, 1), reason_started="S", legal_status="V2", placement="U4"
    )
    MissingEpisode.objects.create(person=person, missing_at=timezone.now() - timedelta(days=9))
    person.education_statuses.create(starts=date(2024, 9, 1), activity="F2")
    Alert.objects.create(
        person=person,
        kind=AlertKind.OTHER,
        text="Dog",
        starts=date(2024, 1, 1),
        review_on=date(2024, 6, 1),
    )
    factories.make_document(family, person=person)
    factories.make_task(family, worker, person=person)
    factories.make_note(family.cases.get(), people=[person], by=worker)
    factories.make_measure(person)
    person.engagement_ratings.create(
        case=case, point="closing", level=2, rated_on=date(2024, 6, 1), rated_by=worker
    )
    return person


def everything_of(person) -> dict:
    """Every row that belongs to the person, and what the record itself says."""
    rows = {
        (model._meta.label, field.name): sorted(
            model._base_manager.filter(**{field.name: person.pk}).values_list("pk", flat=True)
        )
        for model, field in links_to_people()
    }
    unchanging = Person.objects.filter(pk=person.pk).values("forename", "date_of_birth", "pronouns")
    return {"rows": {key: ids for key, ids in rows.items() if ids}, "values": unchanging.get()}


def test_every_kind_of_link_is_exercised_by_these_tests(retired):
    """A new table that points at people must get a row in the fixture, or the tests prove less."""
    exercised = set(everything_of(retired)["rows"])
    assert exercised == {(model._meta.label, field.name) for model, field in links_to_people()}


def test_merge_moves_every_row_and_undo_restores_both(kept, retired, manager):
    before = everything_of(kept), everything_of(retired)
    merge = merge_people(
        kept=kept,
        retired=retired,
        take=["pronouns", "date_of_birth"],
        reason="Same boy",
        by=manager,
    )
    assert everything_of(retired)["rows"] == {}
    assert everything_of(kept)["rows"] == before[1]["rows"]
    kept.refresh_from_db()
    assert (kept.pronouns, kept.date_of_birth) == ("he/him", date(2012, 2, 1))
    retired.refresh_from_db()
    assert retired.merged_into == kept

    undone = undo_merge(merge=merge, by=manager)
    assert undone.changed_since == ()
    assert (everything_of(kept), everything_of(retired)) == before
    retired.refresh_from_db()
    assert retired.merged_into is None


def test_row_the_kept_record_already_has_stays_behind_and_is_reported(kept, retired, manager):
    family = retired.families.get()
    factories.add_to_family(family, kept)
    merge = merge_people(kept=kept, retired=retired, reason="Same boy", by=manager)
    left = merge.steps.filter(kind=PersonMergeStep.Kind.LEFT)
    assert [step.model for step in left] == ["cases.FamilyMembership"]
    assert FamilyMembership.objects.filter(family=family, person=kept).count() == 1
    undo_merge(merge=merge, by=manager)
    assert FamilyMembership.objects.filter(family=family).count() == 2


def test_tie_between_the_two_records_stays_behind(kept, retired, manager):
    Relationship.objects.create(subject=kept, relative=retired, kind=RelationType.SIBLING)
    merge = merge_people(kept=kept, retired=retired, reason="Same boy", by=manager)
    assert merge.steps.filter(kind="left", model="cases.Relationship").count() == 1
    undo_merge(merge=merge, by=manager)


def test_preview_says_what_would_move_and_changes_nothing(kept, retired, manager):
    before = everything_of(kept), everything_of(retired)
    steps = preview_merge(kept=kept, retired=retired, by=manager)
    assert {step.model for step in steps} >= {"cases.Address", "cases.CaseParticipant"}
    assert (everything_of(kept), everything_of(retired)) == before


def test_value_changed_after_the_merge_is_kept_by_undo_and_reported(kept, retired, manager):
    merge = merge_people(kept=kept, retired=retired, take=["pronouns"], reason="Same", by=manager)
    Person.objects.filter(pk=kept.pk).update(pronouns="they/them")
    undone = undo_merge(merge=merge, by=manager)
    assert [step.field for step in undone.changed_since] == ["pronouns"]
    kept.refresh_from_db()
    assert kept.pronouns == "they/them"


def test_row_added_after_the_merge_stays_with_the_kept_record(kept, retired, manager):
    merge = merge_people(kept=kept, retired=retired, reason="Same boy", by=manager)
    later = Address.objects.create(person=kept, kind="home", line_1="2 High Road")
    undo_merge(merge=merge, by=manager)
    later.refresh_from_db()
    assert later.person == kept


def test_merged_record_cannot_be_merged_again(kept, retired, manager):
    merge_people(kept=kept, retired=retired, reason="Same boy", by=manager)
    third = factories.make_person("Steve", "Hill")
    with pytest.raises(CannotMerge, match="merged into another record already"):
        merge_people(kept=third, retired=retired, reason="Same boy", by=manager)


def test_chain_is_undone_from_its_end(kept, retired, manager):
    first = merge_people(kept=kept, retired=retired, reason="Same boy", by=manager)
    third = factories.make_person("Steve", "Hill")
    second = merge_people(kept=third, retired=kept, reason="Same boy", by=manager)
    with pytest.raises(CannotMerge, match="Undo that merge first"):
        undo_merge(merge=first, by=manager)
    undo_merge(merge=second, by=manager)
    undo_merge(merge=first, by=manager)
    with pytest.raises(CannotMerge, match="undone already"):
        undo_merge(merge=first, by=manager)


def test_records_of_two_authorities_stay_apart(kept, wight, manager):
    other = factories.make_person("Steven", "Hill", authority=wight)
    with pytest.raises(CannotMerge, match="different authorities"):
        merge_people(kept=kept, retired=other, reason="Same boy", by=manager)


def test_impossible_combination_is_refused_whole(kept, retired, manager):
    Person.objects.filter(pk=retired.pk).update(death_date=date(2012, 2, 3))
    Person.objects.filter(pk=kept.pk).update(date_of_birth=date(2013, 1, 1))
    before = everything_of(retired)
    with pytest.raises(CannotMerge, match="Date of death"):
        merge_people(kept=kept, retired=retired, take=["death_date"], reason="Same", by=manager)
    assert everything_of(retired) == before


def test_family_roles_survive(kept, retired, manager):
    merge_people(kept=kept, retired=retired, reason="Same boy", by=manager)
    assert kept.family_memberships.get().role == FamilyRole.CHILD
