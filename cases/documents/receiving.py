"""Taking files in without letting one fill the disk."""

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class Oversized(SimpleUploadedFile):
    """Stands for a file larger than we keep: its name and size, without its content."""

    def __init__(self, name: str, size: int) -> None:
        super().__init__(name, b"")
        self.size = size


class LimitedUploads(FileUploadHandler):
    """First in line: what comes after the limit is read and dropped, so the rest of the form lives."""

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.received = start + len(raw_data)
        return raw_data if self.received <= settings.DOCUMENT_LIMIT else None

    def file_complete(self, file_size: int) -> Oversized | None:
        if self.received <= settings.DOCUMENT_LIMIT:
            return None
        return Oversized(self.file_name, self.received)
