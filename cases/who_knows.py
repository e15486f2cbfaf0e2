"""Which strands know a family and whom to speak to: what anybody who may find it may be told."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cases.ages import day_words
from cases.codes import OPEN_STAGES, CaseStage
from cases.models import Allocation, Case


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    role: str
    telephone: str


@dataclass(frozen=True, slots=True)
class Known:
    """One strand's involvement with one family: no content, only who and since when."""

    case_id: int
    family_id: int
    strand: str
    team: str
    telephone: str
    stage: str
    is_open: bool
    since: date
    until: date | None
    workers: tuple[Contact, ...]

    @property
    def when(self) -> str:
        if self.until:
            return f"{day_words(self.since)} to {day_words(self.until)}"
        return f"Since {day_words(self.since)}"


def who_knows(family_ids: Iterable[int], *, user) -> list[Known]:
    """Open work first, then closed. Referrals that led to nothing are left out. Two queries."""
    cases = list(
        Case.objects.of_findable_families(user)
        .filter(family__in=list(family_ids), stage__in=[*OPEN_STAGES, CaseStage.CLOSED])
        .select_related("team")
        .order_by("closed_on", "referred_on", "pk")
    )
    workers = _workers_of([case.pk for case in cases])
    known = [_known(case, tuple(workers[case.pk])) for case in cases]
    return sorted(known, key=lambda one: not one.is_open)


def openable_among(known: Iterable[Known], *, user) -> frozenset[int]:
    """Ids of the cases the user may open, so that only those are links."""
    ids = [one.case_id for one in known]
    return frozenset(Case.objects.for_user(user).filter(pk__in=ids).values_list("pk", flat=True))


def _workers_of(case_ids: list[int]) -> dict[int, list[Contact]]:
    rows = (
        Allocation.objects.current()
        .filter(case__in=case_ids)
        .select_related("worker")
        .order_by("starts", "pk")
    )
    found: dict[int, list[Contact]] = defaultdict(list)
    for row in rows:
        found[row.case_id].append(
            Contact(row.worker.name, row.get_role_display(), row.worker.telephone)
        )
    return found


def _known(case: Case, workers: tuple[Contact, ...]) -> Known:
    return Known(
        case_id=case.pk,
        family_id=case.family_id,
        strand=case.strand_name,
        team=case.team.name if case.team else "",
        telephone=case.team.telephone if case.team else "",
        stage=case.get_stage_display(),
        is_open=case.is_open,
        since=case.started_on or case.referred_on,
        until=case.closed_on,
        workers=workers,
    )
