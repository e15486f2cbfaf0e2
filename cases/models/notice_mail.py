"""How a worker wants to be told by e-mail, and what they were sent."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from accounts.scoping import OwnRowsQuerySet
from cases.codes.notices import MailRhythm, NoticeKind

LAST_HOUR = 23


def _hour(label: str, default: int) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        label, default=default, validators=[MaxValueValidator(LAST_HOUR)]
    )


class NoticePreference(models.Model):
    """How one worker wants to be told by e-mail. Who never chose has no row, and the defaults.

    Hours are London hours. The quiet time runs from one to the other, over midnight where the
    first is the later; the same hour twice is no quiet time. Kinds are those left out, so that a
    kind added later is told of.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    rhythm = models.CharField(max_length=10, choices=MailRhythm, default=MailRhythm.DAILY)
    daily_hour = _hour("at what time", 9)
    quiet_from = _hour("quiet from", 18)
    quiet_until = _hour("quiet until", 8)
    working_days_only = models.BooleanField(default=True)
    left_out = ArrayField(
        models.CharField(max_length=20, choices=NoticeKind), default=list, blank=True
    )

    objects = OwnRowsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    daily_hour__lte=LAST_HOUR,
                    quiet_from__lte=LAST_HOUR,
                    quiet_until__lte=LAST_HOUR,
                ),
                name="noticepreference_hours_of_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"how user {self.user_id} is told"


class Digest(models.Model):
    """One mail to one worker about everything new since the one before.

    Written before it is sent: a worker that dies in between leaves it without `sent_at`, and the
    next digest counts the same things again. `slot` is the hour or the day it was for.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    slot = models.DateTimeField()
    things = models.PositiveIntegerField()
    until = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    objects = OwnRowsQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "slot"], name="digest_once_a_slot")]

    def __str__(self) -> str:
        return f"digest {self.pk}"
