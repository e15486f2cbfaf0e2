from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.history import keeps_history
from accounts.scoping import ScopedQuerySet
from cases.models.base import Recorded
from cases.models.case import Case
from cases.supervising import supervised


class SupervisionQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "SupervisionQuerySet":
        """The two who met, and the managers above the worker's team."""
        return self.filter(Q(worker=user) | Q(supervisor=user) | supervised(user))


@keeps_history()
class Supervision(Recorded):
    """One supervision meeting of a worker with the manager who supervises them."""

    authority = models.ForeignKey("accounts.Authority", on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="supervisions"
    )
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="supervisions_given"
    )
    held_on = models.DateField()

    objects = SupervisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(worker=models.F("supervisor")),
                name="supervision_of_somebody_else",
                violation_error_message="Nobody supervises themselves.",
            ),
            models.UniqueConstraint(
                fields=["worker", "supervisor", "held_on"],
                name="supervision_once_a_day",
                violation_error_message="A supervision of this worker is already recorded that day.",
            ),
        ]
        indexes = [models.Index(fields=["worker", "-held_on"])]

    def __str__(self) -> str:
        return f"supervision {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("cases:supervision", args=[self.pk])


class CaseDiscussionQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "CaseDiscussionQuerySet":
        """Part of the case's record: whoever may open the case reads it, and nobody else."""
        return self.filter(case__in=Case.objects.for_user(user))


@keeps_history()
class CaseDiscussion(Recorded):
    """What was said and decided about one case in a supervision. Who does what is tasks."""

    supervision = models.ForeignKey(
        Supervision, on_delete=models.PROTECT, related_name="discussions"
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="discussions")
    discussed = models.TextField("what was discussed")
    decision = models.TextField()
    reason = models.TextField("why")

    objects = CaseDiscussionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supervision", "case"],
                name="casediscussion_once_per_supervision",
                violation_error_message="This case is already written up in this supervision.",
            )
        ]
        indexes = [models.Index(fields=["case", "supervision"])]

    def __str__(self) -> str:
        return f"discussion {self.pk}"


class SupervisionPersonalQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "SupervisionPersonalQuerySet":
        """Like the supervision, but not for those who only cover for a manager."""
        return self.filter(
            Q(supervision__worker=user)
            | Q(supervision__supervisor=user)
            | supervised(user, team="supervision__team", in_person=True)
        )


@keeps_history()
class SupervisionPersonal(Recorded):
    """The part of a supervision about the worker: never on a child's record."""

    supervision = models.OneToOneField(
        Supervision, on_delete=models.PROTECT, related_name="personal"
    )
    wellbeing = models.TextField("how the worker is", blank=True)
    development = models.TextField("learning and development", blank=True)
    agreed = models.TextField("what we agreed", blank=True)

    objects = SupervisionPersonalQuerySet.as_manager()

    @property
    def is_empty(self) -> bool:
        return not (self.wellbeing or self.development or self.agreed)

    def __str__(self) -> str:
        return f"personal part of supervision {self.supervision_id}"
