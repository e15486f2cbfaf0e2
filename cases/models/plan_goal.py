from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.history import keeps_history
from accounts.scoping import ScopedQuerySet
from cases.codes.plans import GoalEnd
from cases.models.base import Recorded
from cases.models.person import Person
from cases.models.plan import Plan, PlanPartQuerySet

HIGHEST_RATING = 10


def somebody(person: str, worker: str, name: str) -> models.CheckConstraint:
    """Exactly one of the two: a family member or a worker."""
    return models.CheckConstraint(
        condition=Q(**{f"{person}__isnull": False, f"{worker}__isnull": True})
        | Q(**{f"{person}__isnull": True, f"{worker}__isnull": False}),
        name=name,
        violation_error_message="Choose one person.",
    )


@keeps_history()
class Goal(Recorded):
    """One thing that will be different for the family, and whose goal it is."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="goals")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="goals"
    )
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.TextField("in their own words", blank=True)
    different = models.TextField("what will be different")
    by_when = models.DateField()
    ending = models.CharField("how it ended", max_length=10, choices=GoalEnd, blank=True)
    ended_on = models.DateField("date", null=True, blank=True)
    ended_reason = models.TextField("what happened", blank=True)

    objects = PlanPartQuerySet.as_manager()

    class Meta:
        constraints = [
            somebody("person", "worker", "goal_owned_by_one"),
            models.CheckConstraint(
                condition=Q(ending="", ended_on__isnull=True, ended_reason="")
                | ~Q(ending="") & Q(ended_on__isnull=False),
                name="goal_ended_when",
                violation_error_message="Give the day the goal was reached or dropped.",
            ),
            models.CheckConstraint(
                condition=~Q(ending=GoalEnd.DROPPED) | ~Q(ended_reason=""),
                name="goal_dropped_with_reason",
                violation_error_message="Say why the goal was dropped.",
            ),
        ]

    def __str__(self) -> str:
        return f"goal {self.pk}"


class GoalPartQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "GoalPartQuerySet":
        return self.filter(goal__in=Goal.objects.for_user(user))


@keeps_history()
class GoalRating(Recorded):
    """How close to a goal somebody felt on a day, from 0 (not at all) to 10 (it is reached)."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="ratings")
    on = models.DateField("date", default=timezone.localdate)
    score = models.PositiveSmallIntegerField(validators=[MaxValueValidator(HIGHEST_RATING)])
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="goal_ratings"
    )
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    review = models.ForeignKey(
        "cases.PlanReview",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ratings",
    )

    objects = GoalPartQuerySet.as_manager()

    class Meta:
        constraints = [
            somebody("person", "worker", "goalrating_by_one"),
            models.CheckConstraint(
                condition=Q(score__lte=HIGHEST_RATING),
                name="goalrating_0_to_10",
                violation_error_message="A rating is a whole number from 0 to 10.",
            ),
            models.UniqueConstraint(
                fields=["goal", "on", "person", "worker"],
                nulls_distinct=False,
                name="goalrating_once_a_day",
                violation_error_message="This person has rated the goal that day already.",
            ),
        ]
        indexes = [models.Index(fields=["goal", "on", "id"])]

    def __str__(self) -> str:
        return f"{self.score} on goal {self.goal_id}"


@keeps_history()
class PlanAction(Recorded):
    """One thing somebody in the family, or a worker, will do towards a goal."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="actions")
    what = models.CharField("what will they do", max_length=300)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="plan_actions"
    )
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_when = models.DateField()
    done_on = models.DateField(null=True, blank=True)

    objects = GoalPartQuerySet.as_manager()

    class Meta:
        constraints = [somebody("person", "worker", "planaction_by_one")]

    def __str__(self) -> str:
        return f"action {self.pk}"
