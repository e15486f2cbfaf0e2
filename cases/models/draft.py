from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from accounts.scoping import ScopedQuerySet
from cases.models.family import Family

KEPT_FOR = timedelta(days=30)
WARNED_FROM = timedelta(days=7)


class DraftQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "DraftQuerySet":
        """Nobody but the person who typed it, and only while the family is open to them."""
        return self.filter(user=user).filter(
            Q(family__isnull=True) | Q(family__in=Family.objects.for_user(user))
        )

    def on(self, user, *, form: str, about: models.Model) -> "DraftQuerySet":
        return self.filter(user=user, form=form, model=about._meta.label_lower, record=about.pk)

    def current(self) -> "DraftQuerySet":
        return self.filter(expires_at__gt=timezone.now())

    def expired(self) -> "DraftQuerySet":
        return self.filter(expires_at__lte=timezone.now())


class Draft(models.Model):
    """What one user has typed into one form about one version of one record, and not yet sent.

    `fields` are the pairs of name and value a browser would send. The family is kept beside, so
    that a draft closes with its family; the path, so that the form can be opened again.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    form = models.SlugField(max_length=40)
    model = models.CharField(max_length=60)
    record = models.BigIntegerField()
    record_version = models.PositiveIntegerField(default=0)
    family = models.ForeignKey(
        Family, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    title = models.CharField(max_length=100)
    path = models.CharField(max_length=200)
    fields = models.JSONField(default=list)
    # The once-token of the page that saved last: another window must not overwrite it unseen.
    page = models.UUIDField(null=True)
    started_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "form", "model", "record", "record_version"],
                name="draft_one_per_form_and_version",
            )
        ]
        indexes = [
            models.Index(fields=["user", "-saved_at"]),
            models.Index(fields=["expires_at"]),
        ]

    def __str__(self) -> str:
        return f"draft {self.pk}"

    @property
    def expires_soon(self) -> bool:
        return self.expires_at - timezone.now() <= WARNED_FROM

    @property
    def typed(self) -> QueryDict:
        """As the form takes it."""
        data = QueryDict(mutable=True)
        for name, value in self.fields:
            data.appendlist(name, value)
        return data
