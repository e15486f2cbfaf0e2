from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.history import keeps_history
from accounts.models.membership import during
from accounts.scoping import ScopedQuerySet
from cases.codes import (
    OPEN_STAGES,
    AllocationRole,
    CaseOutcome,
    CaseStage,
    DeclineReason,
    ParticipantRole,
    PresentingNeed,
    PrimaryNeed,
    ReferralSource,
    StepDown,
    WhatReferrerWasTold,
)
from cases.models.base import Dated, Recorded, ends_after_start
from cases.models.family import Family
from cases.models.person import Person
from cases.strand import strand_named
from cases.visibility import cases_reached_by, open_to


class CaseQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "CaseQuerySet":
        return self.filter(cases_reached_by(user)).filter(open_to(user))

    def of_findable_families(self, user) -> "CaseQuerySet":
        """Cases whose existence the user may learn of: strand, team and worker, no content."""
        return self.filter(family__in=Family.objects.findable_by(user))

    def in_strand(self, slug: str) -> "CaseQuerySet":
        return self.filter(strand=slug)

    def open_(self) -> "CaseQuerySet":
        return self.filter(stage__in=OPEN_STAGES)

    def awaiting_decision(self) -> "CaseQuerySet":
        return self.filter(stage=CaseStage.REFERRED)

    def without_key_worker(self) -> "CaseQuerySet":
        key = Allocation.objects.current().filter(
            case=OuterRef("pk"), role=AllocationRole.KEY_WORKER
        )
        return self.filter(~Exists(key))

    def allocated_to(self, workers) -> "CaseQuerySet":
        rows = Allocation.objects.current().filter(case=OuterRef("pk"), worker__in=workers)
        return self.filter(Exists(rows))


@keeps_history()
class Case(Recorded):
    """One strand's piece of work with one family, from referral to closure, reopened or not."""

    authority = models.ForeignKey("accounts.Authority", on_delete=models.PROTECT, related_name="+")
    strand = models.SlugField(max_length=20)
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="cases")
    team = models.ForeignKey(
        "accounts.Team", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    stage = models.CharField(max_length=12, choices=CaseStage, default=CaseStage.REFERRED)
    referred_on = models.DateField()
    started_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=CaseOutcome, blank=True)
    step_down = models.CharField("where next", max_length=20, choices=StepDown, blank=True)
    closing_summary = models.TextField(blank=True)
    stepped_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="stepped_to"
    )
    participants = models.ManyToManyField(Person, through="CaseParticipant", related_name="cases")

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stage=CaseStage.CLOSED, closed_on__isnull=False) & ~Q(outcome="")
                | ~Q(stage=CaseStage.CLOSED) & Q(closed_on__isnull=True, outcome="", step_down=""),
                name="case_closed_with_date_and_outcome",
            ),
            models.CheckConstraint(
                condition=Q(started_on__isnull=True) | Q(started_on__gte=models.F("referred_on")),
                name="case_starts_after_referral",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=models.F("referred_on")),
                name="case_closes_after_referral",
                violation_error_message="The closing date must not be before the referral.",
            ),
            models.UniqueConstraint(
                fields=["family", "strand"],
                condition=Q(stage__in=OPEN_STAGES),
                name="case_one_open_per_family_and_strand",
                violation_error_message="This family already has an open case with this strand.",
            ),
        ]
        indexes = [
            models.Index(fields=["authority", "strand", "stage", "-referred_on", "-id"]),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        return f"C{self.pk:06d}"

    @property
    def strand_name(self) -> str:
        return strand_named(self.strand).name

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN_STAGES

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("cases:case", args=[self.pk])


class CaseFactQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "CaseFactQuerySet":
        return self.filter(case__in=Case.objects.for_user(user))

    def active(self, *, on: date) -> "CaseFactQuerySet":
        return self.filter(
            Q(starts__isnull=True) | Q(starts__lte=on), Q(ends__isnull=True) | Q(ends__gte=on)
        )

    def current(self) -> "CaseFactQuerySet":
        return self.active(on=timezone.localdate())


class ReferralQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "ReferralQuerySet":
        return self.filter(case__in=Case.objects.for_user(user))

    def logged_by(self, user) -> "ReferralQuerySet":
        """What a partner sees: the referrals they made themselves."""
        return self.filter(created_by=user)

    def undecided(self) -> "ReferralQuerySet":
        return self.filter(decision="")


@keeps_history()
class Referral(Recorded):
    """One request for help with a case. A reopened case has one more; the later ones are re-referrals."""

    class Decision(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Not accepted"
        REDIRECTED = "redirected", "Redirected to another strand"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals")
    received_at = models.DateTimeField()
    decision_due = models.DateTimeField()
    is_rereferral = models.BooleanField(default=False, editable=False)
    source = models.CharField("who made the referral", max_length=2, choices=ReferralSource)
    referrer_name = models.CharField(max_length=200, blank=True)
    referrer_organisation = models.CharField("organisation", max_length=200, blank=True)
    referrer_contact = models.CharField("phone or email", max_length=254, blank=True)
    primary_need = models.CharField("main need", max_length=2, choices=PrimaryNeed)
    presenting_needs = ArrayField(
        models.CharField(max_length=3, choices=PresentingNeed), default=list, blank=True
    )
    reason = models.TextField("reason for the referral")
    family_agrees = models.BooleanField("the family knows and agrees", null=True, blank=True)
    told = models.CharField(
        "what the referrer was told",
        max_length=20,
        choices=WhatReferrerWasTold,
        default=WhatReferrerWasTold.NOT_YET,
    )
    told_at = models.DateTimeField(null=True, blank=True)
    told_note = models.CharField(max_length=500, blank=True)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decline_reason = models.CharField(max_length=30, choices=DeclineReason, blank=True)
    decision_note = models.TextField(blank=True)
    redirected_to = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="redirected_from"
    )

    objects = ReferralQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True, decided_by__isnull=True)
                | ~Q(decision="") & Q(decided_at__isnull=False, decided_by__isnull=False),
                name="referral_decision_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(decision="declined") & ~Q(decline_reason="")
                | ~Q(decision="declined") & Q(decline_reason=""),
                name="referral_declined_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(decision="redirected", redirected_to__isnull=False)
                | ~Q(decision="redirected") & Q(redirected_to__isnull=True),
                name="referral_redirected_somewhere",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(decision=""), name="referral_one_undecided_per_case"
            ),
        ]
        indexes = [models.Index(fields=["case", "-received_at"])]

    def __str__(self) -> str:
        return f"referral {self.pk}"

    @property
    def decided_late(self) -> bool:
        return (self.decided_at or timezone.now()) > self.decision_due


