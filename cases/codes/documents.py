"""Kinds of file that may be kept with a family's records."""

from django.db.models import TextChoices


class DocumentKind(TextChoices):
    PDF = "pdf", "PDF"
    JPEG = "jpeg", "Picture (JPEG)"
    PNG = "png", "Picture (PNG)"
    GIF = "gif", "Picture (GIF)"
    WEBP = "webp", "Picture (WebP)"
    HEIC = "heic", "Picture (HEIC)"
    DOCX = "docx", "Word document"
    XLSX = "xlsx", "Excel workbook"
    PPTX = "pptx", "PowerPoint slides"
    DOC = "doc", "Word document (old format)"
    XLS = "xls", "Excel workbook (old format)"
    PPT = "ppt", "PowerPoint slides (old format)"
    MP3 = "mp3", "Sound (MP3)"
    M4A = "m4a", "Sound (M4A)"
    OGG = "ogg", "Sound (Ogg)"
    WAV = "wav", "Sound (WAV)"


class ScanResult(TextChoices):
    NOT_SCANNED = "not_scanned", "Not scanned: no virus scanner is set up"
    CLEAN = "clean", "Scanned, nothing found"
