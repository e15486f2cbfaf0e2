import os

from celery import Celery
from celery.signals import worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.settings")

app = Celery("strands")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


# Ready as soon as it is, not only when the schedule next sends one: a task still goes through the queue.
@worker_ready.connect
def send_first_heartbeat(sender, **_) -> None:
    sender.app.send_task("programme.tasks.beat_heart")
