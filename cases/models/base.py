from django.conf import settings
from django.db import models
from django.utils import timezone


class Recorded(models.Model):
    """A record with an author and a version number.

    `version` rises by one with each saved change, so that a form can tell that somebody else has
    saved since it was opened (see `cases.services.records`).
    """

    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
    )
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class Dated(models.Model):
    """A fact true from one day to another; an empty end means it still is."""

    starts = models.DateField("from", null=True, blank=True)
    ends = models.DateField("to", null=True, blank=True)

    class Meta:
        abstract = True


def ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q(starts__isnull=True)
        | models.Q(ends__isnull=True)
        | models.Q(ends__gte=models.F("starts")),
        name=name,
        violation_error_message="The end must not be before the start.",
    )
