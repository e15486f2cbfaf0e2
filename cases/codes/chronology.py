"""What the lines of a family's story are about, and how much each matters."""

from django.db.models import IntegerChoices, TextChoices


class EntryKind(TextChoices):
    FAMILY = "family", "Family"
    HOME = "home", "Home"
    EDUCATION = "education", "Education"
    STATUS = "status", "Status"
    CARE = "care", "Care"
    MISSING = "missing", "Missing"
    ALERT = "alert", "Alert"
    REFERRAL = "referral", "Referral"
    CASE = "case", "Case"
    WORKER = "worker", "Worker"
    NOTE = "note", "Note"
    PLAN = "plan", "Plan"
    MEASURE = "measure", "Measure"
    ENGAGEMENT = "engagement", "Engagement"
    DOCUMENT = "document", "Document"
    SUPERVISION = "supervision", "Supervision"
    RECORD = "record", "Record"


class Significance(IntegerChoices):
    ROUTINE = 1, "Routine"
    NOTABLE = 2, "Notable"
    MAJOR = 3, "Major"
