"""The family's story: one line for each thing that happened, kept in step with the records."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from accounts.history import keeps_history
from accounts.scoping import ScopedQuerySet
from cases.codes import EntryKind, Significance
from cases.models.base import Recorded
from cases.models.case import Case
from cases.models.family import Family
from cases.models.person import Person


class ChronologyQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "ChronologyQuerySet":
        """As the record itself: every family, case and person it names must be open to the reader."""
        people = Person.objects.for_user(user)
        return self.filter(
            Q(family__isnull=True) | Q(family__in=Family.objects.for_user(user)),
            Q(case__isnull=True) | Q(case__in=Case.objects.for_user(user)),
            Q(person__isnull=True) | Q(person__in=people),
            Q(other__isnull=True) | Q(other__in=people),
        )

    def newest_first(self) -> "ChronologyQuerySet":
        return self.order_by("-on", "-pk")


class ChronologyEntry(models.Model):
    """One line of a story: what one record says happened, on one day, to one person.

    A projection of the records and nothing else: `cases.chronology` writes it in the transaction
    that writes the record, and can write it all again. A record about several people or cases has
    an entry for each; pages join them. `part` tells the lines of one record apart. No person is
    named in its texts: `{who}` and `{other}` stand for them in the title, so that a page can leave
    out whom the reader may not see. `written_at` is when the line came to say what it says.
    """

    authority = models.ForeignKey("accounts.Authority", on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=60)
    source_id = models.BigIntegerField()
    part = models.CharField(max_length=30, blank=True)
    on = models.DateField()
    at = models.DateTimeField(null=True, blank=True)
    kind = models.CharField(max_length=20, choices=EntryKind)
    significance = models.PositiveSmallIntegerField(choices=Significance)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    own_text = models.TextField(blank=True)
    told = models.BooleanField(default=True)
    written_at = models.DateTimeField(default=timezone.now)
    strand = models.CharField(max_length=20, blank=True)
    family = models.ForeignKey(
        Family, on_delete=models.CASCADE, null=True, related_name="chronology"
    )
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="chronology")
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, related_name="chronology"
    )
    other = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = ChronologyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "chronology entries"
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id", "part", "person", "case"],
                nulls_distinct=False,
                name="chronologyentry_once",
            ),
            models.CheckConstraint(
                condition=Q(family__isnull=False) | Q(person__isnull=False),
                name="chronologyentry_about_somebody",
            ),
        ]
        indexes = [
            models.Index("family", F("on").desc(), F("id").desc(), name="chronology_family"),
            models.Index("person", F("on").desc(), F("id").desc(), name="chronology_person"),
            models.Index("case", F("on").desc(), F("id").desc(), name="chronology_case"),
            models.Index(
                fields=["other"], condition=Q(other__isnull=False), name="chronology_other"
            ),
        ]

    def __str__(self) -> str:
        return f"chronology entry {self.pk}"

    @property
    def line(self) -> tuple[str, int, str]:
        """What the entries of one line have in common."""
        return (self.source, self.source_id, self.part)


class OfALine(models.Model):
    """Names a line of the chronology by its record, so that writing the line again loses nothing."""

    source = models.CharField(max_length=60, editable=False)
    source_id = models.BigIntegerField(editable=False)
    part = models.CharField(max_length=30, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def line(self) -> tuple[str, int, str]:
        return (self.source, self.source_id, self.part)


class ChronologyMarkQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "ChronologyMarkQuerySet":
        """Whoever sees the line sees what was said of it."""
        lines = ChronologyEntry.objects.for_user(user).filter(
            source=OuterRef("source"), source_id=OuterRef("source_id"), part=OuterRef("part")
        )
        return self.filter(Exists(lines))


@keeps_history()
class ChronologyMark(Recorded, OfALine):
    """What a worker says of one line: how much it matters, and what it meant for the child."""

    significance = models.PositiveSmallIntegerField(
        "how much this matters", choices=Significance, null=True, blank=True
    )
    impact = models.TextField("what it meant for the child", blank=True)

    objects = ChronologyMarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id", "part"], name="chronologymark_once_per_line"
            )
        ]

    def __str__(self) -> str:
        return f"mark {self.pk}"


class ChronologyTickQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "ChronologyTickQuerySet":
        return self.filter(user=user)


class ChronologyTick(OfALine):
    """A line that one reader has chosen for their next print. Their own matter, like a bookmark."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="chronology_ticks"
    )

    objects = ChronologyTickQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "source", "source_id", "part"], name="chronologytick_once"
            )
        ]

    def __str__(self) -> str:
        return f"tick {self.pk}"
