"""The work of the strands: referrals and what became of them, stages, workers, hand-overs."""

from collections.abc import Iterator

from django.utils import timezone

from cases.chronology.registry import Line, about_case, reads
from cases.codes import CaseStage, EntryKind, Significance
from cases.models import Allocation, Referral, StageChange, Transfer

# The beginning and the decision are told by the referral itself.
_STAGES = {
    CaseStage.ACTIVE: "{} started work",
    CaseStage.CLOSED: "{} closed the case",
}
_DECISIONS = {
    Referral.Decision.ACCEPTED: "{} accepted the referral",
    Referral.Decision.DECLINED: "{} did not accept the referral",
    Referral.Decision.REDIRECTED: "{} passed the referral on",
}
_ANSWERS = {
    Transfer.Answer.ACCEPTED: "The hand-over with {} was accepted",
    Transfer.Answer.DECLINED: "The hand-over with {} was declined",
    Transfer.Answer.WITHDRAWN: "The hand-over with {} was taken back",
}


def _local(moment):
    return timezone.localdate(moment)


@reads(Referral, with_related=("case",))
def referral(one: Referral) -> Iterator[Line]:
    """By whom and with what words is on the case: a story must not name a neighbour who rang."""
    about = {"kind": EntryKind.REFERRAL, **about_case(one.case)}
    name = one.case.strand_name
    again = "Referred again to {}: the case was reopened" if one.is_rereferral else "Referred to {}"
    yield Line(
        on=_local(one.received_at),
        at=one.received_at,
        part="received",
        title=again.format(name),
        text=f"Main need: {one.get_primary_need_display()}",
        significance=Significance.NOTABLE,
        by_id=one.created_by_id,
        **about,
    )
    if one.decision:
        yield Line(
            on=_local(one.decided_at),
            at=one.decided_at,
            part="decided",
            title=_DECISIONS[Referral.Decision(one.decision)].format(name),
            text=one.get_decline_reason_display(),
            significance=Significance.NOTABLE,
            by_id=one.decided_by_id,
            **about,
        )


@reads(StageChange, with_related=("case",))
def stage(one: StageChange) -> Iterator[Line]:
    words = _STAGES.get(CaseStage(one.to_stage))
    if words:
        yield Line(
            on=_local(one.at),
            at=one.at,
            kind=EntryKind.CASE,
            title=words.format(one.case.strand_name),
            significance=Significance.NOTABLE,
            by_id=one.by_id,
            **about_case(one.case),
        )


@reads(Allocation, with_related=("case", "worker"))
def allocation(one: Allocation) -> Iterator[Line]:
    about = {
        "kind": EntryKind.WORKER,
        "text": f"{one.worker.name}, {one.get_role_display().lower()}",
        **about_case(one.case),
    }
    name = one.case.strand_name
    yield Line(on=one.starts, part="starts", title=f"{name}: a worker joined", **about)
    if one.ends:
        yield Line(on=one.ends, part="ends", title=f"{name}: a worker’s part ended", **about)


@reads(Transfer, with_related=("case", "to_worker"))
def transfer(one: Transfer) -> Iterator[Line]:
    """Whom it went to; the note between the two workers is theirs."""
    about = {"kind": EntryKind.WORKER, "told": False, **about_case(one.case)}
    name, to = one.case.strand_name, f"To {one.to_worker.name}"
    yield Line(
        on=_local(one.offered_at),
        at=one.offered_at,
        part="offered",
        title=f"{name}: the work was offered to another worker",
        text=to,
        by_id=one.created_by_id,
        **about,
    )
    if one.answer:
        yield Line(
            on=_local(one.answered_at),
            at=one.answered_at,
            part="answered",
            title=_ANSWERS[Transfer.Answer(one.answer)].format(name),
            text=to,
            by_id=one.answered_by_id,
            **about,
        )
