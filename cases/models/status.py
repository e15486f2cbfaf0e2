"""Dated facts the outcomes need: statutory status, care, missing, education and work."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Q

from accounts.history import keeps_history
from accounts.models.membership import during
from cases.codes import (
    AbuseCategory,
    Activity,
    ClosureReason,
    EpisodeCeased,
    LegalStatus,
    MissingKind,
    NewEpisodeReason,
    Placement,
    StatusKind,
    end_reasons,
)
from cases.models.base import Recorded, ends_after_start
from cases.models.person import Person, PersonFact, PersonFactQuerySet

# Census reasons are accepted for every kind: they come with imported records.
_OFFERED = [choice for kind in StatusKind for choice in end_reasons(kind)]
END_REASONS = list(dict([*_OFFERED, *ClosureReason.choices]).items())


@keeps_history()
class StatutoryStatus(PersonFact):
    """A spell of early help, child in need, child protection or looked after for one child."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="statuses")
    kind = models.CharField("status", max_length=10, choices=StatusKind)
    starts = models.DateField("start date")
    conference_date = models.DateField("date of the initial conference", null=True, blank=True)
    initial_category = models.CharField(
        "category at the start", max_length=3, choices=AbuseCategory, blank=True
    )
    latest_category = models.CharField(
        "category now", max_length=3, choices=AbuseCategory, blank=True
    )
    end_reason = models.CharField("why it ended", max_length=20, choices=END_REASONS, blank=True)

    class Meta:
        verbose_name_plural = "statutory statuses"
        constraints = [
            ends_after_start("statutorystatus_ends_after_start"),
            ExclusionConstraint(
                name="statutorystatus_one_of_a_kind_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (during("starts", "ends"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="This child already has this status for some of these days.",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True, end_reason="")
                | Q(ends__isnull=False) & ~Q(end_reason=""),
                name="statutorystatus_end_date_with_reason",
                violation_error_message="Give the end date and the reason together.",
            ),
            models.CheckConstraint(
                condition=Q(kind=StatusKind.CHILD_PROTECTION)
                & ~Q(initial_category="")
                & Q(conference_date__isnull=False)
                | ~Q(kind=StatusKind.CHILD_PROTECTION)
                & Q(initial_category="", latest_category="", conference_date__isnull=True),
                name="statutorystatus_protection_has_category",
                violation_error_message="A child protection plan needs its conference and category.",
            ),
        ]
        indexes = [models.Index(fields=["kind", "starts"])]

    def __str__(self) -> str:
        return f"{self.kind} of person {self.person_id}"


@keeps_history()
class CareEpisode(PersonFact):
    """One episode of being looked after, as in the SSDA903 return. Care entry is reason S."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="care_episodes")
    starts = models.DateField("start date")
    reason_started = models.CharField(
        "reason for this episode", max_length=1, choices=NewEpisodeReason
    )
    legal_status = models.CharField(max_length=2, choices=LegalStatus)
    placement = models.CharField(max_length=3, choices=Placement)
    reason_ceased = models.CharField(
        "reason it ended", max_length=3, choices=EpisodeCeased, blank=True
    )

    class Meta:
        constraints = [
            ends_after_start("careepisode_ends_after_start"),
            models.CheckConstraint(
                condition=Q(ends__isnull=True, reason_ceased="")
                | Q(ends__isnull=False) & ~Q(reason_ceased=""),
                name="careepisode_end_date_with_reason",
                violation_error_message="Give the end date and the reason together.",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ends__isnull=True),
                name="careepisode_one_open_per_person",
                violation_error_message="This child already has an open episode. End it first.",
            ),
        ]
        indexes = [models.Index(fields=["reason_started", "starts"])]

    def __str__(self) -> str:
        return f"care episode of person {self.person_id}"


class MomentRange(models.Func):
    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


@keeps_history()
class MissingEpisode(Recorded):
    """One time a child went missing or was away without authorisation, and when they came back."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="missing_episodes")
    kind = models.CharField(max_length=1, choices=MissingKind, default=MissingKind.MISSING)
    missing_at = models.DateTimeField("missing since")
    returned_at = models.DateTimeField("found or came back", null=True, blank=True)
    reported_by = models.CharField("who reported it", max_length=200, blank=True)
    interview_offered = models.BooleanField("return interview offered", null=True, blank=True)
    interview_accepted = models.BooleanField("return interview accepted", null=True, blank=True)

    interview_at = models.DateTimeField(
        "when the interview was held or declined", null=True, blank=True
    )

    objects = PersonFactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(interview_at__isnull=True)
                | Q(interview_at__gte=models.F("returned_at")),
                name="missingepisode_interview_after_return",
                violation_error_message="The interview must be after the child came back.",
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True) | Q(returned_at__gt=models.F("missing_at")),
                name="missingepisode_returns_after_start",
                violation_error_message="The return must be after the child went missing.",
            ),
            ExclusionConstraint(
                name="missingepisode_one_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (
                        MomentRange("missing_at", "returned_at", RangeBoundary()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="This child is already recorded as missing at that time.",
            ),
        ]
        indexes = [models.Index(fields=["person", "-missing_at"])]

    def __str__(self) -> str:
        return f"missing episode of person {self.person_id}"


@keeps_history()
class EducationStatus(PersonFact):
    """What a person does by way of education, employment or training, from a day to a day."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="education_statuses")
    starts = models.DateField("from")
    activity = models.CharField(max_length=20, choices=Activity)
    place = models.CharField("school, college or employer", max_length=200, blank=True)
    year_group = models.CharField(max_length=10, blank=True)
    hours_per_week = models.DecimalField(
        "hours offered a week", max_digits=4, decimal_places=1, null=True, blank=True
    )

    class Meta:
        verbose_name_plural = "education statuses"
        constraints = [
            ends_after_start("educationstatus_ends_after_start"),
            ExclusionConstraint(
                name="educationstatus_activity_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("activity", RangeOperators.EQUAL),
                    (during("starts", "ends"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="This is already recorded for some of these days.",
            ),
        ]

    def __str__(self) -> str:
        return f"education of person {self.person_id}"
