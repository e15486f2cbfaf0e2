"""Setting a clock for an authority; every deadline it runs follows."""

from collections.abc import Iterable

from django.db import transaction

from cases.deadlines.limits import limit
from cases.deadlines.recompute import in_parts, recompute
from cases.deadlines.registry import rule_named
from cases.deadlines.settings import REFERRAL_DECISION
from cases.models import ClockSetting, Family, Referral
from cases.services.facts import add_fact, change_fact

# More families than this are left to the night: a page must not wait for them.
AT_ONCE = 2000


@transaction.atomic
def set_clock(*, setting: ClockSetting, by, seen_version: int, fields: Iterable[str]) -> bool:
    """True when every deadline has followed; False when those of the authority follow tonight."""
    if setting.pk is None:
        add_fact(setting, by=by)
    else:
        change_fact(setting, by=by, seen_version=seen_version, fields=fields)
    if setting.rule == REFERRAL_DECISION:
        _set_decisions_due(setting)
    families = Family.objects.filter(authority=setting.authority_id)
    if families.count() > AT_ONCE:
        return False
    rule = rule_named(setting.rule)
    ids = list(families.values_list("pk", flat=True))
    for some in in_parts():
        if ours := set(some).intersection(ids):
            recompute(family_ids=ours, rules=[rule])
    return True


def _set_decisions_due(setting: ClockSetting) -> None:
    """Those still to be made; what was decided was decided under the limit of its day."""
    rows = Referral.objects.undecided().filter(case__authority=setting.authority_id)
    waiting = list(rows.select_for_update(of=("self",)))
    for referral in waiting:
        referral.decision_due = limit(referral.received_at, setting.amount, setting.unit)
    Referral.objects.bulk_update(waiting, ["decision_due"])
