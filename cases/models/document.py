import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.history import keeps_history
from accounts.scoping import ScopedQuerySet
from cases.codes import DocumentKind, ScanResult
from cases.models.base import Recorded
from cases.models.case import Case
from cases.models.family import Family
from cases.models.note import CaseNote
from cases.models.person import Person


def stored_under(document: "Document", name: str) -> str:
    """A name nobody can guess. What the file was called may name a child: it is not used."""
    word = secrets.token_hex(32)
    return f"{word[:2]}/{word}"


class DocumentQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "DocumentQuerySet":
        """A file opens with its family, and with the case, person and note it belongs to, if any."""
        return self.filter(
            Q(case__isnull=True) | Q(case__in=Case.objects.for_user(user)),
            Q(person__isnull=True) | Q(person__in=Person.objects.for_user(user)),
            Q(note__isnull=True) | Q(note__in=CaseNote.objects.for_user(user)),
            family__in=Family.objects.for_user(user),
        )

    def standing(self) -> "DocumentQuerySet":
        return self.filter(removed_at__isnull=True)


@keeps_history()
class Document(Recorded):
    """One file kept with a family, perhaps about one case or person.

    Removing it takes it off the pages; the row stays, with the reason.
    """

    authority = models.ForeignKey("accounts.Authority", on_delete=models.PROTECT, related_name="+")
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="documents")
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    note = models.ForeignKey(
        CaseNote, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    file = models.FileField(upload_to=stored_under, max_length=200)
    name = models.CharField("what the file was called", max_length=255)
    about = models.CharField("what it is", max_length=200, blank=True)
    kind = models.CharField(max_length=10, choices=DocumentKind)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    scan = models.CharField(max_length=12, choices=ScanResult, default=ScanResult.NOT_SCANNED)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    removal_reason = models.CharField("why it is removed", max_length=300, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="document_not_empty"),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True, removal_reason="")
                | Q(removed_at__isnull=False, removed_by__isnull=False) & ~Q(removal_reason=""),
                name="document_removed_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["family", "-created_at", "-id"])]

    def __str__(self) -> str:
        return f"document {self.pk}"
