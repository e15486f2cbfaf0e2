"""Widgets with something to say beyond Django's own. Plain inputs need none of these."""

from datetime import date

from django import forms

DATE_PARTS = ("day", "month", "year")


class Radios(forms.RadioSelect):
    """Radio buttons. ``inline`` only for two short answers; ``small`` for filters.

    ``columns``: side by side as far as there is room, for short answers on a phone.
    """

    def __init__(self, attrs=None, choices=(), *, inline=False, small=False, columns=False):
        super().__init__(attrs, choices)
        self.inline = inline
        self.small = small
        self.columns = columns


class Checkboxes(forms.CheckboxSelectMultiple):
    def __init__(self, attrs=None, choices=(), *, small=False):
        super().__init__(attrs, choices)
        self.small = small


class CharacterCount(forms.Textarea):
    """A text area that says how much room is left. The limit itself belongs to the field."""

    def __init__(self, limit, attrs=None, *, rows=5):
        super().__init__({"rows": rows, **(attrs or {})})
        self.limit = limit


class AffixedInput(forms.TextInput):
    """An input with a unit before or after it, such as £ or "minutes"."""

    template_name = "govuk/widgets/affixed.html"

    def __init__(self, attrs=None, *, prefix="", suffix=""):
        super().__init__(attrs)
        self.prefix = prefix
        self.suffix = suffix

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        return {**context, "prefix": self.prefix, "suffix": self.suffix}


class DateBoxes(forms.MultiWidget):
    """A date in three boxes: day, month, year. What was typed is shown again as it was typed."""

    template_name = "govuk/widgets/date.html"

    def __init__(self, attrs=None):
        super().__init__(dict.fromkeys(DATE_PARTS, forms.TextInput), attrs)

    def decompress(self, value):
        if isinstance(value, date):
            return [str(value.day), str(value.month), str(value.year)]
        return ["", "", ""]

    def get_context(self, name, value, attrs):
        attrs = dict(attrs or {})
        wrong = attrs.pop("data-wrong-parts", "").split()
        birthday = attrs.get("autocomplete") == "bday"
        context = super().get_context(name, value, attrs)
        for part, box in zip(DATE_PARTS, context["widget"]["subwidgets"], strict=False):
            box["label"] = part.capitalize()
            width = "4" if part == "year" else "2"
            box["attrs"] = {
                "id": box["attrs"].get("id"),
                "class": f"govuk-input govuk-date-input__input govuk-input--width-{width}"
                + (" govuk-input--error" if part in wrong else ""),
                # Month names are accepted, so only the other two ask for the number pad.
                **({} if part == "month" else {"inputmode": "numeric"}),
                **({"disabled": True} if attrs.get("disabled") else {}),
                **({"aria-invalid": "true"} if part in wrong else {}),
                # Only a birthday has a name that browsers know.
                **({"autocomplete": f"bday-{part}"} if birthday else {}),
            }
        return context
