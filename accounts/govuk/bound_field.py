"""What a template needs to know about one field of one form: its classes, ids and options."""

from dataclasses import dataclass, field

from django import forms
from django.forms.boundfield import BoundField, BoundWidget
from django.forms.utils import flatatt
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from .widgets import CharacterCount, DateBoxes

# First match wins, so subclasses stand before their parents.
KINDS = (
    (forms.HiddenInput, "hidden"),
    (forms.MultipleHiddenInput, "hidden"),
    (DateBoxes, "date"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.PasswordInput, "password"),
    (forms.FileInput, "file"),
    (CharacterCount, "count"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
)
CLASSES = {
    "input": "govuk-input",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "textarea": "govuk-textarea",
    "count": "govuk-textarea govuk-js-character-count",
    "select": "govuk-select",
    "file": "govuk-file-upload",
    "radios": "govuk-radios__input",
    "checkboxes": "govuk-checkboxes__input",
    "checkbox": "govuk-checkboxes__input",
}
ERROR_CLASSES = {
    "input": "govuk-input--error",
    "password": "govuk-input--error",
    "textarea": "govuk-textarea--error",
    "count": "govuk-textarea--error",
    "select": "govuk-select--error",
    "file": "govuk-file-upload--error",
}
# The browser would cut a pasted text short or hold the form back; our own messages lose nothing.
# A placeholder goes away just when it is needed; labels and hints stay.
LEFT_OUT = ("required", "maxlength", "minlength", "min", "max", "step", "placeholder")


@dataclass(frozen=True)
class Option:
    """One radio button or checkbox, with what choosing it opens."""

    widget: BoundWidget
    label: str
    hint: str = ""
    apart: bool = False
    reveals: tuple["GovukBoundField", ...] = field(default=())

    @property
    def id(self) -> str:
        return self.widget.id_for_label

    @property
    def checked(self) -> bool:
        return self.widget.data["selected"]

    @property
    def attrs(self) -> SafeString:
        attrs = {k: v for k, v in self.widget.data["attrs"].items() if k != "aria-describedby"}
        if self.reveals:
            attrs["data-reveals"] = f"reveal-{self.id}"
        if self.hint:
            attrs["aria-describedby"] = f"{self.id}_hint"
        if self.apart and self.widget.data["type"] == "checkbox":
            attrs["data-behaviour"] = "exclusive"
        return flatatt(attrs)


class GovukBoundField(BoundField):
    def _from_form(self, name: str, default=""):
        """The form's own wish for this field, kept in a mapping on the form class."""
        return getattr(self.form, name, {}).get(self.name, default)

    @cached_property
    def kind(self) -> str:
        widget = self.field.widget
        return next((kind for parent, kind in KINDS if isinstance(widget, parent)), "input")

    @property
    def label_class(self) -> str:
        part = "fieldset__legend" if self.use_fieldset else "label"
        size = self._from_form("label_sizes")
        return f"govuk-{part} govuk-{part}--{size}" if size else f"govuk-{part}"

    @property
    def is_page_heading(self) -> bool:
        return getattr(self.form, "page_heading", "") == self.name

    @property
    def group_attrs(self) -> SafeString:
        classes = ["govuk-form-group"]
        attrs = {}
        if self.errors:
            classes.append("govuk-form-group--error")
        if self.kind == "count":
            classes.append("govuk-character-count")
            attrs = {
                "data-module": "govuk-character-count",
                "data-maxlength": self.field.widget.limit,
            }
        if self.kind == "password":
            classes.append("govuk-password-input")
            attrs = {"data-module": "govuk-password-input"}
        return flatatt({"class": " ".join(classes), **attrs})

    @property
    def set_class(self) -> str:
        widget = self.field.widget
        classes = [f"govuk-{self.kind}"]
        classes += [
            f"govuk-{self.kind}--{look}"
            for look in ("inline", "small")
            if getattr(widget, look, False)
        ]
        if getattr(widget, "columns", False):
            classes.append("strands-columns")
        return " ".join(classes)

    @property
    def wrong_parts(self) -> tuple[str, ...]:
        errors = self.errors.as_data() if self.errors else []
        return tuple({part: None for e in errors for part in getattr(e, "parts", ("day",))})

    @property
    def first_input_id(self) -> str:
        """Where a link in the error summary leads: the first box that is wrong."""
        if self.kind == "date":
            wrong = self.wrong_parts or ("day",)
            return f"{self.auto_id}_{('day', 'month', 'year', 'time').index(wrong[0])}"
        if self.kind in ("radios", "checkboxes"):
            return self.options[0].id if self.options else self.auto_id
        return self.id_for_label or self.auto_id

    @property
    def aria_describedby(self):
        described = super().aria_describedby
        if described is not None and self.kind == "count":
            return f"{described} {self.auto_id}-info".strip()
        return described

    def build_widget_attrs(self, attrs, widget=None):
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        if widget.is_hidden:
            return attrs
        for name in LEFT_OUT:
            attrs.pop(name, None)
            widget.attrs.pop(name, None)
        if autocomplete := self._from_form("autocompletes"):
            attrs["autocomplete"] = autocomplete
        if self.kind == "date":
            attrs["data-wrong-parts"] = " ".join(self.wrong_parts)
            return attrs
        attrs["class"] = " ".join(
            name
            for name in (
                CLASSES[self.kind],
                widget.attrs.get("class", ""),
                self._width_class,
                ERROR_CLASSES.get(self.kind, "") if self.errors else "",
            )
            if name
        )
        return attrs

    @property
    def _width_class(self) -> str:
        width = str(self._from_form("input_widths"))
        if not width:
            return ""
        return f"govuk-input--width-{width}" if width.isdigit() else f"govuk-!-width-{width}"

    @cached_property
    def options(self) -> tuple[Option, ...]:
        hints = self._from_form("option_hints", {})
        reveals = self._from_form("reveals", {})
        apart = self._from_form("set_apart", None)
        options = []
        for widget in self.subwidgets:
            value = str(widget.data["value"])
            if value == "" and self.field.required:
                continue
            options.append(
                Option(
                    widget=widget,
                    label=widget.choice_label if value else "No answer",
                    hint=hints.get(value, ""),
                    apart=value == str(apart),
                    reveals=tuple(self.form[name] for name in reveals.get(value, ())),
                )
            )
        return tuple(options)
