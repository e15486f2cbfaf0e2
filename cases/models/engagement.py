from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.history import keeps_history
from cases.codes import EngagementLevel
from cases.models.base import Recorded
from cases.models.case import Case, CaseFactQuerySet
from cases.models.person import Person


class EngagementQuerySet(CaseFactQuerySet):
    def visible_to(self, user) -> "EngagementQuerySet":
        return self.filter(
            Q(person__isnull=True) | Q(person__in=Person.objects.for_user(user)),
            case__in=Case.objects.for_user(user),
        )

    def first_ratings(self) -> "EngagementQuerySet":
        return self.filter(is_second=False)


@keeps_history()
class EngagementRating(Recorded):
    """How far a person, or the family as a whole, took part by one fixed point of a case.

    `point` is one of the strand's engagement points. A second worker may rate the same point, to
    see how well the two agree.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="engagement_ratings")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="engagement_ratings"
    )
    point = models.SlugField(max_length=20)
    is_second = models.BooleanField("second rating", default=False)
    level = models.PositiveSmallIntegerField(choices=EngagementLevel)
    rated_on = models.DateField("date")
    rated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="engagement_ratings"
    )
    note = models.CharField("what it rests on", max_length=500, blank=True)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person", "point", "is_second"],
                nulls_distinct=False,
                name="engagementrating_once",
                violation_error_message="This point has been rated already.",
            ),
            models.UniqueConstraint(
                fields=["case", "person", "point", "rated_by"],
                nulls_distinct=False,
                name="engagementrating_two_raters",
                violation_error_message="The second rating must be by somebody else.",
            ),
            models.CheckConstraint(
                condition=Q(level__in=[level.value for level in EngagementLevel]),
                name="engagementrating_level_known",
            ),
        ]

    def __str__(self) -> str:
        return f"engagement rating {self.pk}"
