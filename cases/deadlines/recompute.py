"""Works the deadlines of some families out anew and writes what has changed, in one transaction."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from django.db import transaction

from cases.deadlines.facts import FamilyFacts
from cases.deadlines.limits import limit
from cases.deadlines.registry import rules as every_rule
from cases.deadlines.rule import ClockRule, Run
from cases.deadlines.settings import Settings, settings_of
from cases.models import Case, Deadline, Family, FamilyMembership

AT_ONCE = 500
_SAME = (
    "rule", "family_id", "case_id", "person_id", "started_by", "started_by_id", "started_at",
)  # fmt: skip
_MAY_CHANGE = ("due_at", "met_at", "met_by", "met_by_id", "ended_reason")


@dataclass
class Changes:
    new: list[Deadline] = field(default_factory=list)
    changed: list[Deadline] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.new) + len(self.changed) + len(self.gone)


@transaction.atomic
def recompute(
    *,
    case_ids: Collection[int] = (),
    person_ids: Collection[int] = (),
    family_ids: Collection[int] = (),
    rules: Collection[ClockRule] | None = None,
) -> int:
    """Every deadline of the families these belong to, by all rules or some. Returns what changed.

    In a fixed number of queries, however many families; done twice it changes nothing. The
    families are held, so that two records saved at one moment are counted one after the other.
    """
    families = _families_of(case_ids, person_ids, family_ids)
    if not families:
        return 0
    held = Family.objects.select_for_update(no_key=True).filter(pk__in=families).order_by("pk")
    list(held.values_list("pk"))
    found = differences(families, rules)
    Deadline.objects.filter(pk__in=found.gone).delete()
    Deadline.objects.bulk_update(found.changed, _MAY_CHANGE, batch_size=AT_ONCE)
    Deadline.objects.bulk_create(found.new, batch_size=AT_ONCE * 4)
    return len(found)


def recompute_all() -> int:
    return sum(recompute(family_ids=some) for some in in_parts())


def in_parts() -> Iterator[list[int]]:
    """All families that ever had a case, some hundreds at a time."""
    last = 0
    while some := list(
        Family.objects.filter(pk__gt=last, cases__isnull=False)
        .distinct()
        .order_by("pk")
        .values_list("pk", flat=True)[:AT_ONCE]
    ):
        yield some
        last = some[-1]


def differences(family_ids: Collection[int], rules: Collection[ClockRule] | None = None) -> Changes:
    """What stands against what should stand; writes nothing."""
    rules = every_rule() if rules is None else rules
    rows = Deadline.objects.filter(family__in=family_ids)
    if len(rules) < len(every_rule()):
        rows = rows.filter(rule__in=[rule.slug for rule in rules])
    standing = {_key(row): row for row in rows}
    found = Changes()
    for wanted in _worked_out(FamilyFacts(family_ids), rules):
        row = standing.pop(_key(wanted), None)
        if row is None:
            found.new.append(wanted)
        elif any(getattr(row, name) != getattr(wanted, name) for name in _MAY_CHANGE):
            wanted.pk = row.pk
            found.changed.append(wanted)
    found.gone = [row.pk for row in standing.values()]
    return found


def _key(row: Deadline) -> tuple:
    return tuple(getattr(row, name) for name in _SAME)


def _worked_out(facts: FamilyFacts, rules: Iterable[ClockRule]) -> Iterator[Deadline]:
    settings = settings_of(facts.family_ids)
    for rule in rules:
        for run in rule.runs(facts):
            if settings.is_used(run.family_id, rule):
                yield from _deadlines(rule, run, settings)


def _deadlines(rule: ClockRule, run: Run, settings: Settings) -> Iterator[Deadline]:
    """One, or for a clock that repeats one after the other, each from what met the last."""
    start = run.starts
    meets = sorted((met for met in run.meets if met.at >= run.starts), key=lambda met: met.at)
    for met in meets if rule.repeats else meets[:1]:
        if rule.repeats and met.at <= start:
            # Twice on one day, of which only the day is known: it starts one clock, not two.
            continue
        if run.until is not None and met.at > run.until:
            break
        yield _deadline(
            rule, run, settings, start, met_at=met.at, met_by=met.by, met_by_id=met.by_id
        )
        if not rule.repeats:
            return
        start = met.at
    if run.until is None:
        yield _deadline(rule, run, settings, start)
    elif start < run.until:
        yield _deadline(rule, run, settings, start, ended_reason=run.why_ended)


def _deadline(rule: ClockRule, run: Run, settings: Settings, start, **how) -> Deadline:
    due = run.due or limit(start, *settings.length(run.family_id, rule))
    return Deadline(
        rule=rule.slug,
        family_id=run.family_id,
        case_id=run.case_id,
        person_id=run.person_id,
        started_by=run.started_by,
        started_by_id=run.started_by_id,
        started_at=start,
        due_at=due,
        **{"ended_reason": "", **how},
    )


def _families_of(case_ids, person_ids, family_ids) -> list[int]:
    found = set(family_ids)
    if case_ids:
        rows = Case.objects.filter(pk__in=case_ids)
        found.update(rows.values_list("family_id", flat=True))
    if person_ids:
        rows = FamilyMembership.objects.filter(person__in=person_ids)
        found.update(rows.values_list("family_id", flat=True))
    return sorted(found)
