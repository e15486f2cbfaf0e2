"""Plain functions that make valid records. Each takes what the test cares about and fills the rest."""

from datetime import date, timedelta
from itertools import count

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.access import Role
from accounts.models import Authority, Membership, Team, User
from cases.codes import (
    AllocationRole,
    CaseOutcome,
    CaseStage,
    DocumentKind,
    FamilyRole,
    NoteKind,
    NoticeKind,
    ParticipantRole,
    PrimaryNeed,
    ReferralSource,
    RelationType,
    Seen,
    Sex,
)
from cases.instruments import instrument_offered
from cases.models import (
    Allocation,
    AuditForm,
    AuditSample,
    Case,
    CaseAudit,
    CaseDiscussion,
    CaseNote,
    CaseParticipant,
    Document,
    Draft,
    Family,
    FamilyMembership,
    Measure,
    Notice,
    Person,
    Referral,
    Relationship,
    Supervision,
    SupervisionPersonal,
    Task,
)
from cases.services.notes import Part, record_note

_numbers = count(1)


def make_authority(dfe_code="850", name="Hampshire") -> Authority:
    return Authority.objects.get_or_create(dfe_code=dfe_code, defaults={"name": name})[0]


def make_team(authority=None, *, strand="edge", name=None) -> Team:
    authority = authority or make_authority()
    name = name or f"{strand or 'Social work'} {authority.name}"
    return Team.objects.get_or_create(authority=authority, name=name, defaults={"strand": strand})[
        0
    ]


def make_user(name=None, *, team=None, role=Role.PRACTITIONER, **fields) -> User:
    number = next(_numbers)
    name = name or f"Worker {number}"
    email = fields.pop("email", f"{name.lower().replace(' ', '.')}.{number}@strands.example")
    user = User.objects.create_user(email, "correct horse battery", name=name, **fields)
    if team is not None:
        join(user, team, role)
    return user


def join(user, team, role=Role.PRACTITIONER, *, starts=date(2020, 1, 1), ends=None) -> Membership:
    return Membership.objects.create(user=user, team=team, role=role, starts=starts, ends=ends)


def make_person(forename="Ava", surname="Hill", *, authority=None, **fields) -> Person:
    fields.setdefault("date_of_birth", date(2014, 5, 3))
    fields.setdefault("sex", Sex.FEMALE)
    return Person.objects.create(
        forename=forename, surname=surname, authority=authority or make_authority(), **fields
    )


def make_family(name="Hill", *, authority=None, people=(), **fields) -> Family:
    family = Family.objects.create(name=name, authority=authority or make_authority(), **fields)
    for person in people:
        add_to_family(family, person)
    return family


def add_to_family(family, person, role=FamilyRole.CHILD, **fields) -> FamilyMembership:
    return FamilyMembership.objects.create(family=family, person=person, role=role, **fields)


def make_case(family=None, *, strand="edge", stage=CaseStage.ACTIVE, by=None, **fields) -> Case:
    """A case with its referral, in the stage asked for, and its family's children as its subjects."""
    family = family or make_family(people=[make_person()])
    referred_on = fields.pop("referred_on", timezone.localdate() - timedelta(days=30))
    if stage == CaseStage.CLOSED:
        fields.setdefault("closed_on", timezone.localdate())
        fields.setdefault("outcome", CaseOutcome.GOALS_MET)
    case = Case.objects.create(
        family=family,
        authority=family.authority,
        strand=strand,
        stage=stage,
        referred_on=referred_on,
        **fields,
    )
    make_referral(case, by=by)
    for membership in family.memberships.filter(role=FamilyRole.CHILD):
        CaseParticipant.objects.create(
            case=case, person_id=membership.person_id, role=ParticipantRole.SUBJECT_CHILD
        )
    return case


def make_referral(case, *, by=None, **fields) -> Referral:
    received = timezone.now() - timedelta(days=(timezone.localdate() - case.referred_on).days)
    decided = case.stage not in (CaseStage.REFERRED, CaseStage.DECLINED, CaseStage.REDIRECTED)
    if decided:
        fields.setdefault("decision", Referral.Decision.ACCEPTED)
        fields.setdefault("decided_at", received)
        fields.setdefault("decided_by", by or make_user("Decider"))
    return Referral.objects.create(
        case=case,
        received_at=received,
        decision_due=received + timedelta(days=1),
        source=ReferralSource.SCHOOL,
        primary_need=PrimaryNeed.ACUTE_STRESS,
        reason="School is worried about attendance.",
        created_by=by,
        **fields,
    )


