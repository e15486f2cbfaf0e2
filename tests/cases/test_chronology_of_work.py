"""Notes, measures, plans and supervision write themselves into the story, each case its own view."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.chronology.rebuilding import rebuild
from cases.codes import ParticipantRole
from cases.models import CaseDiscussion, CaseParticipant, ChronologyEntry, Goal, NoteParticipant
from cases.models import Plan as FamilyPlan
from cases.services.beginning import Details, Taking, begin_case
from cases.services.closure import close_case
from cases.services.documents import remove_document
from cases.services.facts import add_fact
from cases.services.goals import end_goal
from cases.services.measures import record_measure
from cases.services.merging import merge_people, undo_merge
from cases.services.notes import Part, amend_note, amend_part, record_note
from cases.services.plans import start_plan
from tests import factories
from tests.cast import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def ava(hampshire):
    return factories.make_person("Ava", "Hill")


@pytest.fixture
def ben(hampshire):
    return factories.make_person("Ben", "Hill")


@pytest.fixture
def family(ava, ben):
    return factories.make_family(people=[ava, ben])


@pytest.fixture
def two_cases(family, ava, ben, worker):
    """Ava is in the first strand's case alone, Ben in the other's."""
    edge = factories.make_case(family, by=worker)
    willow = factories.make_case(family, strand="willow", by=worker)
    edge.parts.exclude(person=ava).delete()
    willow.parts.exclude(person=ben).delete()
    return edge, willow


def told(**where):
    rows = ChronologyEntry.objects.filter(source="cases.casenote", **where).order_by("pk")
    return [(row.person and row.person.forename, row.strand, row.own_text) for row in rows]


def visit(cases, worker, **people):
    return record_note(
        family=cases[0].family,
        cases=cases,
        kind="visit",
        happened_at=timezone.now() - timedelta(hours=2),
        account="We ate together.",
        people=people.values(),
        by=worker,
    )


def test_each_case_tells_of_its_own_people(two_cases, ava, ben, worker):
    visit(
        two_cases,
        worker,
        a=Part(ava, seen="seen_alone", voice="I like it.", private="Told me of Kay."),
        b=Part(ben, seen="not_seen", not_seen_reason="At football"),
    )
    assert told() == [
        ("Ava", "edge", "Seen alone. “I like it.”"),
        ("Ben", "willow", "Not seen: At football"),
    ]


def test_private_part_stays_on_the_note(two_cases, ava, worker):
    visit(two_cases, worker, a=Part(ava, private="Told me of Kay."))
    assert not ChronologyEntry.objects.filter(own_text__contains="Kay").exists()
    assert not ChronologyEntry.objects.filter(text__contains="Kay").exists()


def test_worker_of_one_strand_does_not_read_of_the_other_s_child(two_cases, ava, ben, worker):
    edge, _ = two_cases
    factories.allocate(edge, worker)
    visit(two_cases, worker, a=Part(ava), b=Part(ben, voice="He frightens me."))
    page = sign_in(worker).get(f"/cases/{edge.pk}/story/").content.decode()
    assert "We ate together." in page
    assert "He frightens me." not in page


def test_note_with_nobody_is_a_line_of_the_case(two_cases, worker):
    visit(two_cases[:1], worker)
    assert told() == [(None, "edge", "")]


def test_amending_changes_the_line(two_cases, ava, worker):
    note = visit(two_cases[:1], worker, a=Part(ava, seen="seen"))
    note.account = "We ate, then walked."
    amend_note(note=note, reason="Forgot", by=worker, seen_version=1, fields=["account"])
    part = note.people.get()
    part.voice = "More walks!"
    amend_part(part=part, reason="Forgot", by=worker, seen_version=1, fields=["voice"])
    [entry] = ChronologyEntry.objects.filter(source="cases.casenote")
    assert entry.text == "We ate, then walked."
    assert entry.own_text == "Seen, with others there. “More walks!”"


def test_somebody_who_joins_a_case_has_their_part_there_alone_from_then_on(
    family, ava, ben, worker
):
    edge = factories.make_case(family, by=worker)
    willow = factories.make_case(family, strand="willow", by=worker)
    CaseParticipant.objects.exclude(person=ava).delete()
    visit([edge, willow], worker, b=Part(ben, voice="Hm."))
    assert told() == [("Ben", "edge", "“Hm.”"), ("Ben", "willow", "“Hm.”")]
    referred_again(edge, worker, ava, ben)
    assert told() == [("Ben", "edge", "“Hm.”"), (None, "willow", "")]


def referred_again(case, worker, *people):
    today = timezone.localdate()
    close_case(case=case, on=today, outcome="goals_met", step_down="none", summary="x", by=worker)
    begin_case(
        family=case.family,
        strand=case.strand,
        details=Details(source="2A", primary_need="N4", reason="Again"),
        taking_part=[Taking(person.pk, ParticipantRole.SUBJECT_CHILD) for person in people],
        by=worker,
    )


def test_merging_two_records_of_one_child_joins_their_lines(two_cases, ava, ben, worker):
    edge, _ = two_cases
    twin = factories.make_person("Ava", "Hil")
    visit([edge], worker, a=Part(twin, voice="One."))
    merge = merge_people(kept=ava, retired=twin, take={}, reason="Same child", by=worker)
    assert told() == [("Ava", "edge", "“One.”")]
    assert told(person=ava)
    undo_merge(merge=merge, by=worker)
    assert not told(person=ava)


def test_measures_plans_and_decisions_are_lines(two_cases, ava, worker, manager, edge_team):
    edge, _ = two_cases
    today = timezone.localdate()
    measure = factories.make_measure(ava, case=edge)
    measure.pk = None
    record_measure(measure=measure, by=worker)
    plan = start_plan(
        plan=FamilyPlan(case=edge, family_words="Fewer rows", next_review_on=today), by=worker
    )
    goal = add_fact(
        Goal(plan=plan, person=ava, different="To school daily", by_when=today), by=worker
    )
    end_goal(goal=goal, ending="reached", on=today, reason="Every day since May", by=worker)
    supervision = factories.make_supervision(worker, manager, team=edge_team)
    add_fact(
        CaseDiscussion(
            supervision=supervision, case=edge, discussed="x", decision="Go on", reason="y"
        ),
        by=manager,
    )
    lines = {row.kind: (row.title, row.text, row.told) for row in ChronologyEntry.objects.all()}
    assert lines["measure"][0] == "GAD-7 for {who}"
    assert lines["measure"][1].startswith("7 out of 21, Mild")
    assert lines["supervision"] == ("Edge of care: decided in supervision", "Go on", False)
    plans = ChronologyEntry.objects.filter(kind="plan").order_by("pk").values_list("title", "text")
    assert list(plans) == [
        ("Edge of care: a plan began", "Fewer rows"),
        ("Edge of care: a goal was reached", "To school daily"),
    ]


def test_removed_file_is_no_line(family, worker):
    document = factories.make_document(family)
    rebuild()
    assert ChronologyEntry.objects.filter(kind="document").count() == 1
    remove_document(document=document, reason="Wrong family", by=worker)
    assert not ChronologyEntry.objects.filter(kind="document").exists()


def test_rebuilding_finds_nothing_to_mend(two_cases, ava, ben, worker):
    rebuild()
    note = visit(two_cases, worker, a=Part(ava), b=Part(ben))
    part = NoteParticipant.objects.get(note=note, person=ava)
    part.seen = "seen"
    amend_part(part=part, reason="Wrong", by=worker, seen_version=1, fields=["seen"])
    assert rebuild(check_only=True) == {}
