"""Something somebody has to do for a family, by a day."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.history import keeps_history
from accounts.scoping import ScopedQuerySet
from cases.models.base import Recorded
from cases.models.case import Case
from cases.models.family import Family
from cases.models.person import Person


class FamilyWorkQuerySet(ScopedQuerySet):
    """Rows about a family, sometimes about one of its cases, sometimes about one person."""

    def visible_to(self, user) -> "FamilyWorkQuerySet":
        of_case = Q(case__in=Case.objects.for_user(user))
        of_family = Q(case=None, family__in=Family.objects.for_user(user))
        about = Q(person=None) | Q(person__in=Person.objects.for_user(user))
        return self.filter(of_case | of_family).filter(about)


class TaskQuerySet(FamilyWorkQuerySet):
    def open_(self) -> "TaskQuerySet":
        return self.filter(done_at=None)

    def of_workers(self, workers) -> "TaskQuerySet":
        return self.filter(assigned_to__in=workers)


@keeps_history()
class Task(Recorded):
    """One thing to do, who does it and by when; and, once done, who did it.

    `source` and `source_id` name the record that asked for it, such as a plan's action.
    """

    authority = models.ForeignKey("accounts.Authority", on_delete=models.PROTECT, related_name="+")
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="tasks")
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    title = models.CharField("what is to be done", max_length=200)
    due_on = models.DateField("by when")
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="tasks",
        verbose_name="who does it",
    )
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    source = models.SlugField(max_length=40, blank=True, editable=False)
    source_id = models.BigIntegerField(null=True, blank=True, editable=False)

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="task_done_when_and_by_whom",
            )
        ]
        indexes = [
            models.Index(
                fields=["assigned_to", "due_on"],
                condition=Q(done_at__isnull=True),
                name="task_open_of_worker",
            ),
            models.Index(fields=["family", "due_on"]),
            models.Index(fields=["source", "source_id"]),
        ]

    def __str__(self) -> str:
        return f"task {self.pk}"
