"""Keeping files with a family, and taking them off its pages again."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from cases.documents.checking import Checked
from cases.models import Case, CaseNote, Document, Family, Person
from cases.services.records import add_record, save_changes
from cases.services.refusals import Refused


@transaction.atomic
def keep_documents(
    *,
    files: Iterable[Checked],
    family: Family,
    by,
    case: Case | None = None,
    person: Person | None = None,
    note: CaseNote | None = None,
    about: str = "",
) -> list[Document]:
    """Store each under a name nobody can guess. What the user called it stands in the row only."""
    return [
        add_record(
            Document(
                authority_id=family.authority_id,
                family=family,
                case=case,
                person=person,
                note=note,
                file=one.file,
                name=one.file.name[-255:],
                about=about,
                kind=one.kind,
                size=one.file.size,
                sha256=one.sha256,
                scan=one.scan,
            ),
            by=by,
        )
        for one in files
    ]


@transaction.atomic
def remove_document(*, document: Document, reason: str, by) -> Document:
    """Take it off the pages. The row stays, and the file with it, for whoever must answer for it."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    if document.removed_at is not None:
        raise Refused("This file has been removed already.")
    document.removed_at, document.removed_by = timezone.now(), by
    document.removal_reason = reason
    return save_changes(
        document,
        by=by,
        seen_version=document.version,
        fields=["removed_at", "removed_by", "removal_reason"],
    )
