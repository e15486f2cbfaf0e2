"""What audit pages show: the samples of one's reach, what their scores say, and one sample."""

from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.access import Action, reach
from accounts.models import Authority
from cases.audits.drawing import drawn_again, held_by
from cases.audits.summary import Agreement, QuestionSummary, agreement_of, summary_for
from cases.models import AuditForm, AuditSample, Case, CaseAudit
from cases.strand import strand_named

MOST_SAMPLES = 50


@dataclass(frozen=True, slots=True)
class AuthoritySummary:
    form: AuditForm
    may_change: bool
    questions: list[QuestionSummary]
    audits: int


@dataclass(frozen=True, slots=True)
class AuditStart:
    samples: list[AuditSample]
    summaries: list[AuthoritySummary]


def audit_start(user) -> AuditStart:
    samples = (
        AuditSample.objects.for_user(user)
        .select_related("created_by", "authority")
        .annotate(
            asked=Count("audits"), done=Count("audits", filter=Q(audits__done_at__isnull=False))
        )
        .order_by("-drawn_on", "-pk")[:MOST_SAMPLES]
    )
    return AuditStart([_named(sample) for sample in samples], list(_summaries(user)))


def _named(sample: AuditSample) -> AuditSample:
    sample.where = strand_named(sample.strand).name if sample.strand else "All strands"
    return sample


def _summaries(user):
    where = reach(user, Action.AUDIT)
    for authority in Authority.objects.filter(pk__in=where.all_authorities).order_by("name"):
        form = AuditForm.objects.for_user(user).in_use(authority.pk)
        if form is not None:
            audits = CaseAudit.objects.readable(user).finished()
            count = audits.filter(turn=CaseAudit.Turn.FIRST, case__authority=authority).count()
            may_change = where.covers(authority_id=authority.pk, strand="")
            yield AuthoritySummary(form, may_change, summary_for(user, form), count)


@dataclass(frozen=True, slots=True)
class Turned:
    """One score asked for, and what this user can do about it."""

    audit: CaseAudit
    may_score: bool
    may_read: bool


@dataclass(frozen=True, slots=True)
class SampledCase:
    case: Case
    turns: list[Turned]
    agreement: Agreement | None


@dataclass(frozen=True, slots=True)
class SamplePage:
    sample: AuditSample
    cases: list[SampledCase]
    hidden: int
    is_fair: bool


def sample_page(sample: AuditSample, user) -> SamplePage:
    """In a fixed number of queries. Cases that the user may not open are counted, not named."""
    rows = (
        CaseAudit.objects.for_user(user)
        .filter(sample=sample)
        .select_related("case__family", "auditor")
        .prefetch_related("scores")
        .order_by("pk")
    )
    own = set(held_by(user).values_list("case", flat=True))
    by_case: dict[int, list[CaseAudit]] = {}
    for row in rows:
        by_case.setdefault(row.case_id, []).append(row)
    drawn = set(sample.audits.values_list("case", flat=True))
    return SamplePage(
        sample=_named(sample),
        cases=[
            SampledCase(
                audits[0].case,
                [_turned(one, audits, user, own) for one in audits],
                agreement_of(audits),
            )
            for audits in by_case.values()
        ],
        hidden=len(drawn - by_case.keys()),
        is_fair=set(drawn_again(sample)) == drawn,
    )


def _turned(audit: CaseAudit, audits: list[CaseAudit], user, own: set[int]) -> Turned:
    scored_other = any(one.auditor_id == user.pk for one in audits if one is not audit)
    return Turned(
        audit,
        may_score=audit.done_at is None
        and audit.auditor_id in (None, user.pk)
        and audit.case_id not in own
        and not scored_other,
        may_read=bool(audit.done_at) and (audit.is_settled or audit.auditor_id == user.pk),
    )
