"""Forms that say, beside their fields, how each is shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django import forms
from django.forms.utils import pretty_name

from .dates import DateField
from .errors import SummaryLine, summarise
from .wording import reword


@dataclass(frozen=True)
class Group:
    """Some fields under one heading. A group without a legend is just the next fields."""

    legend: str
    fields: tuple[forms.BoundField, ...]


class GovukFormMixin:
    """
    How each field is shown. Every mapping goes from a field's name to its wish:

    - ``called``: its name in error messages where the label does not fit in a sentence, for
      example "whether the referrer has been told";
    - ``label_sizes``: s, m, l or xl;
    - ``page_heading``: the one field whose label is also the page's h1;
    - ``input_widths``: characters (2, 3, 4, 5, 10, 20, 30) or a share ("one-half");
    - ``autocompletes``: the browser's name for it, such as "email";
    - ``option_hints``: choice value to hint; ``reveals``: choice value to the fields it opens;
    - ``set_apart``: the choice shown last after an "or", such as "None of these";
    - ``groups``: (legend, field names) pairs; fields in no group come first.
    """

    called: Mapping[str, str] = {}
    label_sizes: Mapping[str, str] = {}
    page_heading: str = ""
    input_widths: Mapping[str, object] = {}
    autocompletes: Mapping[str, str] = {}
    option_hints: Mapping[str, Mapping[str, str]] = {}
    reveals: Mapping[str, Mapping[str, Iterable[str]]] = {}
    set_apart: Mapping[str, str] = {}
    groups: Iterable[tuple[str, Iterable[str]]] = ()

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if field.label is None:
                field.label = pretty_name(name)
            if type(field) is forms.DateField:
                self.fields[name] = _in_three_boxes(field, called=self.called.get(name, ""))
            elif not isinstance(field, DateField):
                reword(field, called=self.called.get(name, ""))
            if type(field.widget) is forms.NumberInput:
                _as_typed_number(field)

    @property
    def revealed_names(self) -> set[str]:
        return {
            name
            for by_value in self.reveals.values()
            for names in by_value.values()
            for name in names
        }

    @property
    def shown_groups(self) -> list[Group]:
        """The visible fields in order, without those that stand under a radio button."""
        shown = [f for f in self.visible_fields() if f.name not in self.revealed_names]
        grouped = [(legend, tuple(names)) for legend, names in self.groups]
        taken = {name for _, names in grouped for name in names}
        by_name = {f.name: f for f in shown}
        loose = Group("", tuple(f for f in shown if f.name not in taken))
        rest = [
            Group(legend, tuple(by_name[name] for name in names if name in by_name))
            for legend, names in grouped
        ]
        return [group for group in (loose, *rest) if group.fields]

    @property
    def error_summary(self) -> list[SummaryLine]:
        return summarise(self)


class GovukForm(GovukFormMixin, forms.Form):
    pass


class GovukModelForm(GovukFormMixin, forms.ModelForm):
    pass


def _in_three_boxes(field: forms.DateField, *, called: str) -> DateField:
    return DateField(
        called=called,
        required=field.required,
        label=field.label,
        initial=field.initial,
        help_text=field.help_text,
        disabled=field.disabled,
        validators=field.validators,
    )


def _as_typed_number(field: forms.Field) -> None:
    """Number inputs change when scrolled over and drop what they do not understand."""
    whole = isinstance(field, forms.IntegerField) and not isinstance(
        field, forms.FloatField | forms.DecimalField
    )
    field.widget.input_type = "text"
    field.widget.attrs["inputmode"] = "numeric" if whole else "decimal"
