"""Every clock there is: the shared ones, then each strand's own."""

from functools import cache

from cases.deadlines.core_rules import CORE_RULES
from cases.deadlines.rule import ClockRule
from cases.deadlines.visit_rules import VISIT_RULES
from cases.deadlines.work_rules import WORK_RULES
from cases.strand import strands


@cache
def rules() -> tuple[ClockRule, ...]:
    shared = CORE_RULES + VISIT_RULES + WORK_RULES
    found = shared + tuple(rule for strand in strands() for rule in strand.clocks)
    if len({rule.slug for rule in found}) != len(found):
        raise ValueError("two clocks have one name")
    return found


def rule_named(slug: str) -> ClockRule:
    """The clock with this name. Raises KeyError for any other."""
    for rule in rules():
        if rule.slug == slug:
            return rule
    raise KeyError(slug)


def rules_watching(model: str) -> tuple[ClockRule, ...]:
    return tuple(rule for rule in rules() if model in rule.watches)
