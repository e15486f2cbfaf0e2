import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from accounts.scoping import ScopedQuerySet
from cases.models.case import Referral
from cases.models.family import Family
from cases.strand import strand_named


class IntakeQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "IntakeQuerySet":
        """Nobody but the person who is typing it, whatever their role."""
        return self.filter(user=user)

    def unfinished(self) -> "IntakeQuerySet":
        return self.filter(referral__isnull=True)

    def sent(self) -> "IntakeQuerySet":
        return self.filter(referral__isnull=False)


class Intake(models.Model):
    """A referral one user is taking: what they have typed so far, page by page.

    A row rather than the session, so that it outlives signing out, and one row a referral, so that
    two taken side by side never mix. Deleted once the referral is made; a partner's is kept,
    because it is all they are shown of the referral afterwards: their own words.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    authority = models.ForeignKey("accounts.Authority", on_delete=models.PROTECT, related_name="+")
    strand = models.SlugField(max_length=20)
    words = models.CharField("who it is about", max_length=200, blank=True)
    family = models.ForeignKey(
        Family, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    answers = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    referral = models.OneToOneField(
        Referral, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )

    objects = IntakeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "-updated_at"])]

    def __str__(self) -> str:
        return f"intake {self.pk}"

    @property
    def strand_name(self) -> str:
        return strand_named(self.strand).name

    def typed(self, page: str) -> MultiValueDict | None:
        """What was typed on that page, as a form takes it; None when the page was never sent."""
        kept = self.answers.get(page)
        return None if kept is None else MultiValueDict(kept)

    def keep(self, page: str, typed: MultiValueDict | None) -> None:
        """Keep it as typed, right or wrong: checking comes after keeping."""
        if typed is None:
            self.answers.pop(page, None)
        else:
            self.answers[page] = {name: typed.getlist(name) for name in typed}
        self.updated_at = timezone.now()
        self.save()
