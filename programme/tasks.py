"""Scheduled work. Each task is a doorway: it calls one service and knows nothing else."""

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from accounts import once, partitions
from cases.deadlines.recompute import recompute_all
from cases.documents.sweeping import remove_orphans
from cases.services import digests, notice_sweep
from cases.services.drafts import remove_expired_drafts
from programme import health


@shared_task(time_limit=30)
def beat_heart(**_) -> None:
    health.record_heartbeat()


@shared_task(time_limit=120)
def prepare_access_log_months(**_) -> None:
    partitions.prepare_months(start=timezone.localdate(), months=3)


@shared_task(time_limit=600)
def clear_what_has_expired(**_) -> None:
    once.forget_old_submissions()
    remove_expired_drafts()
    remove_orphans()
    notice_sweep.forget_old_notices()
    digests.forget_old_digests()
    call_command("clearsessions")


@shared_task(time_limit=300)
def sweep_notices(**_) -> None:
    notice_sweep.settle_met_clocks()
    notice_sweep.tell_of_clocks()
    notice_sweep.tell_of_drafts()


@shared_task(time_limit=300)
def send_digests(**_) -> None:
    """A task a user, so that one address the mail server refuses keeps nobody else waiting."""
    for user_id in digests.due_digests():
        send_digest.delay(user_id=user_id)


@shared_task(time_limit=60)
def send_digest(*, user_id: int, **_) -> None:
    digests.send_digest(user_id=user_id)


@shared_task(time_limit=3600)
def sweep_deadlines(**_) -> None:
    recompute_all()
