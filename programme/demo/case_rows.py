"""One strand's case with one family, written step by step as the services would have done it."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from cases.codes import (
    AllocationRole,
    CaseOutcome,
    CaseStage,
    ParticipantRole,
    ReferralSource,
    StepDown,
    WhatReferrerWasTold,
)
from cases.models import Allocation, Case, CaseParticipant, Referral, StageChange, Transfer
from cases.services.beginning import REASON_REOPENED
from cases.working_days import add_working_days, due_after
from programme.demo import words
from programme.demo.household import Household
from programme.demo.name_pools import some_full_name
from programme.demo.numbers import landline
from programme.demo.people import Human
from programme.demo.staff import Worker
from programme.demo.world import DAY, World, written

# What is copied when a referral goes on to another strand.
_CARRIED = (
    "source", "referrer_name", "referrer_organisation", "referrer_contact", "primary_need",
    "presenting_needs", "reason", "family_agrees",
)  # fmt: skip


@dataclass
class CaseFile:
    """A case being written: its row is changed in place as the story goes on."""

    world: World
    household: Household
    strand: str
    subjects: list[Human]
    row: dict[str, Any] = field(default_factory=dict)
    referral: dict[str, Any] = field(default_factory=dict)
    # The key worker's allocation, empty until there is one.
    key: dict[str, Any] = field(default_factory=dict)
    key_worker: Worker = field(init=False)
    others: list[dict[str, Any]] = field(default_factory=list)
    # When the last step was taken.
    at: datetime = field(init=False)

    @property
    def authority(self) -> str:
        return self.household.setting.authority

    @property
    def area(self) -> str:
        return self.household.setting.area

    def _step(self, to: CaseStage, at: datetime, by: int, reason: str = "") -> None:
        is_first = "at" not in vars(self)
        self.world.book.add(
            StageChange,
            case_id=self.row["id"],
            from_stage="" if is_first else self.row["stage"],
            to_stage=to,
            at=at,
            by_id=by,
            reason=reason,
        )
        if not is_first:
            self.row["version"] += 1
        self.row |= {"stage": to, "updated_at": at, "updated_by_id": by}
        self.at = at

    def refer(
        self,
        received: datetime,
        *,
        copied: dict[str, Any] | None = None,
        stepped_from: int | None = None,
        reason: str = "",
        by: int | None = None,
        at: datetime | None = None,
    ) -> None:
        """The first referral, or one more on a case that had ended. `at` is when it was typed in."""
        by = by or self.household.setting.by
        at = at or received
        again = bool(self.row)
        if again:
            self._begin_again(at, by)
        else:
            self._open(received, at, by, stepped_from)
            self._step(CaseStage.REFERRED, at, by, reason)
            self._take_part(at, by)
        said = {name: copied[name] for name in _CARRIED} if copied else self._what_was_said()
        self.referral = self.world.book.add(
            Referral,
            case_id=self.row["id"],
            received_at=received,
            decision_due=due_after(received, 1),
            is_rereferral=again,
            **said,
            **written(by, at),
        )

    def _open(self, received: datetime, at: datetime, by: int, stepped_from: int | None) -> None:
        self.row = self.world.book.add(
            Case,
            authority_id=self.world.authorities[self.authority],
            strand=self.strand,
            family_id=self.household.id,
            stage=CaseStage.REFERRED,
            referred_on=received.date(),
            stepped_from_id=stepped_from,
            **written(by, at),
        )

    def _begin_again(self, at: datetime, by: int) -> None:
        self._step(CaseStage.REFERRED, at, by, REASON_REOPENED)
        self.row |= {
            "started_on": None,
            "closed_on": None,
            "outcome": "",
            "step_down": "",
            "closing_summary": "",
        }
        self.key, self.others = {}, []

    def _what_was_said(self) -> dict[str, Any]:
        chance = self.world.chance
        need = chance.choice(words.STRAND_NEEDS[self.strand])
        primary, sentences = words.REASONS[need]
        more = [code for code in words.STRAND_NEEDS[self.strand] if code != need]
        first_name = next((c.forename.split()[0] for c in self.subjects if c.forename), "The baby")
        source = chance.of(words.SOURCES)
        organisation = chance.choice(words.REFERRERS[source])
        text = f"{chance.choice(sentences)} {chance.choice(words.ASKED_FOR)}".strip()
        return {
            "source": source,
            "referrer_name": some_full_name(chance) if organisation else self._relative(source),
            "referrer_organisation": organisation,
            "referrer_contact": landline(chance) if organisation else "",
            "primary_need": primary,
            "presenting_needs": sorted({need, *chance.some(more, 0, 2)}),
            "reason": text.replace("{child}", first_name),
            "family_agrees": chance.of({True: 80, False: 6, None: 14}),
        }

    def _relative(self, source: str) -> str:
        if source != ReferralSource.FAMILY or not self.household.adults:
            return ""
        parent = self.household.adults[0]
        return f"{parent.forename} {parent.surname}"

    def _take_part(self, at: datetime, by: int) -> None:
        subjects = {child.id for child in self.subjects}
        roles = {human.id: ParticipantRole.PARENT for human in self.household.adults}
        roles |= {
            child.id: ParticipantRole.SUBJECT_CHILD
            if child.id in subjects
            else ParticipantRole.SIBLING
            for child in self.household.children
            if child.died is None or child.id in subjects
        }
        for person_id, role in roles.items():
            self.world.book.add(
                CaseParticipant,
                case_id=self.row["id"],
                person_id=person_id,
                role=role,
                **written(by, at),
            )

    def _decide(self, decision: str, told: str, note: str, **fields: Any) -> tuple[datetime, int]:
        """When and by whom it was decided: within the working day it should take, or late."""
        world = self.world
        due = self.referral["decision_due"].date()
        by = world.staff.manager(self.authority, self.strand).user_id
        late = world.chance.randint(1, 4) if world.chance.once_in(0.2) else 0
        at = world.moment(add_working_days(due, late), after=self.at)
        has_told = world.chance.once_in(0.85)
        self.referral |= {
            "decision": decision,
            "decided_at": at,
            "decided_by_id": by,
            "decision_note": note,
            "told": told if has_told else WhatReferrerWasTold.NOT_YET,
            "told_at": at if has_told else None,
            "updated_at": at,
            "updated_by_id": by,
            "version": 2,
            **fields,
        }
        return at, by

    def accept(self) -> None:
        note = self.world.chance.choice(words.ACCEPT_NOTES)
        at, by = self._decide("accepted", WhatReferrerWasTold.ACCEPTED, note)
        self._step(CaseStage.ACCEPTED, at, by, note)

    def decline(self) -> None:
        reason = self.world.chance.choice(list(words.DECLINE_NOTES))
        note = words.DECLINE_NOTES[reason]
        told = WhatReferrerWasTold.DECLINED
        at, by = self._decide("declined", told, note, decline_reason=reason)
        self._step(CaseStage.DECLINED, at, by, note)

    def redirect(self, other: "CaseFile", sent_on: str) -> None:
        """The other strand gets the referral as it was made, with the clock running on."""
        note = self.world.chance.choice(words.REDIRECT_NOTES)
        told = WhatReferrerWasTold.REDIRECTED
        at, by = self._decide("redirected", told, note)
        received = self.referral["received_at"]
        other.refer(received, copied=self.referral, reason=sent_on, by=by, at=at)
        self.referral["redirected_to_id"] = other.row["id"]
        self._step(CaseStage.REDIRECTED, at, by, note)

    def allocate(self, worker: Worker, role: str, starts: date, by: int) -> dict[str, Any]:
        """A part from a day on; a key worker brings the case to their team."""
        starts = max(starts, self.at.date())
        row = self.world.book.add(
            Allocation,
            case_id=self.row["id"],
            worker_id=worker.user_id,
            role=role,
            starts=starts,
            **written(by, self.world.moment(starts, after=self.at)),
        )
        worker.load += 1
        if role == AllocationRole.KEY_WORKER:
            self.key, self.key_worker = row, worker
            self.row["team_id"] = worker.team_id
        else:
            self.others.append(row)
        return row

    def change_key_worker(self, to: Worker, on: date) -> None:
        """The one before ends the day before."""
        before, worker = self.key, self.key_worker
        if on <= before["starts"]:
            return
        before |= {"ends": on - DAY, "version": 2, "updated_at": self.world.moment(on)}
        worker.load -= 1
        self.allocate(to, AllocationRole.KEY_WORKER, on, worker.user_id)

    def offer(self, to: Worker, at: datetime) -> dict[str, Any]:
        return self.world.book.add(
            Transfer,
            case_id=self.row["id"],
            from_worker_id=self.key_worker.user_id,
            to_worker_id=to.user_id,
            note=self.world.chance.choice(words.HAND_OVER),
            offered_at=at,
            **written(self.key_worker.user_id, at),
        )

    def start(self, on: date) -> None:
        on = max(on, self.at.date())
        at = self.world.moment(on, after=self.at)
        self._step(CaseStage.ACTIVE, at, self.key_worker.user_id)
        self.row["started_on"] = on

    def close(self, on: date, outcome: str, step_down: str = "", summary: str = "") -> None:
        """Every worker's part ends with the case."""
        on = max(on, self.at.date())
        at = self.world.moment(on, after=self.at)
        by = self.key_worker.user_id
        summary = summary or self.world.chance.choice(words.CLOSING[outcome])
        self._step(CaseStage.CLOSED, at, by, f"{CaseOutcome(outcome).label}\n\n{summary}")
        self.row |= {
            "closed_on": on,
            "outcome": outcome,
            "step_down": step_down
            or self.world.chance.of(_STEP_DOWN.get(outcome, _USUAL_STEP_DOWN)),
            "closing_summary": summary,
        }
        for row in (self.key, *self.others):
            if row["ends"] is None:
                row |= {"ends": max(on, row["starts"]), "version": 2, "updated_at": at}
        self.key_worker.load -= 1


_USUAL_STEP_DOWN: dict[StepDown, float] = {
    StepDown.UNIVERSAL: 38,
    StepDown.EARLY_HELP: 22,
    StepDown.FAMILY_SUPPORT: 14,
    StepDown.CHILD_IN_NEED: 12,
    StepDown.VOLUNTARY: 7,
    StepDown.SPECIALIST_HEALTH: 4,
    StepDown.NO_FURTHER_HELP: 3,
}
_STEP_DOWN: dict[str, dict[StepDown, float]] = {
    CaseOutcome.ENTERED_CARE: {StepDown.LOOKED_AFTER: 1},
    CaseOutcome.STEPPED_UP: {StepDown.CHILD_PROTECTION: 3, StepDown.CHILD_IN_NEED: 1},
    CaseOutcome.MOVED_AWAY: {StepDown.OTHER_COUNCIL: 1},
    CaseOutcome.REACHED_AGE: {StepDown.ADULT_SERVICES: 1, StepDown.CARE_LEAVERS: 1},
}


def days(world: World, fewest: int, most: int) -> timedelta:
    return timedelta(days=world.chance.randint(fewest, most))
