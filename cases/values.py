"""How one field of one record reads to a person."""

from datetime import date, datetime

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format

NOTHING = "nothing recorded"


def shown(record: models.Model, name: str) -> str:
    """The value as people say it: labels for codes, dates in words, yes and no."""
    field = record._meta.get_field(name)
    value = getattr(record, name)
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y, H:i")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, list):
        labels = dict(field.base_field.flatchoices)
        return ", ".join(str(labels.get(item, item)) for item in value)
    return str(dict(field.flatchoices).get(value, value))
