from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.history import keeps_history
from accounts.scoping import ScopedQuerySet
from cases.codes import AlertKind
from cases.models.base import Dated, Recorded, ends_after_start
from cases.models.family import Family
from cases.models.person import Person


class AlertQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "AlertQuerySet":
        return self.filter(
            Q(person__in=Person.objects.for_user(user))
            | Q(family__in=Family.objects.for_user(user))
        )

    def current(self) -> "AlertQuerySet":
        today = timezone.localdate()
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=today), starts__lte=today)


@keeps_history()
class Alert(Recorded, Dated):
    """A warning about a person or a whole family, with the date it must be looked at again."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="alerts"
    )
    family = models.ForeignKey(
        Family, on_delete=models.PROTECT, null=True, blank=True, related_name="alerts"
    )
    kind = models.CharField(max_length=30, choices=AlertKind)
    text = models.CharField("what colleagues need to know", max_length=500)
    starts = models.DateField("from")
    review_on = models.DateField("look at it again on")

    objects = AlertQuerySet.as_manager()

    class Meta:
        constraints = [
            ends_after_start("alert_ends_after_start"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, family__isnull=True)
                | Q(person__isnull=True, family__isnull=False),
                name="alert_about_person_or_family",
            ),
            models.CheckConstraint(
                condition=Q(review_on__gte=models.F("starts")),
                name="alert_reviewed_after_start",
                violation_error_message="The review date must not be before the start.",
            ),
        ]

    def __str__(self) -> str:
        return f"alert {self.pk}"
