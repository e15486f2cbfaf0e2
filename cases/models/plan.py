from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.history import keeps_history
from accounts.scoping import ScopedQuerySet
from cases.codes.plans import Agreement, ApprovalAnswer
from cases.models.base import Recorded
from cases.models.case import Case
from cases.models.person import Person


class PlanQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "PlanQuerySet":
        return self.filter(case__in=Case.objects.for_user(user))

    def under_way(self) -> "PlanQuerySet":
        return self.filter(ended_on=None)


@keeps_history()
class Plan(Recorded):
    """What one case's family and workers agreed to do, from its start until it is ended."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="plans")
    family_words = models.TextField("what the family wants to be different", blank=True)
    working_well = models.TextField("what is going well", blank=True)
    worries = models.TextField("what people are worried about", blank=True)
    starts = models.DateField("plan starts", default=timezone.localdate)
    next_review_on = models.DateField("next review", null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.TextField("why the plan ended", blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(ended_on__isnull=True),
                name="plan_one_under_way_per_case",
                violation_error_message="This case already has a plan.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) & ~Q(next_review_on__isnull=True)
                | Q(ended_on__isnull=False, next_review_on__isnull=True) & ~Q(ended_reason=""),
                name="plan_reviewed_until_ended",
                violation_error_message="Give the date of the next review.",
            ),
            models.CheckConstraint(
                condition=Q(next_review_on__isnull=True)
                | Q(next_review_on__gte=models.F("starts")),
                name="plan_reviewed_after_start",
                violation_error_message="The next review must not be before the plan starts.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=models.F("starts")),
                name="plan_ends_after_start",
                violation_error_message="The plan must not end before it starts.",
            ),
        ]

    def __str__(self) -> str:
        return f"plan {self.pk}"

    @property
    def is_under_way(self) -> bool:
        return self.ended_on is None

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("cases:plan", args=[self.pk])


class PlanPartQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "PlanPartQuerySet":
        return self.filter(plan__in=Plan.objects.for_user(user))


@keeps_history()
class PlanAgreement(Recorded):
    """What one parent or child said when asked about the plan, in their own words."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="agreements")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="plan_agreements")
    answer = models.CharField("do they agree", max_length=10, choices=Agreement)
    not_asked_reason = models.CharField("why they were not asked", max_length=300, blank=True)
    words = models.TextField("what they said, in their own words", blank=True)
    on = models.DateField("date", default=timezone.localdate)

    objects = PlanPartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "person"],
                name="planagreement_once_per_person",
                violation_error_message="This person’s answer is recorded already.",
            ),
            models.CheckConstraint(
                condition=Q(answer=Agreement.NOT_ASKED) & ~Q(not_asked_reason="")
                | ~Q(answer=Agreement.NOT_ASKED) & Q(not_asked_reason=""),
                name="planagreement_not_asked_with_reason",
                violation_error_message="Say why they were not asked.",
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.person_id} on plan {self.plan_id}"


@keeps_history()
class PlanVersion(models.Model):
    """A plan as it stood when it was given to the family. Never changed afterwards."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    shared_at = models.DateTimeField(default=timezone.now)
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = PlanPartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="planversion_numbered_once")
        ]

    def __str__(self) -> str:
        return f"version {self.number} of plan {self.plan_id}"


class PlanApprovalQuerySet(PlanPartQuerySet):
    def waiting(self) -> "PlanApprovalQuerySet":
        return self.filter(answer="")


@keeps_history()
class PlanApproval(models.Model):
    """A plan put to a manager, who approves it or sends it back with a reason."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="approvals")
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField(max_length=10, choices=ApprovalAnswer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField("why it is sent back", blank=True)
    # What was read when it was approved, so that a later change is seen to need approval again.
    content = models.JSONField(null=True, blank=True)

    objects = PlanApprovalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(answer=""),
                name="planapproval_one_waiting_per_plan",
                violation_error_message="This plan is waiting for approval already.",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True, answered_by__isnull=True)
                | ~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False),
                name="planapproval_answered_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=models.F("asked_by")),
                name="planapproval_not_ones_own",
                violation_error_message="Somebody else must approve this plan.",
            ),
            models.CheckConstraint(
                condition=~Q(answer=ApprovalAnswer.SENT_BACK) | ~Q(reason=""),
                name="planapproval_sent_back_with_reason",
                violation_error_message="Say what has to change.",
            ),
        ]

    def __str__(self) -> str:
        return f"approval of plan {self.plan_id}"
