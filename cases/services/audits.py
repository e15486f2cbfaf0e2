"""Drawing cases for an audit, and scoring their files."""

import secrets
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from accounts.models import Authority
from cases.agreed_actions import AUDIT
from cases.audits.drawing import cases_to_audit, drawn, held_by, pool_of
from cases.audits.questions import FIRST_QUESTIONS
from cases.models import AuditForm, AuditQuestion, AuditSample, AuditScore, CaseAudit
from cases.services.audit_forms import write_form
from cases.services.records import add_record
from cases.services.refusals import Refused
from cases.services.tasks import add_task

Turn = CaseAudit.Turn


@transaction.atomic
def draw_sample(
    *, authority: Authority, strand: str, draw: str, size: int, second_scores: int, by
) -> AuditSample:
    """The second scores are asked of the first cases drawn, and made by somebody else."""
    pool = pool_of(cases_to_audit(by, authority_id=authority.pk, strand=strand), draw)
    if not pool:
        raise Refused("There is no case to audit: none that you may open and do not work on.")
    seed = secrets.token_hex(8)
    sample = add_record(
        AuditSample(
            authority=authority,
            strand=strand,
            form=form_in_use(authority=authority, by=by),
            draw=draw,
            size=size,
            second_scores=second_scores,
            seed=seed,
            pool=pool,
        ),
        by=by,
    )
    cases = drawn(pool, size=size, seed=seed)
    for number, case_id in enumerate(cases):
        add_record(CaseAudit(sample=sample, case_id=case_id, auditor=by), by=by)
        if number < second_scores:
            add_record(CaseAudit(sample=sample, case_id=case_id, turn=Turn.SECOND), by=by)
    return sample


def form_in_use(*, authority: Authority, by) -> AuditForm:
    """The latest version; the first one is made when the first sample is drawn."""
    Authority.objects.select_for_update().get(pk=authority.pk)
    # unscoped: the caller has drawn from this authority.
    form = AuditForm.objects.in_use(authority.pk)
    return form or write_form(FIRST_QUESTIONS, authority=authority, number=1, by=by)


@transaction.atomic
def score_case(
    *,
    audit: CaseAudit,
    answers: Mapping[AuditQuestion, str],
    strengths: str,
    to_improve: str,
    actions: Iterable[dict] = (),
    by,
) -> CaseAudit:
    """A score is given once. When the last one of a case is in, all of them may be read."""
    # The sample first, so that two who finish one case at one moment see each other.
    AuditSample.objects.select_for_update().get(pk=audit.sample_id)
    together = list(CaseAudit.objects.filter(sample=audit.sample_id, case=audit.case_id))
    audit = next(one for one in together if one.pk == audit.pk)
    why_not = why_not_score(audit, by)
    if why_not:
        raise Refused(why_not)
    audit.auditor, audit.done_at = by, timezone.now()
    audit.strengths, audit.to_improve = strengths, to_improve
    audit.updated_by, audit.updated_at = by, audit.done_at
    audit.save()
    AuditScore.objects.bulk_create(
        AuditScore(audit=audit, question=question, answer=answer)
        for question, answer in answers.items()
    )
    if all(one.done_at for one in together):
        CaseAudit.objects.filter(pk__in=[one.pk for one in together]).update(is_settled=True)
        audit.is_settled = True
    for action in actions:
        add_task(**action, case=audit.case, source=AUDIT, source_id=audit.pk, by=by)
    return audit


def why_not_score(audit: CaseAudit, user) -> str:
    """Why this user may not score this case now; nothing if they may."""
    if audit.done_at:
        return "This score has already been given."
    if audit.auditor_id not in (None, user.pk):
        return f"{audit.auditor} scores this case."
    if held_by(user).filter(case=audit.case_id).exists():
        return "You work on this case, so somebody else audits it."
    others = CaseAudit.objects.filter(sample=audit.sample_id, case=audit.case_id)
    if others.filter(auditor=user).exclude(pk=audit.pk).exists():
        return "You give the first score, so somebody else gives the second."
    return ""
