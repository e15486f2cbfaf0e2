"""What one worker should know of."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.scoping import ScopedQuerySet
from cases.codes.notices import NoticeKind
from cases.models.case import Case
from cases.models.family import Family


class NoticeQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "NoticeQuerySet":
        """Their own and those of whom they cover for, while the case or family is open to them."""
        return self.to_worker(user).filter(
            Q(case__in=Case.objects.for_user(user))
            | Q(case=None, family__in=Family.objects.for_user(user))
            | Q(family=None)
        )

    def to_worker(self, user) -> "NoticeQuerySet":
        """Whoever it is about. A draft is nobody else's, not even a deputy's."""
        covered = Q(user__in=user.stands_in_for) & ~Q(kind=NoticeKind.DRAFT_EXPIRES)
        return self.filter(Q(user=user) | covered)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)

    def about(self, record: models.Model) -> "NoticeQuerySet":
        return self.filter(source=record._meta.model_name, source_id=record.pk)


class Notice(models.Model):
    """One thing that happened which one worker should know of. Told once, read once.

    It holds no words: what it says comes from its kind and from the records it points to, as far
    as whoever reads it may open them. A deputy reads the same row, so `read_by` may be another.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=NoticeKind)
    authority = models.ForeignKey(
        "accounts.Authority", on_delete=models.PROTECT, null=True, related_name="+"
    )
    family = models.ForeignKey(Family, on_delete=models.CASCADE, null=True, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="+")
    source = models.SlugField(max_length=40)
    source_id = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id", "kind", "user"], name="notice_once"
            ),
            models.CheckConstraint(
                condition=Q(authority__isnull=True, family__isnull=True)
                | Q(authority__isnull=False, family__isnull=False),
                name="notice_of_a_family_has_its_authority",
            ),
            models.CheckConstraint(
                condition=Q(case__isnull=True) | Q(family__isnull=False),
                name="notice_of_a_case_has_its_family",
            ),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True, read_by__isnull=True)
                | Q(read_at__isnull=False, read_by__isnull=False),
                name="notice_read_when_and_by_whom",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-at", "-id"], name="notice_of_worker"),
            models.Index(
                fields=["user", "at"], condition=Q(read_at__isnull=True), name="notice_unread"
            ),
        ]

    def __str__(self) -> str:
        return f"notice {self.pk}"
