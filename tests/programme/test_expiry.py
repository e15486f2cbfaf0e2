"""What is kept for a while is thrown away after it, every night."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import Submission
from programme.tasks import clear_what_has_expired


def test_nothing_that_was_typed_outlives_its_session(worker):
    """Searches and forms put aside hold names."""
    now = timezone.now()
    for age in (-1, 1):
        Session.objects.create(
            session_key=f"key{age}", session_data="x", expire_date=now - timedelta(hours=age)
        )
    for days in (0, 40):
        token = f"0f0e0d0c-0b0a-4908-8706-0504030201{days:02}"
        Submission.objects.create(token=token, user=worker, at=now - timedelta(days=days))
    clear_what_has_expired()
    assert [one.session_key for one in Session.objects.all()] == ["key-1"]
    assert Submission.objects.count() == 1
