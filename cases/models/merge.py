from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.history import keeps_history
from accounts.scoping import ScopedQuerySet
from cases.models.person import Person


class PersonMergeQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "PersonMergeQuerySet":
        return self.filter(kept__in=Person.objects.for_user(user))

    def in_force(self) -> "PersonMergeQuerySet":
        return self.filter(undone_at__isnull=True)


@keeps_history()
class PersonMerge(models.Model):
    """Two records of one person made into one, reversibly: what was kept, what moved, what it was."""

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges_kept")
    retired = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges_retired")
    reason = models.CharField(max_length=300)
    merged_at = models.DateTimeField(default=timezone.now)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PersonMergeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kept=models.F("retired")), name="personmerge_two_records"
            ),
            models.UniqueConstraint(
                fields=["retired"],
                condition=models.Q(undone_at__isnull=True),
                name="personmerge_retired_once",
            ),
            models.CheckConstraint(
                condition=models.Q(undone_at__isnull=True, undone_by__isnull=True)
                | models.Q(undone_at__isnull=False, undone_by__isnull=False),
                name="personmerge_undone_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"merge {self.pk}"


@keeps_history()
class PersonMergeStep(models.Model):
    """One thing a merge did: a row whose person changed, a row left behind, or a value replaced."""

    class Kind(models.TextChoices):
        MOVED = "moved", "Row now belongs to the kept record"
        LEFT = "left", "Row stays with the retired record: the kept one has the same"
        VALUE = "value", "Value taken from the retired record"

    merge = models.ForeignKey(PersonMerge, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=5, choices=Kind)
    model = models.CharField(max_length=60)
    row_id = models.BigIntegerField()
    field = models.CharField(max_length=60)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["merge", "model", "row_id", "field"], name="personmergestep_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.model} {self.row_id}"
