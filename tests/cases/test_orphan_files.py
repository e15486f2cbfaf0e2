"""Files a failed transaction left behind go; files of records, and files just written, stay."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.utils import timezone

from cases.documents.sweeping import remove_orphans
from cases.models import Document
from cases.models.document import stored_under
from cases.services.documents import remove_document
from tests import factories
from tests.cases.test_documents import PNG, attach
from tests.cast import sign_in


@pytest.fixture
def family(hampshire, worker):
    family = factories.make_family(people=[factories.make_person()])
    factories.allocate(factories.make_case(family, by=worker), worker)
    return family


def left_behind() -> str:
    return default_storage.save(stored_under(None, "letter.pdf"), ContentFile(b"left behind"))


def test_old_file_without_a_record_goes(family, worker):
    attach(sign_in(worker), family, ("ava.png", PNG))
    kept, orphan = Document.objects.get().file.name, left_behind()
    assert remove_orphans() == 0
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert remove_orphans() >= 1
    assert default_storage.exists(kept)
    assert not default_storage.exists(orphan)


def test_removed_document_keeps_its_file(family, worker):
    document = factories.make_document(family)
    document.file.save("x", ContentFile(PNG))
    remove_document(document=document, reason="About another family", by=worker)
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        remove_orphans()
    assert default_storage.exists(document.file.name)


def test_nothing_stored_is_nothing_to_do(db, tmp_path):
    assert remove_orphans(FileSystemStorage(tmp_path)) == 0
