"""The few tags the page frame and the components need. Loaded for every template."""

from django import template
from django.forms import BaseForm, BaseFormSet

from accounts.govuk.errors import SummaryLine, summarise_all
from accounts.govuk.notices import undo_path

register = template.Library()


def _forms_in(context) -> list[BaseForm | BaseFormSet]:
    """Every form the view put in the page, so that no page can forget its error summary."""
    found: dict[int, BaseForm | BaseFormSet] = {}
    for value in context.flatten().values():
        members = value if isinstance(value, list | tuple) else (value,)
        for member in members:
            if isinstance(member, BaseForm | BaseFormSet):
                found.setdefault(id(member), member)
    return list(found.values())


def _lines(context, forms) -> list[SummaryLine]:
    return summarise_all(forms or _forms_in(context))


@register.inclusion_tag("components/error_summary.html", takes_context=True)
def error_summary(context, *forms):
    return {"lines": _lines(context, forms)}


@register.simple_tag(takes_context=True)
def error_prefix(context):
    """Goes before the title, so that a screen reader hears at once that something is wrong."""
    return "Error: " if _lines(context, ()) else ""


@register.filter
def undo_url(message):
    return undo_path(message)


@register.simple_tag
def page_numbers(page):
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.filter
def is_gap(number):
    return not isinstance(number, int)


@register.filter
def at(items, index):
    return items[index]
