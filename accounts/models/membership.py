from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.utils import timezone

from accounts.access import Grant, Role
from accounts.history import keeps_history


class DateRange(models.Func):
    """daterange(starts, ends, '[]'): both days included, no end means still running."""

    function = "DATERANGE"
    output_field = DateRangeField()


def during(start: str, end: str) -> DateRange:
    return DateRange(start, end, RangeBoundary(inclusive_lower=True, inclusive_upper=True))


class DatedQuerySet(models.QuerySet):
    def active(self, *, on: date) -> "DatedQuerySet":
        return self.filter(models.Q(ends__isnull=True) | models.Q(ends__gte=on), starts__lte=on)

    def current(self) -> "DatedQuerySet":
        return self.active(on=timezone.localdate())


@keeps_history()
class Membership(models.Model):
    """A user in a team with a role, from a day to a day (or still)."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="membership_ends_after_start",
                violation_error_message="The last day must not be before the first day.",
            ),
            ExclusionConstraint(
                name="membership_once_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("team", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (during("starts", "ends"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="This person already holds this role in this team then.",
            ),
        ]
        indexes = [models.Index(fields=["team", "role"])]

    def __str__(self) -> str:
        return f"{self.get_role_display()} in team {self.team_id}"


@keeps_history()
class Cover(models.Model):
    """A period in which a deputy receives an absent person's worklist and approvals."""

    absent = models.ForeignKey(
        "accounts.User", on_delete=models.CASCADE, related_name="cover_needed"
    )
    deputy = models.ForeignKey(
        "accounts.User", on_delete=models.CASCADE, related_name="cover_given"
    )
    starts = models.DateField()
    ends = models.DateField()
    set_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts")),
                name="cover_ends_after_start",
                violation_error_message="The last day must not be before the first day.",
            ),
            models.CheckConstraint(
                condition=~models.Q(absent=models.F("deputy")),
                name="cover_by_someone_else",
                violation_error_message="Choose someone else as the deputy.",
            ),
            ExclusionConstraint(
                name="cover_one_deputy_at_a_time",
                expressions=[
                    ("absent", RangeOperators.EQUAL),
                    (during("starts", "ends"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="A deputy is already named for some of these days.",
            ),
        ]

    def __str__(self) -> str:
        return f"cover {self.pk}"


def grants_held(user, *, on: date) -> tuple[Grant, ...]:
    """Own memberships, and those of people this user covers on that day (not passed on further)."""
    covered = Cover.objects.active(on=on).filter(deputy=user, absent__is_active=True)
    rows = (
        Membership.objects.active(on=on)
        .filter(models.Q(user=user) | models.Q(user__in=covered.values("absent")))
        .values_list("role", "team_id", "team__authority_id", "team__strand", "user_id")
        .order_by("pk")
    )
    return tuple(
        Grant(
            role=role,
            team_id=team,
            authority_id=authority,
            strand=strand,
            on_behalf_of=None if holder == user.pk else holder,
        )
        for role, team, authority, strand, holder in rows
    )
