"""Words about measures and engagement: who answered, when in the work, how far people take part."""

from django.db.models import IntegerChoices, TextChoices


class Informant(TextChoices):
    SELF = "self", "The person themselves"
    PARENT = "parent", "Parent or carer"
    TEACHER = "teacher", "Teacher"
    WORKER = "worker", "Worker"


class MeasurePoint(TextChoices):
    BASELINE = "baseline", "At the start"
    REVIEW = "review", "At a review"
    END = "end", "At the end"


class EngagementLevel(IntegerChoices):
    NONE = 0, "Not engaged"
    LIMITED = 1, "A little"
    WORKING = 2, "Working together"
    FULL = 3, "Fully engaged"


# What each level looks like, so that two raters mean the same by it.
ENGAGEMENT_ANCHORS = {
    EngagementLevel.NONE: "Said no to the work, or we have never met.",
    EngagementLevel.LIMITED: "Came to fewer than half of the sessions offered; little is agreed.",
    EngagementLevel.WORKING: (
        "Came to at least half of the sessions; goals are agreed and some tasks are done."
    ),
    EngagementLevel.FULL: (
        "Came to at least three in four sessions; the goals are their own and change has begun."
    ),
}
