"""How long each clock runs in each authority, and whether it is used there."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from cases.deadlines.limits import limit
from cases.deadlines.rule import ClockRule
from cases.models import ClockSetting, Family
from cases.working_days import due_after

REFERRAL_DECISION = "referral-decision"


@dataclass(frozen=True, slots=True)
class Settings:
    authority_of: dict[int, int]
    own: dict[tuple[int, str], ClockSetting]

    def is_used(self, family_id: int, rule: ClockRule) -> bool:
        setting = self._of(family_id, rule)
        return setting is None or setting.active

    def length(self, family_id: int, rule: ClockRule) -> tuple[int, str]:
        setting = self._of(family_id, rule)
        return (setting.amount, setting.unit) if setting else (rule.amount or 0, rule.unit)

    def _of(self, family_id: int, rule: ClockRule) -> ClockSetting | None:
        return self.own.get((self.authority_of[family_id], rule.slug))


def settings_of(family_ids: Collection[int]) -> Settings:
    rows = Family.objects.filter(pk__in=family_ids).values_list("pk", "authority_id")
    authority_of = dict(rows)
    settings = ClockSetting.objects.filter(authority__in=set(authority_of.values()))
    return Settings(authority_of, {(one.authority_id, one.rule): one for one in settings})


def decision_due(received_at: datetime, authority_id: int) -> datetime:
    """When a referral received then is to be decided there. It is shown whether the clock is used."""
    setting = ClockSetting.objects.filter(authority=authority_id, rule=REFERRAL_DECISION).first()
    if setting is None:
        return due_after(received_at, 1)
    return limit(received_at, setting.amount, setting.unit)
