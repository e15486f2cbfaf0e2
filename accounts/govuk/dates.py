"""A date typed in three boxes, with messages that say which part is wrong."""

import calendar
from collections.abc import Callable
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format

from .widgets import DATE_PARTS, DateBoxes
from .wording import lowered

EARLIEST = date(1900, 1, 1)

MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}


def today() -> date:
    return timezone.localdate()


class DatePartError(ValidationError):
    """A date that cannot be taken, knowing which of its boxes to mark."""

    def __init__(self, message: str, parts: tuple[str, ...] = DATE_PARTS, code: str = "invalid"):
        super().__init__(message, code=code)
        self.parts = parts


class DateField(forms.Field):
    """
    Day, month and year. Months may be names; years have four figures.

    ``called`` is the name used in messages when the label is a question ("Date of birth").
    ``earliest`` and ``latest`` are dates or functions giving one; None means no bound. Most
    dates here have already happened, so the latest is today unless the field says otherwise.
    """

    widget = DateBoxes

    def __init__(
        self,
        *,
        called: str = "",
        earliest: date | Callable[[], date] | None = EARLIEST,
        latest: date | Callable[[], date] | None = today,
        **kwargs,
    ):
        self.called = called
        self.earliest = earliest
        self.latest = latest
        super().__init__(**kwargs)

    @property
    def name_in_messages(self) -> str:
        return self.called or str(self.label or "Date").rstrip("?")

    def to_python(self, value):
        if isinstance(value, date) or value in self.empty_values:
            return value or None
        typed = [str(part or "").strip() for part in value]
        if not any(typed):
            return None
        self._refuse_missing(typed)
        return self._within_bounds(self._real_date(*typed))

    def validate(self, value):
        if self.required and value is None:
            raise DatePartError(f"Enter {lowered(self.name_in_messages)}", code="required")

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True

    def _refuse_missing(self, typed):
        missing = tuple(part for part, text in zip(DATE_PARTS, typed, strict=True) if not text)
        if missing:
            wanted = " and ".join(missing)
            raise DatePartError(f"{self.name_in_messages} must include a {wanted}", missing)

    def _real_date(self, day, month, year):
        name = self.name_in_messages
        if year.isdecimal() and len(year) != 4:
            raise DatePartError(f"{name} must have a year with 4 numbers, like 2019", ("year",))
        month_number = MONTHS.get(month.lower().rstrip("."), month)
        wrong = tuple(
            part
            for part, text, highest in (
                ("day", day, 31),
                ("month", str(month_number), 12),
                ("year", year, 9999),
            )
            if not (text.isdecimal() and 1 <= int(text) <= highest)
        )
        message = f"{name} must be a real date"
        if wrong:
            raise DatePartError(message, wrong)
        try:
            return date(int(year), int(month_number), int(day))
        except ValueError:
            raise DatePartError(message, ("day",)) from None

    def _within_bounds(self, value):
        name = self.name_in_messages
        earliest = self.earliest() if callable(self.earliest) else self.earliest
        latest = self.latest() if callable(self.latest) else self.latest
        if latest and value > latest:
            if latest == today():
                raise DatePartError(f"{name} must be today or in the past")
            raise DatePartError(f"{name} must be {date_format(latest)} or before")
        if earliest and value < earliest:
            if earliest == today():
                raise DatePartError(f"{name} must be today or in the future")
            raise DatePartError(f"{name} must be {date_format(earliest)} or after")
        return value
