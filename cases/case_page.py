"""One case as its page tells it: how it stands, who is in it, who works on it, what happened."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from accounts.access import Action, may
from cases.ages import age_words
from cases.clocks import Clock, days_in_words, decision_clock
from cases.codes import (
    AllocationRole,
    CaseOutcome,
    CaseStage,
    DeclineReason,
    PresentingNeed,
    StepDown,
)
from cases.handovers import may_answer
from cases.models import (
    Allocation,
    Case,
    CaseAudit,
    CaseDiscussion,
    CaseParticipant,
    Person,
    Referral,
    Transfer,
)
from cases.services.refusals import DONE
from cases.services.stages import UNDER_WAY, may_become
from cases.supervision_pages import decided_in_supervision
from cases.working_days import LONDON


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the case's history."""

    when: datetime | date
    title: str
    by: str = ""
    text: str = ""
    major: bool = False

    @property
    def place(self) -> datetime:
        """Where it stands in the order of things: a day alone counts from its beginning."""
        if isinstance(self.when, datetime):
            return self.when
        return datetime.combine(self.when, time.min, tzinfo=LONDON)


@dataclass(frozen=True, slots=True)
class CasePage:
    case: Case
    sentence: str
    clock: Clock | None
    referrals: list[Referral]
    parts: list[tuple[CaseParticipant, str]]
    hidden_people: int
    workers: list[Allocation]
    past_workers: list[Allocation]
    waiting: Transfer | None
    may_answer: bool
    may_end: bool
    may_note: bool
    links: list[tuple[str, Case | None]]
    discussions: list[CaseDiscussion]
    audits: list[CaseAudit]
    events: list[Event]
    actions: list[dict]


def case_page(case: Case, user) -> CasePage:
    """In a fixed number of queries, whatever the length of the case's history."""
    referrals = list(
        case.referrals.select_related("created_by", "decided_by", "redirected_to").order_by(
            "-received_at", "-pk"
        )
    )
    allocations = list(case.allocations.select_related("worker").order_by("-starts", "-pk"))
    transfers = list(
        case.transfers.select_related("from_worker", "to_worker", "answered_by", "created_by")
    )
    for referral in referrals:
        referral.needs = [PresentingNeed(need).label for need in referral.presenting_needs]
    today = timezone.localdate()
    workers = [a for a in allocations if a.ends is None or a.ends >= today]
    waiting = next((t for t in transfers if not t.answer), None)
    undecided = next((r for r in referrals if not r.decision), None)
    parts, hidden = _parts(case, user)
    return CasePage(
        case=case,
        sentence=_sentence(case, referrals, workers),
        clock=decision_clock(undecided.decision_due) if undecided else None,
        referrals=referrals,
        parts=parts,
        hidden_people=hidden,
        workers=workers,
        past_workers=[a for a in allocations if a not in workers],
        waiting=waiting,
        may_answer=waiting is not None and may_answer(user, waiting),
        may_end=_may(user, Action.ALLOCATE, case) and case.stage in UNDER_WAY,
        may_note=case.is_open and _may(user, Action.RECORD, case),
        links=_links(case, user),
        discussions=decided_in_supervision(case, user),
        audits=list(
            CaseAudit.objects.readable(user)
            .finished()
            .filter(case=case)
            .select_related("auditor")
            .order_by("-done_at")
        ),
        events=_events(case, referrals, allocations, transfers),
        actions=_actions(case, user, key_worker_of(workers), waiting),
    )


def key_worker_of(allocations) -> Allocation | None:
    return next((a for a in allocations if a.role == AllocationRole.KEY_WORKER), None)


def _parts(case: Case, user) -> tuple[list[tuple[CaseParticipant, str]], int]:
    rows = case.parts.select_related("person").order_by("role", "person__date_of_birth", "pk")
    seen = list(rows.filter(person__in=Person.objects.for_user(user)))
    order = {"subject_child": 0, "sibling": 1, "parent": 2}
    seen.sort(key=lambda part: order.get(part.role, 3))
    everybody = rows.filter(person__merged_into=None).count()
    return [(part, age_words(part.person)) for part in seen], everybody - len(seen)


def _sentence(case: Case, referrals: list[Referral], workers: list[Allocation]) -> str:
    key = key_worker_of(workers)
    decided = next((r for r in referrals if r.decision), None)
    if case.stage == CaseStage.REFERRED:
        again = "again " if referrals and referrals[0].is_rereferral else ""
        day = timezone.localdate(referrals[0].received_at) if referrals else case.referred_on
        return f"Referred {again}to {case.strand_name} on {date_format(day)}."
    if case.stage == CaseStage.ACCEPTED:
        who = f"{key.worker} is the key worker." if key else "It has no key worker yet."
        return f"Accepted by {case.strand_name}. {who} Work with the family has not started."
    if case.stage == CaseStage.ACTIVE:
        gone = (
            days_in_words((timezone.localdate() - case.started_on).days) if case.started_on else ""
        )
        since = f" since {date_format(case.started_on)} ({gone})" if case.started_on else ""
        who = f"{key.worker} is the key worker." if key else "It has no key worker."
        return f"Being worked on{since}. {who}"
    if case.stage == CaseStage.DECLINED:
        reason = DeclineReason(decided.decline_reason).label if decided else ""
        return f"Not accepted{f': {reason.lower()}' if reason else ''}."
    if case.stage == CaseStage.REDIRECTED:
        return "Sent on to another strand."
    where = f" Next: {StepDown(case.step_down).label.lower()}." if case.step_down else ""
    return f"Closed on {date_format(case.closed_on)}: {CaseOutcome(case.outcome).label.lower()}.{where}"


