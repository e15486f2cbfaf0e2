"""How long there is left to decide, as people say it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format


@dataclass(frozen=True, slots=True)
class Clock:
    words: str
    is_late: bool
    is_today: bool

    @property
    def state(self) -> str:
        """The look of the card it stands on."""
        return "overdue" if self.is_late else "soon" if self.is_today else ""


def decision_clock(due: datetime, *, now: datetime | None = None) -> Clock:
    now = now or timezone.now()
    day = timezone.localdate(due)
    today = timezone.localdate(now)
    if now > due:
        return Clock(f"Decision {late_by(now - due)} late", is_late=True, is_today=False)
    if day == today:
        when = "today"
    elif day == today + timedelta(days=1):
        when = "tomorrow"
    else:
        when = f"{day:%A} {date_format(day, 'j F')}"
    return Clock(f"Decision due by the end of {when}", is_late=False, is_today=day == today)


def late_by(gone: timedelta) -> str:
    hours = int(gone.total_seconds() // 3600)
    if hours < 1:
        return "less than an hour"
    if hours < 24:
        return f"{hours} hour{'' if hours == 1 else 's'}"
    days = hours // 24
    return f"{days} day{'' if days == 1 else 's'}"


def days_in_words(days: int) -> str:
    """“today”, “1 day”, “40 days”."""
    return "today" if days == 0 else f"{days} day{'' if days == 1 else 's'}"
