"""The page every form on a record is shown on."""

from django.http import Http404, HttpResponse, QueryDict
from django.template.response import TemplateResponse

from cases.drafts import FormDraft
from cases.identifiers import is_record_number


def record_number(text: str) -> int:
    """The number of a record named in a form or after a question mark; 404 when there can be none."""
    if not is_record_number(text):
        raise Http404
    return int(text)


def posted(request) -> QueryDict | None:
    """What was sent, even if that is nothing at all; None when the page is only asked for."""
    return request.POST if request.method == "POST" else None


def form_page(
    request,
    form,
    *,
    title: str,
    back: str,
    caption: str = "",
    intro: str = "",
    button: str = "Save",
    identity=None,
    template: str = "cases/fact_form.html",
    draft: FormDraft | None = None,
    rows=None,
    **extra,
) -> HttpResponse:
    """`rows`, a formset under the form, is kept in the draft with it."""
    if draft is not None:
        draft.shown_in(*([form] if rows is None else [form, rows]))
    return TemplateResponse(
        request,
        template,
        {
            "form": form,
            "title": title,
            "caption": caption,
            "intro": intro,
            "back_url": back,
            "button": button,
            "identity": identity,
            "draft": draft,
            "rows": rows,
            "forms": rows.forms if rows is not None else [],
            **extra,
        },
    )
