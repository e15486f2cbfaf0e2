from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.scoping import OwnRowsQuerySet


class CalendarFeed(models.Model):
    """The private address of one worker's calendar. Only a hash of its secret is kept.

    Taking it back deletes the row; a new address takes the place of the old one.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    last_read_at = models.DateTimeField(null=True)

    objects = OwnRowsQuerySet.as_manager()

    def __str__(self) -> str:
        return f"calendar of user {self.user_id}"
