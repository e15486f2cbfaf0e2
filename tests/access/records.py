"""One of everything in one place, for the access matrix to ask for."""

from datetime import date, timedelta

from django.utils import timezone

from accounts.models import Cover
from cases.chronology.projecting import project
from cases.codes import (
    AlertKind,
    CaseStage,
    FamilyRole,
    NoticeKind,
    RelationType,
    StatusKind,
)
from cases.models import (
    Alert,
    ChronologyEntry,
    Family,
    FamilyAccess,
    Intake,
    PersonMerge,
    Relationship,
    Transfer,
)
from cases.plan_content import content_of
from cases.services.notice_settings import make_calendar
from tests import factories
from tests.access.places import OTHER_AUTHORITY, OTHER_STRAND, RESTRICTED
from tests.cases.planning import make_whole_plan


def build(place: str, *, worker) -> dict:
    """A family with a case and every kind of record on it, lying in that place."""
    authority = factories.make_authority(
        *(("921", "Isle of Wight") if place == OTHER_AUTHORITY else ("850", "Hampshire"))
    )
    strand = "fit" if place == OTHER_STRAND else "edge"
    child = factories.make_person("Ava", "Hill", authority=authority)
    mother = factories.make_person(
        "Dana", "Hill", authority=authority, date_of_birth=date(1985, 1, 1)
    )
    twin_record = factories.make_person("Eva", "Hill", authority=authority)
    family = factories.make_family(authority=authority, people=[child, twin_record])
    factories.add_to_family(family, mother, FamilyRole.PARENT)
    case = factories.make_case(family, strand=strand, stage=CaseStage.ACTIVE, by=worker)
    factories.allocate(case, worker)
    note = factories.make_note(case, people=[child], by=worker)
    in_stage = {
        stage: _another_case(stage, authority, strand, worker)
        for stage in (CaseStage.REFERRED, CaseStage.ACCEPTED, CaseStage.CLOSED)
    }
    records = {
        "family": [(family.pk,)],
        "document": [(factories.make_document(family, case=case).pk,)],
        "family and file": [(family.pk, "docx"), (family.pk, "pdf")],
        "person and file": [(child.pk, "docx"), (child.pk, "pdf")],
        "case and file": [(case.pk, "docx"), (case.pk, "pdf")],
        "line of the story": [(_line(case).pk,)],
        "person": [(child.pk,)],
        "unborn person": [(_unborn(family, authority).pk,)],
        "two people": [(child.pk, twin_record.pk)],
        "case": [(case.pk,)],
        "referred case": [(in_stage[CaseStage.REFERRED].pk,)],
        "accepted case": [(in_stage[CaseStage.ACCEPTED].pk,)],
        "closed case": [(in_stage[CaseStage.CLOSED].pk,)],
        "case and referral": [(case.pk, case.referrals.get().pk)],
        "case and allocation": [(case.pk, case.allocations.get().pk)],
        "note": [(note.pk,)],
        "note and part": [(note.pk, note.people.get().pk)],
        "task": [(factories.make_task(family, worker, case=case).pk,)],
        "transfer": [(_transfer(case, worker).pk,)],
        "merge": [(_merged(family, authority, worker).pk,)],
        "measure": [(factories.make_measure(child, case=case, by=worker).pk,)],
        "person and instrument": [(child.pk, "gad7")],
        "case and engagement point": [(case.pk, "closing")],
        **_facts(child, mother, family),
        **_audited(place, case),
        **_plan(case, child, worker),
        **_supervised(place, authority, strand, case),
    }
    if place == RESTRICTED:
        Family.objects.filter(pk__gte=family.pk).update(restricted=True, restricted_contact=worker)
    return records


def _line(case) -> ChronologyEntry:
    project(list(case.referrals.all()))
    return ChronologyEntry.objects.get(case=case, part="received")


def _plan(case, child, worker) -> dict:
    plan = make_whole_plan(case, child, by=worker)
    plan.approvals.create(asked_by=worker)
    version = plan.versions.create(number=1, content=content_of(plan), shared_by=worker)
    goal = plan.goals.get()
    return {
        "plan": [(plan.pk,)],
        "plan and person": [(plan.pk, child.pk)],
        "plan and version": [(plan.pk, version.number)],
        "plan version and file": [(plan.pk, version.number, form) for form in ("docx", "pdf")],
        "goal": [(goal.pk,)],
        "plan action": [(goal.actions.get().pk,)],
    }


def _another_case(stage, authority, strand, worker):
    child = factories.make_person("Cai", "Ross", authority=authority)
    family = factories.make_family("Ross", authority=authority, people=[child])
    return factories.make_case(family, strand=strand, stage=stage, by=worker)


