"""How clocks are counted and why one stops without having been met."""

from django.db import models


class ClockUnit(models.TextChoices):
    WORKING_DAYS = "working_days", "working days"
    DAYS = "days", "days"
    HOURS = "hours", "hours"
    WEEKS = "weeks", "weeks"
    MONTHS = "months", "months"


class DeadlineEnd(models.TextChoices):
    CASE_ENDED = "case_ended", "The work with the family ended"
    STATUS_ENDED = "status_ended", "The status ended"
    NOT_NEEDED = "not_needed", "No longer needed"
