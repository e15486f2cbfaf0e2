"""Clocks that run for a family, and how each authority has set them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.access import Action, reach
from accounts.history import keeps_history
from accounts.scoping import ScopedQuerySet
from cases.codes import ClockUnit, DeadlineEnd
from cases.models.base import Recorded
from cases.models.case import Case
from cases.models.family import Family
from cases.models.person import Person
from cases.models.task import FamilyWorkQuerySet


class DeadlineQuerySet(FamilyWorkQuerySet):
    def running(self) -> "DeadlineQuerySet":
        return self.filter(met_at=None, ended_reason="")

    def missed(self) -> "DeadlineQuerySet":
        """Ran out before they were met, whether or not they were met afterwards."""
        late = Q(met_at__gt=models.F("due_at")) | Q(met_at=None, due_at__lt=timezone.now())
        return self.filter(late)


class Deadline(models.Model):
    """One run of one clock: begun, due, and then met or ended without need.

    Worked out from the records (see `cases.deadlines`), never typed: whatever stands here can be
    thrown away and comes back the same. So it keeps no history; the records it comes from do.
    """

    rule = models.SlugField(max_length=40)
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="deadlines")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="deadlines")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="deadlines"
    )
    started_by = models.SlugField(max_length=40)
    started_by_id = models.BigIntegerField()
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True)
    met_by = models.SlugField(max_length=40, blank=True)
    met_by_id = models.BigIntegerField(null=True)
    ended_reason = models.CharField(max_length=20, choices=DeadlineEnd, blank=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "rule", "family", "case", "person", "started_by", "started_by_id", "started_at"
                ],
                name="deadline_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(met_at__isnull=True, met_by="", met_by_id__isnull=True)
                | Q(met_at__isnull=False) & ~Q(met_by="") & Q(met_by_id__isnull=False),
                name="deadline_met_when_and_by_what",
            ),
            models.CheckConstraint(
                condition=Q(met_at__isnull=True) | Q(ended_reason=""),
                name="deadline_met_or_ended",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["family", "due_at"],
                condition=Q(met_at__isnull=True, ended_reason=""),
                name="deadline_running",
            ),
            models.Index(fields=["rule", "due_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.rule} of family {self.family_id}"


class ClockSettingQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "ClockSettingQuerySet":
        return self.filter(authority__in=reach(user, Action.SET_CLOCKS).all_authorities)


@keeps_history()
class ClockSetting(Recorded):
    """What one authority has made of one clock: another length, or not used at all."""

    authority = models.ForeignKey("accounts.Authority", on_delete=models.PROTECT, related_name="+")
    rule = models.SlugField(max_length=40, editable=False)
    amount = models.PositiveSmallIntegerField("how long")
    unit = models.CharField(max_length=12, choices=ClockUnit)
    active = models.BooleanField("used here", default=True)

    objects = ClockSettingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "rule"], name="clocksetting_once"),
            models.CheckConstraint(
                condition=Q(amount__gte=1),
                name="clocksetting_lasts",
                violation_error_message="A clock must last at least 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} in authority {self.authority_id}"
