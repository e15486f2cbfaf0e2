"""What a worker is told of, and how often by e-mail."""

from django.db.models import TextChoices


class NoticeKind(TextChoices):
    CASE_OFFERED = "case_offered", "A case is offered to you"
    OFFER_ANSWERED = "offer_answered", "Your hand-over was answered"
    ALLOCATED = "allocated", "You were put on a case"
    PLAN_WAITS = "plan_waits", "A plan waits for your approval"
    PLAN_APPROVED = "plan_approved", "Your plan was approved"
    PLAN_SENT_BACK = "plan_sent_back", "Your plan was sent back"
    TASK_GIVEN = "task_given", "Somebody gave you a task"
    SUPERVISION_TASK = "supervision_task", "Supervision gave you a task"
    RISK = "risk", "A measure raised an alert"
    CLOCK_RAN_OUT = "clock_ran_out", "A clock ran out"
    DRAFT_EXPIRES = "draft_expires", "A draft of yours will be deleted"


class MailRhythm(TextChoices):
    NONE = "none", "Never"
    HOURLY = "hourly", "As things come, at most once an hour"
    DAILY = "daily", "Once a day"
