"""A day and a time of day, for what happened at an hour that matters."""

import re
from datetime import datetime, time

from django import forms
from django.utils import timezone

from accounts.govuk.dates import DateField, DatePartError
from accounts.govuk.widgets import DATE_PARTS, DateBoxes

_TIME = re.compile(r"^([0-9]{1,2})(?:[:.h ]?([0-9]{2}))? ?(am|pm|a\.m\.|p\.m\.)?$", re.IGNORECASE)


class MomentBoxes(DateBoxes):
    """Day, month and year, and a fourth box for the time."""

    template_name = "cases/widgets/moment.html"

    def __init__(self, attrs=None):
        forms.MultiWidget.__init__(
            self, dict.fromkeys((*DATE_PARTS, "time"), forms.TextInput), attrs
        )

    def decompress(self, value):
        if not isinstance(value, datetime):
            return ["", "", "", ""]
        local = timezone.localtime(value)
        return [*super().decompress(local.date()), f"{local:%H:%M}"]

    def get_context(self, name, value, attrs):
        attrs = dict(attrs or {})
        wrong = attrs.get("data-wrong-parts", "").split()
        context = super().get_context(name, value, attrs)
        box = context["widget"]["subwidgets"][3]
        box["label"] = "Time"
        box["attrs"] = {
            "id": box["attrs"].get("id"),
            "class": "govuk-input govuk-date-input__input govuk-input--width-4"
            + (" govuk-input--error" if "time" in wrong else ""),
            **({"aria-invalid": "true"} if "time" in wrong else {}),
        }
        return context


class MomentField(DateField):
    """Times are taken as people write them: 21:10, 9.10pm, 9pm, 2110."""

    widget = MomentBoxes

    def to_python(self, value):
        if isinstance(value, datetime) or value in self.empty_values:
            return value or None
        typed = [str(part or "").strip() for part in value]
        if not any(typed):
            return None
        day = super().to_python(typed[:3])
        if day is None:
            raise DatePartError(f"{self.name_in_messages} must include a date")
        return timezone.make_aware(datetime.combine(day, self._time(typed[3])))

    def has_changed(self, initial, data):
        """To the minute, which is all the boxes show."""
        if isinstance(initial, datetime):
            initial = initial.replace(second=0, microsecond=0)
        return super().has_changed(initial, data)

    def _time(self, text: str) -> time:
        if not text:
            raise DatePartError(f"{self.name_in_messages} must include a time", ("time",))
        found = _TIME.match(text)
        if found is None:
            raise DatePartError(
                f"{self.name_in_messages} must have a time like 21:10 or 9.10pm", ("time",)
            )
        hour, minute = int(found[1]), int(found[2] or 0)
        half = (found[3] or "").lower()[:1]
        if (half and not 1 <= hour <= 12) or hour > 23 or minute > 59:
            raise DatePartError(f"{self.name_in_messages} must have a real time", ("time",))
        if half:
            hour = hour % 12 + (12 if half == "p" else 0)
        return time(hour, minute)
