"""When a worker may be sent a mail: their rhythm, their quiet hours, the days they work.

All in London time, whatever the clocks do: a quiet hour is quiet twice in the night they go back.
"""

from datetime import datetime, time

from cases.codes import MailRhythm
from cases.models import NoticePreference
from cases.working_days import LONDON, is_working_day


def slot_of(preference: NoticePreference, now: datetime) -> datetime | None:
    """The hour, or the day, that a mail sent now would be for; None when none may be sent now."""
    local = now.astimezone(LONDON)
    if preference.rhythm == MailRhythm.NONE or is_quiet(preference, local):
        return None
    if preference.rhythm == MailRhythm.HOURLY:
        return now.replace(minute=0, second=0, microsecond=0)
    if local.hour < preference.daily_hour:
        return None
    return datetime.combine(local.date(), time(), tzinfo=LONDON)


def is_quiet(preference: NoticePreference, local: datetime) -> bool:
    if preference.working_days_only and not is_working_day(local.date()):
        return True
    return in_quiet_hours(local.hour, preference.quiet_from, preference.quiet_until)


def in_quiet_hours(hour: int, quiet_from: int, quiet_until: int) -> bool:
    if quiet_from <= quiet_until:
        return quiet_from <= hour < quiet_until
    return hour >= quiet_from or hour < quiet_until