@keeps_history()
class CaseParticipant(Recorded):
    """A person's part in a case: the child it is about, a parent, a sibling, somebody else."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="parts")
    role = models.CharField("part in the case", max_length=20, choices=ParticipantRole)

    objects = CaseFactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person"],
                name="caseparticipant_once_per_case",
                violation_error_message="This person is already part of this case.",
            )
        ]

    def __str__(self) -> str:
        return f"person {self.person_id} in case {self.case_id}"


@keeps_history()
class Allocation(Recorded, Dated):
    """A worker on a case with a role. At most one key worker at a time."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="allocations")
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="allocations"
    )
    role = models.CharField(max_length=30, choices=AllocationRole)
    starts = models.DateField("from")

    objects = CaseFactQuerySet.as_manager()

    class Meta:
        constraints = [
            ends_after_start("allocation_ends_after_start"),
            ExclusionConstraint(
                name="allocation_one_key_worker_at_a_time",
                expressions=[
                    ("case", RangeOperators.EQUAL),
                    (during("starts", "ends"), RangeOperators.OVERLAPS),
                ],
                condition=Q(role=AllocationRole.KEY_WORKER),
                violation_error_message="This case already has a key worker then.",
            ),
            models.UniqueConstraint(
                fields=["case", "worker", "role"],
                condition=Q(ends__isnull=True),
                name="allocation_once_at_a_time",
                violation_error_message="This worker already has this role on the case.",
            ),
        ]
        indexes = [models.Index(fields=["worker", "ends"])]

    def __str__(self) -> str:
        return f"worker {self.worker_id} on case {self.case_id}"


class TransferQuerySet(CaseFactQuerySet):
    def waiting(self) -> "TransferQuerySet":
        return self.filter(answer="")


@keeps_history()
class Transfer(Recorded):
    """A hand-over of a case to another key worker, offered with a note, unread until accepted."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Withdrawn"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="transfers")
    from_worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    to_worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="transfers_offered"
    )
    note = models.TextField("hand-over note")
    offered_at = models.DateTimeField(default=timezone.now, editable=False)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer_note = models.TextField(blank=True)

    objects = TransferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(answer=""),
                name="transfer_one_waiting_per_case",
                violation_error_message="A hand-over of this case is already waiting.",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | ~Q(answer="") & Q(answered_at__isnull=False),
                name="transfer_answered_when",
            ),
        ]
        indexes = [
            models.Index(fields=["to_worker"], condition=Q(answer=""), name="transfer_waiting")
        ]

    def __str__(self) -> str:
        return f"hand-over {self.pk}"


@keeps_history()
class StageChange(models.Model):
    """One step of a case from a stage to the next: who, when, why. An empty start is the referral."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="stage_changes")
    from_stage = models.CharField(max_length=12, choices=CaseStage, blank=True)
    to_stage = models.CharField(max_length=12, choices=CaseStage)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)

    objects = CaseFactQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["case", "at"])]

    def __str__(self) -> str:
        return f"case {self.case_id} to {self.to_stage}"
