"""Everything that is wrong with what was sent, in the order of the page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.forms import BaseForm, BaseFormSet


@dataclass(frozen=True)
class SummaryLine:
    """One problem, and the input that mends it (none when it is about the whole form)."""

    text: str
    href: str = ""


def summarise(form: BaseForm) -> list[SummaryLine]:
    if not form.is_bound or not form.errors:
        return []
    lines = [SummaryLine(str(text)) for text in form.non_field_errors()]
    for bound in form:
        target = "" if bound.is_hidden else f"#{_first_input_id(bound)}"
        lines += [SummaryLine(str(text), target) for text in bound.errors]
    return lines


def summarise_formset(formset: BaseFormSet) -> list[SummaryLine]:
    if not formset.is_bound:
        return []
    lines = [SummaryLine(str(text)) for text in formset.non_form_errors()]
    return lines + [line for form in formset for line in summarise(form)]


def summarise_all(things: Iterable[object]) -> list[SummaryLine]:
    """The lines of every form and formset among ``things``, each counted once."""
    lines: list[SummaryLine] = []
    for thing in things:
        if isinstance(thing, BaseForm):
            lines += summarise(thing)
        elif isinstance(thing, BaseFormSet):
            lines += summarise_formset(thing)
    return list(dict.fromkeys(lines))


def _first_input_id(bound) -> str:
    return getattr(bound, "first_input_id", "") or bound.id_for_label or bound.auto_id
