"""What nobody does and yet happens: clocks that run out, drafts that will be deleted.

Asked for every quarter of an hour; however often, each worker is told once of each thing.
"""

from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cases.codes import OPEN_STAGES, VOLUNTEER_ROLES, NoticeKind
from cases.due import DECISION
from cases.models import Allocation, Deadline, Draft, Notice
from cases.models.draft import WARNED_FROM

# A sweep that was missed is made up for; what ran out longer ago is on My day, and no news.
LOOKS_BACK = timedelta(days=3)
KEPT_FOR = timedelta(days=180)


@transaction.atomic
def tell_of_clocks() -> None:
    """Whoever works on the case, or for a clock of the family, on any case of it."""
    now = timezone.now()
    found = list(
        Deadline.objects.running()
        .exclude(rule=DECISION)
        .filter(due_at__gt=now - LOOKS_BACK, due_at__lte=now)
        .exclude(Exists(_told_of_this_or_a_twin()))
        .select_related("family")
        .order_by("pk")
    )
    # Brothers and sisters whose clock ran out at one moment are one thing to know.
    first = {(row.rule, row.family_id, row.case_id, row.due_at): row for row in reversed(found)}
    workers = _workers_on({row.family_id for row in first.values()})
    Notice.objects.bulk_create(
        [
            Notice(
                user_id=worker,
                kind=NoticeKind.CLOCK_RAN_OUT,
                authority_id=row.family.authority_id,
                family=row.family,
                case_id=row.case_id,
                source=Deadline._meta.model_name,
                source_id=row.pk,
            )
            for row in first.values()
            for worker in sorted(workers[row.family_id, row.case_id])
        ],
        ignore_conflicts=True,
    )


def _told_of_this_or_a_twin():
    twins = Deadline.objects.filter(
        rule=OuterRef(OuterRef("rule")),
        family=OuterRef(OuterRef("family")),
        due_at=OuterRef(OuterRef("due_at")),
    ).filter(Q(case=OuterRef(OuterRef("case"))) | Q(case=None))
    return Notice.objects.filter(
        source=Deadline._meta.model_name,
        source_id__in=twins.values("pk"),
        kind=NoticeKind.CLOCK_RAN_OUT,
    )


def _workers_on(families: set[int]) -> dict[tuple[int, int | None], set[int]]:
    """By family and case; under no case, everybody on any of the family's."""
    rows = (
        Allocation.objects.current()
        .filter(case__family__in=families, case__stage__in=OPEN_STAGES, worker__is_active=True)
        .exclude(role__in=VOLUNTEER_ROLES)
        .values_list("case__family_id", "case_id", "worker_id")
    )
    found: dict[tuple[int, int | None], set[int]] = defaultdict(set)
    for family, case, worker in rows:
        found[family, case].add(worker)
        found[family, None].add(worker)
    return found


@transaction.atomic
def tell_of_drafts() -> None:
    """Whoever typed it; taken back once the draft was sent, thrown away or saved again."""
    soon = Draft.objects.current().filter(expires_at__lte=timezone.now() + WARNED_FROM)
    told = Notice.objects.filter(kind=NoticeKind.DRAFT_EXPIRES)
    told.exclude(source_id__in=soon.values("pk")).delete()
    new = soon.exclude(
        Exists(told.filter(source=Draft._meta.model_name, source_id=OuterRef("pk")))
    ).select_related("family")
    Notice.objects.bulk_create(
        [
            Notice(
                user_id=draft.user_id,
                kind=NoticeKind.DRAFT_EXPIRES,
                authority_id=draft.family and draft.family.authority_id,
                family=draft.family,
                source=Draft._meta.model_name,
                source_id=draft.pk,
            )
            for draft in new
        ],
        ignore_conflicts=True,
    )


def settle_met_clocks() -> None:
    """A clock that was met after all needs nobody's eye. Nobody read these: they go."""
    running = Deadline.objects.running().filter(pk=OuterRef("source_id"))
    late = Notice.objects.filter(kind=NoticeKind.CLOCK_RAN_OUT).unread()
    late.exclude(Exists(running)).delete()


def forget_old_notices() -> None:
    Notice.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
