"""What runs by itself, and when. In code, so that a schedule is reviewed like anything else."""

from datetime import timedelta

from celery.schedules import crontab

SCHEDULE = {
    "worker heartbeat": {"task": "programme.tasks.beat_heart", "schedule": timedelta(seconds=20)},
    "make room in the access log": {
        "task": "programme.tasks.prepare_access_log_months",
        "schedule": crontab(hour=2, minute=10),
    },
    "clear what has expired": {
        "task": "programme.tasks.clear_what_has_expired",
        "schedule": crontab(hour=2, minute=40),
    },
    "tell of clocks that ran out": {
        "task": "programme.tasks.sweep_notices",
        "schedule": crontab(minute="*/15"),
    },
    "send digests": {
        "task": "programme.tasks.send_digests",
        "schedule": crontab(minute="5-59/15"),
    },
    "work the deadlines out anew": {
        "task": "programme.tasks.sweep_deadlines",
        "schedule": crontab(hour=3, minute=20),
    },
}
