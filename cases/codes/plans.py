"""What people say of a plan, how a goal ends, and what a review decides."""

from django.db.models import TextChoices


class Agreement(TextChoices):
    AGREED = "agreed", "Agreed"
    IN_PART = "in_part", "Agreed in part"
    NOT_AGREED = "not_agreed", "Did not agree"
    NOT_ASKED = "not_asked", "Not asked"


class GoalEnd(TextChoices):
    REACHED = "reached", "Reached"
    DROPPED = "dropped", "Dropped"


class ReviewDecision(TextChoices):
    CONTINUE = "continue", "Carry on with the plan as it is"
    CHANGE = "change", "Change the plan"
    END = "end", "End the plan"


class TookPart(TextChoices):
    IN_PERSON = "in_person", "Was there"
    REMOTELY = "remotely", "By phone or video"
    SENT_VIEWS = "sent_views", "Not there, but told us what they think"
    NOT_THERE = "not_there", "Did not take part"


class ApprovalAnswer(TextChoices):
    APPROVED = "approved", "Approved"
    SENT_BACK = "sent_back", "Sent back"
