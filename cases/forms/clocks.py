"""How long a clock runs in one authority."""

from django import forms

from accounts.govuk.widgets import Radios
from cases.deadlines.rule import ClockRule
from cases.forms.base import ScopedModelForm
from cases.models import ClockSetting
from cases.services.refusals import Refused


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

    def refuse(self, refusal: Refused) -> None:
        # The one refusal there is: a first setting was made since this page was opened.
        message = "Someone else has just set this clock. Open Clocks to read what they set."
        self.add_error(None, message)
