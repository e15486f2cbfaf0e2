"""How long a clock runs in one authority."""

from django import forms

from accounts.govuk.widgets import Radios
from cases.deadlines.rule import ClockRule
from cases.forms.base import ScopedModelForm
from cases.models import ClockSetting


class ClockForm(ScopedModelForm):
    input_widths = {"amount": 4}

    active = forms.TypedChoiceField(
        label="Is this clock used here?",
        choices=[("True", "Yes"), ("False", "No")],
        coerce=lambda value: value == "True",
        widget=Radios(inline=True),
    )

    amount = forms.IntegerField(label="How long", min_value=1, max_value=1000)

    class Meta:
        model = ClockSetting
        fields = ("active", "amount", "unit")
        labels = {"amount": "How long", "unit": "Counted in"}

    def __init__(self, *args, rule: ClockRule, **kwargs):
        super().__init__(*args, **kwargs)
        if rule.amount is None:
            # Its records name the day themselves.
            del self.fields["amount"], self.fields["unit"]