def _unborn(family, authority):
    expected = timezone.localdate() + timedelta(days=60)
    child = factories.make_person(
        "Unborn", "Hill", authority=authority, date_of_birth=None, expected_date=expected, sex="U"
    )
    factories.add_to_family(family, child)
    return child


def _transfer(case, worker):
    return Transfer.objects.create(
        case=case, from_worker=worker, to_worker=worker, note="Please take over"
    )


def _merged(family, authority, worker) -> PersonMerge:
    from cases.services.merging import merge_people

    kept = factories.make_person("Ben", "Hill", authority=authority)
    retired = factories.make_person("Benjamin", "Hill", authority=authority)
    factories.add_to_family(family, kept)
    return merge_people(kept=kept, retired=retired, reason="Same boy", by=worker)


def _audited(place, case) -> dict:
    """Samples name no family; in the place of restricted ones stands one that nobody here drew."""
    authority = case.authority
    if place == RESTRICTED:
        authority = factories.make_authority("921", "Isle of Wight")
    sample = factories.make_sample(authority, case.strand)
    auditor = factories.make_user("Auditor")
    finished = factories.make_audit(sample, case, auditor, done_at=timezone.now(), is_settled=True)
    another = _another_case(CaseStage.ACTIVE, case.authority, case.strand, auditor)
    return {
        "audit sample": [(sample.pk,)],
        "authority of audits": [(authority.pk,)],
        "authority and clock": [(authority.pk, "cp-visit")],
        "finished audit": [(finished.pk,)],
        "audit to score": [(factories.make_audit(sample, another, None).pk,)],
    }


def _supervised(place, authority, strand, case) -> dict:
    """A worker has no restricted record: in that place stands one of a team nobody here manages."""
    if place == RESTRICTED:
        authority = factories.make_authority("921", "Isle of Wight")
    team = factories.make_team(authority, strand=strand)
    supervised = factories.make_user("Supervised", team=team)
    held = factories.make_supervision(supervised, factories.make_user("Supervisor"), team=team)
    discussion = factories.discuss(held, case)
    return {
        "supervised worker": [(supervised.pk,)],
        "supervision": [(held.pk,)],
        "supervision and case": [(held.pk, case.pk)],
        "discussion": [(discussion.pk,)],
    }


def _facts(child, mother, family) -> dict:
    today = timezone.localdate()
    facts = {
        "name": child.names.create(kind="known_as", forename="Avie"),
        "number": child.identifiers.create(kind="legacy", value="A1"),
        "address": child.addresses.create(kind="home", line_1="1 Low Road"),
        "contact": child.contact_details.create(kind="mobile", value="07700 900123"),
        "status": child.statuses.create(kind=StatusKind.CHILD_IN_NEED, starts=date(2024, 1, 1)),
        "care": child.care_episodes.create(
            starts=date(2025, 1, 1), reason_started="S", legal_status="V2", placement="U4"
        ),
        "missing": child.missing_episodes.create(missing_at=timezone.now() - timedelta(days=9)),
        "education": child.education_statuses.create(starts=date(2024, 9, 1), activity="F2"),
        "alert": Alert.objects.create(
            person=child, kind=AlertKind.OTHER, text="Dog", starts=today, review_on=today
        ),
        "member": family.memberships.get(person=child),
        "relationship": Relationship.objects.create(
            subject=mother, relative=child, kind=RelationType.PARENT
        ),
    }
    denied = FamilyAccess.objects.create(
        family=family, user=factories.make_user("Denied Dan"), kind="deny", reason="Cousin"
    )
    return {
        "fact": [(kind, fact.pk) for kind, fact in facts.items()],
        "person and kind of fact": [
            (child.pk, kind) for kind in facts if kind not in ("member", "relationship")
        ],
        "family access": [(denied.pk,)],
    }


def belonging_to(user, strand="edge") -> dict:
    """The reader's own things, for addresses that are about nobody else's."""
    authority = factories.make_authority()
    other = factories.make_user("Deputy", team=factories.make_team(authority, strand=strand))
    today = timezone.localdate()
    cover = Cover.objects.create(
        absent=user,
        deputy=other,
        starts=today + timedelta(1),
        ends=today + timedelta(2),
        set_by=user,
    )
    return {
        "own cover": [(cover.pk,)],
        "own strand": [(strand,)],
        "own worker": [(other.pk,)],
        "own supervision": [
            (factories.make_supervision(user, other, team=other.memberships.get().team).pk,)
        ],
        "account": [(other.pk,)],
        "account and role": [(other.pk, other.memberships.get().pk)],
        "own notice": [(factories.make_notice(user, NoticeKind.DRAFT_EXPIRES).pk,)],
        "own calendar": [(make_calendar(by=user),)],
        "own draft": [(factories.make_draft(user, authority).pk,)],
        "own intake": [(Intake.objects.create(user=user, authority=authority, strand=strand).pk,)],
    }
