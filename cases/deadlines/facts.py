"""What the clocks of some families look at: each kind of record is read once, when first asked for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Q

from cases.codes import FACE_TO_FACE, CaseStage, DeadlineEnd, NoteKind, Seen
from cases.deadlines.limits import beginning_of, end_of
from cases.models import (
    Alert,
    CareEpisode,
    Case,
    EngagementRating,
    FamilyMembership,
    Measure,
    MissingEpisode,
    NoteParticipant,
    Plan,
    PlanReview,
    Referral,
    StatutoryStatus,
)
from cases.sessions_offered import sessions_offered

_OF_A_CASE = ("pk", "family", "strand", "stage", "referred_on", "started_on", "closed_on")
_SEEN = (Seen.SEEN, Seen.ALONE)
# A referral that came to nothing: no work with the family began.
_NEVER_WORKED = (CaseStage.DECLINED, CaseStage.REDIRECTED)


@dataclass(frozen=True, slots=True)
class Work:
    """The time in which the programme works, or worked, with somebody in one family."""

    family_id: int
    starts: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Sight:
    """A child was seen: in which note, when, and whether alone and on a visit."""

    note_id: int
    at: datetime
    is_alone: bool
    is_visit: bool


class FamilyFacts:
    def __init__(self, family_ids: Iterable[int]) -> None:
        self.family_ids = sorted(set(family_ids))

    @cached_property
    def cases(self) -> list[Case]:
        rows = Case.objects.filter(family__in=self.family_ids).exclude(stage__in=_NEVER_WORKED)
        return list(rows.only(*_OF_A_CASE))

    @cached_property
    def work(self) -> dict[int, Work]:
        """From a family's first referral to the closing of its last case."""
        cases: dict[int, list[Case]] = defaultdict(list)
        for case in self.cases:
            cases[case.family_id].append(case)
        return {
            family_id: Work(
                family_id,
                beginning_of(min(case.referred_on for case in rows)),
                None
                if any(case.is_open for case in rows)
                else end_of(max(case.closed_on for case in rows)),
            )
            for family_id, rows in cases.items()
        }

    @cached_property
    def _members(self) -> dict[int, list[FamilyMembership]]:
        rows = FamilyMembership.objects.filter(
            family__in=list(self.work), person__merged_into=None
        ).only("pk", "family", "person", "starts", "ends")
        members: dict[int, list[FamilyMembership]] = defaultdict(list)
        for row in rows:
            members[row.person_id].append(row)
        return members

    def work_with(self, person_id: int) -> Iterator[Work]:
        """The work with each family this person belongs to, until they left it."""
        families: dict[int, list[FamilyMembership]] = defaultdict(list)
        for member in self._members.get(person_id, ()):
            families[member.family_id].append(member)
        for family_id, members in families.items():
            work = self.work[family_id]
            ends = [member.ends for member in members]
            left = None if None in ends else end_of(max(ends))
            yield Work(family_id, work.starts, earlier(work.until, left))

    @cached_property
    def statuses(self) -> list[StatutoryStatus]:
        return list(StatutoryStatus.objects.filter(person__in=list(self._members)))

    @cached_property
    def care_episodes(self) -> list[CareEpisode]:
        return list(CareEpisode.objects.filter(person__in=list(self._members)))

    @cached_property
    def returns(self) -> list[MissingEpisode]:
        rows = MissingEpisode.objects.filter(person__in=list(self._members))
        return list(rows.exclude(returned_at=None))

    @cached_property
    def alerts(self) -> list[Alert]:
        about = Q(family__in=list(self.work)) | Q(person__in=list(self._members))
        return list(Alert.objects.filter(about))

    @cached_property
    def referrals(self) -> list[Referral]:
        rows = Referral.objects.filter(case__family__in=self.family_ids)
        return list(rows.select_related("case"))

    @cached_property
    def sights(self) -> dict[int, list[Sight]]:
        """By child, oldest first."""
        found: dict[int, list[Sight]] = defaultdict(list)
        rows = NoteParticipant.objects.filter(person__in=list(self._members), seen__in=_SEEN)
        rows = rows.filter(note__kind__in=FACE_TO_FACE).order_by("note__happened_at", "note")
        for person_id, note_id, at, seen, kind in rows.values_list(
            "person_id", "note_id", "note__happened_at", "seen", "note__kind"
        ):
            sight = Sight(note_id, at, seen == Seen.ALONE, kind == NoteKind.VISIT)
            found[person_id].append(sight)
        return found

    @cached_property
    def sessions(self) -> dict[int, list[date]]:
        return sessions_offered([case.pk for case in self.cases])

    @cached_property
    def plans(self) -> list[Plan]:
        rows = Plan.objects.filter(case__in=[case.pk for case in self.cases])
        return list(rows.select_related("case"))

    @cached_property
    def plan_reviews(self) -> dict[int, list[PlanReview]]:
        found: dict[int, list[PlanReview]] = defaultdict(list)
        rows = PlanReview.objects.filter(plan__in=[plan.pk for plan in self.plans])
        for row in rows.order_by("held_on", "pk"):
            found[row.plan_id].append(row)
        return found

    @cached_property
    def ratings(self) -> dict[int, list[EngagementRating]]:
        found: dict[int, list[EngagementRating]] = defaultdict(list)
        for row in EngagementRating.objects.filter(case__family__in=self.family_ids):
            found[row.case_id].append(row)
        return found

    def measures_with(self, instrument: str) -> dict[int, list[Measure]]:
        """By person, oldest first."""
        found: dict[int, list[Measure]] = defaultdict(list)
        rows = Measure.objects.filter(person__in=list(self._members)).with_instrument(instrument)
        for row in rows.oldest_first():
            found[row.person_id].append(row)
        return found


def earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((moment for moment in (one, other) if moment is not None), default=None)


def ended(work_until: datetime | None, own_until: datetime | None, why: DeadlineEnd):
    """When the need for a clock ended, and why: its own end, or the end of the work before that."""
    until = earlier(work_until, own_until)
    own_first = own_until is not None and until == own_until
    return until, why if own_first else DeadlineEnd.CASE_ENDED