def allocate(case, worker, role=AllocationRole.KEY_WORKER, **fields) -> Allocation:
    fields.setdefault("starts", case.referred_on)
    return Allocation.objects.create(case=case, worker=worker, role=role, **fields)


def relate(subject, relative, kind=RelationType.SIBLING, **fields) -> Relationship:
    """`subject` is `kind` of `relative`."""
    return Relationship.objects.create(subject=subject, relative=relative, kind=kind, **fields)


def make_document(family, **fields) -> Document:
    fields.setdefault("name", "letter.pdf")
    fields.setdefault("kind", DocumentKind.PDF)
    fields.setdefault("file", ContentFile(b"%PDF-1.4", name="letter.pdf"))
    return Document.objects.create(
        family=family, authority=family.authority, size=8, sha256="0" * 64, **fields
    )


def make_task(family, assigned_to, **fields) -> Task:
    fields.setdefault("due_on", timezone.localdate() + timedelta(days=1))
    fields.setdefault("title", "Ring the school")
    return Task.objects.create(
        family=family, authority=family.authority, assigned_to=assigned_to, **fields
    )


def make_draft(user, about, *, form="close", fields=(), **values) -> Draft:
    values.setdefault("expires_at", timezone.now() + timedelta(days=30))
    return Draft.objects.create(
        user=user,
        form=form,
        model=about._meta.label_lower,
        record=about.pk,
        record_version=getattr(about, "version", 0),
        family=getattr(about, "family", None),
        title="Closing the case",
        path="/",
        fields=list(fields),
        **values,
    )


def make_notice(user, kind=NoticeKind.TASK_GIVEN, *, case=None, **fields) -> Notice:
    """Of nothing that still stands, unless `about` names it."""
    about = fields.pop("about", None)
    fields.setdefault("source", about._meta.model_name if about else "task")
    fields.setdefault("source_id", about.pk if about else next(_numbers))
    if case is not None:
        fields.update(case=case, family=case.family, authority=case.authority)
    return Notice.objects.create(user=user, kind=kind, **fields)


def make_supervision(worker, supervisor, *, team, **fields) -> Supervision:
    fields.setdefault("held_on", timezone.localdate())
    supervision = Supervision.objects.create(
        worker=worker, supervisor=supervisor, team=team, authority=team.authority, **fields
    )
    SupervisionPersonal.objects.create(supervision=supervision)
    return supervision


def discuss(supervision, case, **fields) -> CaseDiscussion:
    fields.setdefault("discussed", "How the visits went")
    fields.setdefault("decision", "Keep visiting weekly")
    fields.setdefault("reason", "Trust is growing")
    return CaseDiscussion.objects.create(supervision=supervision, case=case, **fields)


def make_note(case, *, people=(), by=None, **fields) -> CaseNote:
    """A visit an hour ago at which each of these people was seen alone."""
    fields.setdefault("kind", NoteKind.VISIT)
    fields.setdefault("happened_at", timezone.now() - timedelta(hours=1))
    fields.setdefault("account", "We talked about school.")
    return record_note(
        family=case.family,
        cases=[case],
        people=[Part(person, seen=Seen.ALONE) for person in people],
        by=by or make_user("Writer"),
        **fields,
    )


def make_sample(authority, strand="edge") -> AuditSample:
    form, _ = AuditForm.objects.get_or_create(authority=authority, number=1)
    return AuditSample.objects.create(
        authority=authority, strand=strand, form=form, draw="random", size=1, seed="a", pool={}
    )


def make_audit(sample, case, auditor, **fields) -> CaseAudit:
    return CaseAudit.objects.create(sample=sample, case=case, auditor=auditor, **fields)


def make_measure(person, answers=None, *, instrument="gad7", by=None, **fields) -> Measure:
    """A measure scored by its instrument; every question answered with 1 unless said otherwise."""
    definition = instrument_offered(instrument)
    if answers is None:
        answers = {question.slug: 1 for question in definition.questions}
    fields.setdefault("informant", definition.informants[0])
    fields.setdefault("point", "baseline")
    fields.setdefault("taken_on", timezone.localdate() - timedelta(days=20))
    scored = definition.score(answers, fields["informant"])
    fields.setdefault("practitioner_level", scored.level)
    return Measure.objects.create(
        person=person,
        instrument=instrument,
        instrument_version=definition.version,
        answers=answers,
        scores=dict(scored.scores),
        total=scored.total,
        calculated_level=scored.level,
        created_by=by,
        updated_by=by,
        **fields,
    )