def _links(case: Case, user) -> list[tuple[str, Case | None]]:
    """Cases this one came from or went to: named always, linked where the user may open them."""
    related = list(
        Case.objects.filter(
            Q(pk=case.stepped_from_id)
            | Q(stepped_from=case)
            | Q(redirected_from__case=case)
            | Q(referrals__redirected_to=case)
        )
        .distinct()
        .order_by("pk")
    )
    openable = set(
        Case.objects.for_user(user)
        .filter(pk__in=[other.pk for other in related])
        .values_list("pk", flat=True)
    )
    found = []
    for other in related:
        if other.pk == case.stepped_from_id:
            words = f"Stepped across from {other.strand_name}"
        elif other.stepped_from_id == case.pk:
            words = f"Stepped across to {other.strand_name}"
        elif other.stage == CaseStage.REDIRECTED:
            words = f"Sent on by {other.strand_name}"
        else:
            words = f"Sent on to or from {other.strand_name}"
        found.append((f"{words} ({other.reference})", other if other.pk in openable else None))
    return found


def _events(case, referrals, allocations, transfers) -> list[Event]:
    events = [_stage_event(change) for change in case.stage_changes.select_related("by")]
    events += [event for allocation in allocations for event in _allocation_events(allocation)]
    events += [event for transfer in transfers for event in _transfer_events(transfer)]
    events += [
        Event(
            when=r.told_at, title=f"Referrer told: {r.get_told_display().lower()}", text=r.told_note
        )
        for r in referrals
        if r.told_at
    ]
    return sorted(events, key=lambda event: event.place, reverse=True)


def _stage_event(change) -> Event:
    title = "Referred" if not change.from_stage else DONE[change.to_stage].capitalize()
    return Event(change.at, title, by=str(change.by), text=change.reason, major=True)


def _allocation_events(allocation: Allocation) -> list[Event]:
    role = allocation.get_role_display().lower()
    began = _moment_of(allocation.starts, allocation.created_at)
    events = [Event(began, f"{allocation.worker} became {role}")]
    if allocation.ends:
        ended = _moment_of(allocation.ends, allocation.updated_at)
        events.append(Event(ended, f"{allocation.worker} ended as {role}"))
    return events


def _moment_of(day: date, written: datetime) -> datetime | date:
    """The time it was written down, if that was the same day; otherwise only the day is known."""
    return written if timezone.localdate(written) == day else day


def _transfer_events(transfer: Transfer) -> list[Event]:
    events = [
        Event(
            transfer.offered_at,
            f"Hand-over offered to {transfer.to_worker}",
            by=str(transfer.created_by or transfer.from_worker or ""),
            text=transfer.note,
        )
    ]
    if transfer.answer:
        events.append(
            Event(
                transfer.answered_at,
                f"Hand-over to {transfer.to_worker} {transfer.get_answer_display().lower()}",
                by=str(transfer.answered_by or ""),
                text=transfer.answer_note,
            )
        )
    return events


def _may(user, action: Action, case: Case) -> bool:
    return may(user, action, authority_id=case.authority_id, strand=case.strand)


def _actions(case: Case, user, key_worker, waiting) -> list[dict]:
    """What can be done now by this user, the likeliest first. The views ask again."""
    under_way = case.stage in UNDER_WAY
    offered = [
        ("Decide on this referral", "decide", Action.DECIDE, may_become(case, CaseStage.DECLINED)),
        ("Allocate", "allocate", Action.ALLOCATE, under_way),
        ("Start the work", "start", Action.RECORD, may_become(case, CaseStage.ACTIVE)),
        ("Plan", "case_plan", Action.OPEN, under_way or case.stage == CaseStage.CLOSED),
        ("Hand over", "transfer", Action.TRANSFER, under_way and key_worker and not waiting),
        ("Step across to another strand", "step_across", Action.TRANSFER, under_way),
        ("Close the case", "close", Action.CLOSE, may_become(case, CaseStage.CLOSED)),
        ("Reopen the case", "reopen", Action.CLOSE, may_become(case, CaseStage.REFERRED)),
    ]
    found = [
        {"text": text, "url_name": f"cases:{name}", "primary": False}
        for text, name, action, can in offered
        if can and _may(user, action, case)
    ]
    if found and key_worker and found[0]["text"] == "Allocate":
        found.append(found.pop(0))
    if found:
        found[0]["primary"] = True
    return found
