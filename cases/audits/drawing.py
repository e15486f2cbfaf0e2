"""Drawing cases for an audit so that anybody can draw the same ones again."""

import random
from collections import defaultdict
from datetime import timedelta

from django.utils import timezone

from accounts.access import Action, reach
from cases.codes import CaseStage
from cases.codes.audit import Draw
from cases.models import Allocation, AuditSample, Case
from cases.visibility import within

CLOSED_WITHIN_DAYS = 183

Pool = dict[str, list[int]]


def held_by(user):
    """Allocations that make a case somebody's own: theirs, and those of whom they cover for."""
    return Allocation.objects.current().filter(worker__in=user.stands_in_for)


def cases_to_audit(user, *, authority_id: int, strand: str = ""):
    """Under way or lately closed, within reach, and not worked on by whoever audits."""
    since = timezone.localdate() - timedelta(days=CLOSED_WITHIN_DAYS)
    cases = (
        Case.objects.for_user(user)
        .filter(within(reach(user, Action.AUDIT)), authority=authority_id)
        .exclude(pk__in=held_by(user).values("case"))
    )
    if strand:
        cases = cases.in_strand(strand)
    under_way = cases.filter(stage__in=(CaseStage.ACCEPTED, CaseStage.ACTIVE))
    return under_way | cases.filter(stage=CaseStage.CLOSED, closed_on__gte=since)


def pool_of(cases, draw: str) -> Pool:
    """Their ids in order, all together or by what each is to have a fair share of."""
    field = {Draw.STRAND: "strand", Draw.TEAM: "team_id", Draw.STAGE: "stage"}.get(draw)
    pool: Pool = defaultdict(list)
    for pk, stratum in cases.order_by("pk").values_list("pk", field or "authority_id"):
        pool[str(stratum or "none") if field else "all"].append(pk)
    return dict(pool)


def drawn(pool: Pool, *, size: int, seed: str) -> list[int]:
    """The same pool, size and seed give the same cases, always."""
    chance = random.Random(seed)  # noqa: S311 - fair, not secret
    shares = fair_shares({name: len(cases) for name, cases in pool.items()}, size)
    return [pk for name in sorted(pool) for pk in chance.sample(pool[name], shares[name])]


def fair_shares(sizes: dict[str, int], wanted: int) -> dict[str, int]:
    """In proportion, whole numbers, the largest remainders first; never more than there are."""
    total = sum(sizes.values())
    wanted = min(wanted, total)
    if not total:
        return dict.fromkeys(sizes, 0)
    shares = {name: wanted * n // total for name, n in sizes.items()}
    by_remainder = sorted(sizes, key=lambda name: (-(wanted * sizes[name] % total), name))
    for name in by_remainder[: wanted - sum(shares.values())]:
        shares[name] += 1
    return shares


def drawn_again(sample: AuditSample) -> list[int]:
    return drawn(sample.pool, size=sample.size, seed=sample.seed)
