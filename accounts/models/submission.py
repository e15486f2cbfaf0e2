from django.conf import settings
from django.db import models
from django.utils import timezone


class Submission(models.Model):
    """One form sent once: its token, and where the person was taken afterwards.

    A second press of the same button meets the same token and is taken to the same place.
    """

    token = models.UUIDField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    location = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["at"])]

    def __str__(self) -> str:
        return f"submission {self.token}"
