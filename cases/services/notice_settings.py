"""What a worker chooses for themselves: how they are told, and the private address of their calendar."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from cases.models import CalendarFeed, NoticePreference

SECRET_BYTES = 32


@transaction.atomic
def save_preference(*, preference: NoticePreference, by) -> NoticePreference:
    """A second window of the same user changes the row that the first one made."""
    preference.user = by
    standing = NoticePreference.objects.select_for_update().filter(user=by).first()
    preference.pk = standing and standing.pk
    preference.save()
    return preference


@transaction.atomic
def make_calendar(*, by) -> str:
    """A new secret for their calendar's address; an address they had stops working.

    The secret is given back this once and kept nowhere.
    """
    secret = secrets.token_urlsafe(SECRET_BYTES)
    CalendarFeed.objects.update_or_create(
        user=by,
        defaults={
            "secret_hash": hash_of(secret),
            "made_at": timezone.now(),
            "last_read_at": None,
        },
    )
    return secret


@transaction.atomic
def remove_calendar(*, by) -> None:
    CalendarFeed.objects.filter(user=by).delete()


def calendar_at(secret: str) -> CalendarFeed | None:
    """Whose calendar this secret opens.

    Looked up by its hash: how long that takes tells nothing about the secrets there are. The
    secrets are random and long, so that a plain hash cannot be tried out.
    """
    rows = CalendarFeed.objects.filter(secret_hash=hash_of(secret), user__is_active=True)
    return rows.select_related("user").first()


def calendar_was_read(*, feed: CalendarFeed, at: datetime) -> None:
    CalendarFeed.objects.filter(pk=feed.pk).update(last_read_at=at)


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
