"""The page every form on a record is shown on."""

from django.http import HttpResponse
from django.template.response import TemplateResponse


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
    **extra,
) -> HttpResponse:
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
            **extra,
        },
    )
