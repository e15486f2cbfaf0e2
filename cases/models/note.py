"""Case notes: what happened, with whom, in which cases; and how a note read before."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.history import keeps_history
from accounts.scoping import ScopedQuerySet
from cases.codes import Method, NoteKind, NotePlace, Seen, TookPart
from cases.models.base import Recorded
from cases.models.case import Case
from cases.models.family import Family
from cases.models.person import Person

LONGEST_MINUTES = 24 * 60


class CaseNoteQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "CaseNoteQuerySet":
        """Notes on a case the user may open. A family closed to them closes its cases too."""
        through = CaseNote.cases.through._default_manager
        links = through.filter(casenote=OuterRef("pk"), case__in=Case.objects.for_user(user))
        return self.filter(Exists(links))

    def of_case(self, case) -> "CaseNoteQuerySet":
        through = CaseNote.cases.through._default_manager
        return self.filter(Exists(through.filter(casenote=OuterRef("pk"), case=case)))

    def of_family(self, family) -> "CaseNoteQuerySet":
        return self.filter(family=family)


@keeps_history()
class CaseNote(Recorded):
    """One thing that happened with a family: told once, whatever cases and people it concerns."""

    authority = models.ForeignKey("accounts.Authority", on_delete=models.PROTECT, related_name="+")
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField("what happened", max_length=10, choices=NoteKind)
    happened_at = models.DateTimeField("when")
    minutes = models.PositiveSmallIntegerField(
        "how long, in minutes",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_MINUTES)],
    )
    planned = models.BooleanField("planned beforehand", null=True, blank=True)
    place = models.CharField("where", max_length=12, choices=NotePlace, blank=True)
    method = models.CharField("method or programme", max_length=20, choices=Method, blank=True)
    account = models.TextField("what was said and done", blank=True)
    late_entry = models.BooleanField("written late", default=False, editable=False)
    cases = models.ManyToManyField(Case, related_name="notes")
    workers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="notes", blank=True)

    objects = CaseNoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(account="") | Q(kind=NoteKind.MISSED),
                name="casenote_says_what_happened",
                violation_error_message="Write what was said and done.",
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__range=(1, LONGEST_MINUTES)),
                name="casenote_minutes_within_a_day",
                violation_error_message="Enter the minutes as a number between 1 and 1440.",
            ),
        ]
        indexes = [
            models.Index(fields=["family", "-happened_at", "-id"]),
            models.Index(fields=["created_by", "-created_at"]),
        ]

    def __str__(self) -> str:
        return f"note {self.pk}"

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("cases:note", args=[self.pk])


class NoteParticipantQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "NoteParticipantQuerySet":
        """Somebody's part: the note and the person must be open to the user."""
        return self.filter(
            note__in=CaseNote.objects.for_user(user), person__in=Person.objects.for_user(user)
        )


@keeps_history()
class NoteParticipant(Recorded):
    """One member of the family in a note: whether seen, how they took part, their words.

    A note names a person once, unless two records of them were merged: then both parts are kept.
    `private` is for this person's record alone, not for the others in the note.
    """

    note = models.ForeignKey(CaseNote, on_delete=models.PROTECT, related_name="people")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="note_parts")
    seen = models.CharField(max_length=10, choices=Seen, blank=True)
    not_seen_reason = models.CharField("why not seen", max_length=300, blank=True)
    engagement = models.PositiveSmallIntegerField(
        "how they took part", choices=TookPart, null=True, blank=True
    )
    voice = models.TextField("in their own words", blank=True)
    private = models.TextField("private to this person", blank=True)

    objects = NoteParticipantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(seen=Seen.NOT_SEEN) & ~Q(not_seen_reason="")
                | ~Q(seen=Seen.NOT_SEEN) & Q(not_seen_reason=""),
                name="noteparticipant_not_seen_with_reason",
                violation_error_message="Say why they were not seen.",
            ),
            models.CheckConstraint(
                condition=Q(engagement__isnull=True) | Q(engagement__range=(0, 3)),
                name="noteparticipant_engagement_0_to_3",
            ),
        ]
        indexes = [models.Index(fields=["person", "seen"])]

    def __str__(self) -> str:
        return f"person {self.person_id} in note {self.note_id}"


class NoteVersionQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "NoteVersionQuerySet":
        return self.filter(note__in=CaseNote.objects.for_user(user))


@keeps_history()
class NoteVersion(models.Model):
    """How a note read from one moment on, and why it was changed then. Number 1 is the first.

    `content` holds the note and every person's part; pages show of it what their reader may see.
    """

    note = models.ForeignKey(CaseNote, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    reason = models.CharField("why it was changed", max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    content = models.JSONField()

    objects = NoteVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["note", "number"], name="noteversion_numbered_once"),
            models.CheckConstraint(
                condition=Q(number=1) | Q(number__gt=1) & ~Q(reason=""),
                name="noteversion_changed_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of note {self.note_id}"
