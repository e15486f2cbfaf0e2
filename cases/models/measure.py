from django.db import models
from django.db.models import F, Q

from accounts.history import keeps_history
from accounts.scoping import ScopedQuerySet
from cases.codes import Informant, MeasurePoint
from cases.models.base import Recorded
from cases.models.case import Case
from cases.models.person import Person


class MeasureQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "MeasureQuerySet":
        """About people the user may open; one that belongs to a case, with that case only."""
        return self.filter(
            Q(case__isnull=True) | Q(case__in=Case.objects.for_user(user)),
            person__in=Person.objects.for_user(user),
        )

    def with_instrument(self, slug: str) -> "MeasureQuerySet":
        return self.filter(instrument=slug)

    def same_series(self, measure: "Measure") -> "MeasureQuerySet":
        """What may be compared with it: same person, same instrument, same kind of informant."""
        return self.filter(
            person=measure.person_id,
            instrument=measure.instrument,
            instrument_version=measure.instrument_version,
            informant=measure.informant,
        )

    def oldest_first(self) -> "MeasureQuerySet":
        return self.order_by("taken_on", "pk")


@keeps_history()
class Measure(Recorded):
    """One questionnaire or scale filled in about one person on one day.

    `instrument` and its version name a definition in `cases.instruments`; `answers` is what was
    entered, `scores`, `total` and `calculated_level` what the definition makes of it.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="measures")
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="measures"
    )
    instrument = models.SlugField(max_length=20)
    instrument_version = models.PositiveSmallIntegerField(default=1)
    informant = models.CharField("who answered", max_length=10, choices=Informant)
    point = models.CharField("when in the work", max_length=10, choices=MeasurePoint)
    taken_on = models.DateField("date")
    answers = models.JSONField(default=dict)
    scores = models.JSONField(default=dict, blank=True)
    total = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    calculated_level = models.SlugField("level by the score", max_length=20, blank=True)
    practitioner_level = models.SlugField("your level", max_length=20, blank=True)
    level_reason = models.TextField("why your level differs", blank=True)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(practitioner_level=F("calculated_level")) | ~Q(level_reason=""),
                name="measure_other_level_with_reason",
                violation_error_message="Say why your level differs from the score.",
            ),
        ]
        indexes = [models.Index(fields=["person", "instrument", "informant", "taken_on"])]

    def __str__(self) -> str:
        return f"measure {self.pk}"

    @property
    def level(self) -> str:
        """The level that counts: the practitioner's, which is the score's unless they said why."""
        return self.practitioner_level

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("cases:measure", args=[self.pk])
