"""Every clock as one authority has it: how long, used or not, and what it was before."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from accounts.access import Action, reach
from accounts.models import Authority, User
from cases.codes import ClockUnit
from cases.deadlines.registry import rules
from cases.deadlines.rule import ClockRule
from cases.models import ClockSetting

BY_ITS_RECORD = "On the day the record names"


@dataclass(frozen=True, slots=True)
class Change:
    """What the setting was from one moment on, and who made it so."""

    at: datetime
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class ClockRow:
    rule: ClockRule
    setting: ClockSetting | None
    changes: tuple[Change, ...]

    @property
    def words(self) -> str:
        return words_of(self.setting or setting_as_given(self.rule), self.rule)

    @property
    def is_own(self) -> bool:
        return self.setting is not None

    @property
    def is_used(self) -> bool:
        return self.setting is None or self.setting.active


@dataclass(frozen=True, slots=True)
class AuthorityClocks:
    authority: Authority
    clocks: tuple[ClockRow, ...]


def authorities_setting_clocks(user):
    return Authority.objects.filter(pk__in=reach(user, Action.SET_CLOCKS).all_authorities)


def setting_as_given(rule: ClockRule, authority: Authority | None = None) -> ClockSetting:
    """What stands where an authority has said nothing. Not saved."""
    return ClockSetting(
        authority=authority, rule=rule.slug, amount=rule.amount or 1, unit=rule.unit, active=True
    )


def words_of(setting: ClockSetting, rule: ClockRule) -> str:
    """“Within 10 working days”, “Not used”."""
    if not setting.active:
        return "Not used"
    if rule.amount is None:
        return BY_ITS_RECORD
    unit = str(ClockUnit(setting.unit).label)
    return f"Within {setting.amount} {unit.removesuffix('s') if setting.amount == 1 else unit}"


def clocks_of(authorities: Iterable[Authority], user) -> list[AuthorityClocks]:
    """In three queries, however many authorities and clocks."""
    authorities = list(authorities)
    settings = {
        (one.authority_id, one.rule): one
        for one in ClockSetting.objects.for_user(user).filter(authority__in=authorities)
    }
    changes = _changes(settings)
    return [
        AuthorityClocks(
            authority,
            tuple(
                ClockRow(rule, setting, tuple(changes[setting.pk]) if setting else ())
                for rule in rules()
                for setting in [settings.get((authority.pk, rule.slug))]
            ),
        )
        for authority in authorities
    ]


def _changes(settings: dict[tuple[int, str], ClockSetting]) -> dict[int, list[Change]]:
    """By setting, the latest first, from the trail that the database keeps by itself."""
    by_slug = {rule.slug: rule for rule in rules()}
    ids = [one.pk for one in settings.values()]
    events = ClockSetting.pgh_event_model.objects.filter(pgh_obj_id__in=ids).order_by("-pgh_id")
    events = list(events)
    names = dict(
        User.objects.filter(pk__in={event.updated_by_id for event in events}).values_list(
            "pk", "name"
        )
    )
    found: dict[int, list[Change]] = defaultdict(list)
    for event in events:
        then = ClockSetting(amount=event.amount, unit=event.unit, active=event.active)
        found[event.pgh_obj_id].append(
            Change(
                event.pgh_created_at,
                names.get(event.updated_by_id, "Somebody"),
                words_of(then, by_slug[event.rule]),
            )
        )
    return found
