"""A document as the answer to a request: a file to keep, or a page to print."""

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse

from cases.paper.blocks import Document
from cases.paper.docx import docx_of
from cases.paper.pdf import pdf_of

_WRITERS = {
    "docx": (
        docx_of,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "pdf": (pdf_of, "application/pdf"),
}


def as_file(document: Document, *, name: str, form: str) -> HttpResponse:
    """`name` without its ending: a reference, never a person's name. `form`: docx or pdf."""
    if form not in _WRITERS:
        raise Http404
    write, content_type = _WRITERS[form]
    response = HttpResponse(write(document), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    response["Cache-Control"] = "no-store"
    return response


def as_page(request, document: Document, *, back: str, file_urls=(), **context) -> HttpResponse:
    """The same words as the file has, laid out for the printer by the browser."""
    shown = {"document": document, "back_url": back, "file_urls": file_urls, **context}
    response = TemplateResponse(request, "cases/paper.html", shown)
    response["Cache-Control"] = "no-store"
    return response
