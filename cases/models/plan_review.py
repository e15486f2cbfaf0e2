from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.history import keeps_history
from accounts.scoping import ScopedQuerySet
from cases.codes.plans import ReviewDecision, TookPart
from cases.models.base import Recorded
from cases.models.person import Person
from cases.models.plan import Plan, PlanPartQuerySet


@keeps_history()
class PlanReview(Recorded):
    """One look back at a plan with the family: what changed, who took part, what was decided."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reviews")
    due_on = models.DateField(editable=False)
    held_on = models.DateField("date of the review", default=timezone.localdate)
    changed = models.TextField("what has changed")
    decision = models.CharField(max_length=10, choices=ReviewDecision)
    reason = models.TextField("why", blank=True)
    next_review_on = models.DateField("next review", null=True, blank=True)

    objects = PlanPartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decision=ReviewDecision.END, next_review_on__isnull=True)
                & ~Q(reason="")
                | ~Q(decision=ReviewDecision.END) & Q(next_review_on__gt=models.F("held_on")),
                name="planreview_sets_next_or_ends",
                violation_error_message="The next review must be after this one.",
            )
        ]
        indexes = [models.Index(fields=["plan", "-held_on", "-id"])]

    def __str__(self) -> str:
        return f"review {self.pk}"


class ReviewPartQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "ReviewPartQuerySet":
        return self.filter(review__in=PlanReview.objects.for_user(user))


@keeps_history()
class ReviewPart(Recorded):
    """How one person of the family took part in a review, and what they said."""

    review = models.ForeignKey(PlanReview, on_delete=models.PROTECT, related_name="people")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="review_parts")
    took_part = models.CharField(max_length=10, choices=TookPart)
    words = models.TextField("what they said", blank=True)

    objects = ReviewPartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "person"], name="reviewpart_once_per_person")
        ]

    def __str__(self) -> str:
        return f"person {self.person_id} in review {self.review_id}"
