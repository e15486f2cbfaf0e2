from django import forms
from django.utils import timezone

from accounts.govuk.dates import DateField
from accounts.govuk.widgets import Radios
from cases.codes import ENGAGEMENT_ANCHORS, EngagementLevel
from cases.forms.base import ScopedForm
from cases.models import Case, Person


class PersonChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, person: Person) -> str:
        return person.full_name


class EngagementForm(ScopedForm):
    """How far a person or the family takes part, with what each level looks like beside it."""

    called = {"level": "how engaged they are", "rated_on": "Date"}
    option_hints = {
        "level": {str(level.value): text for level, text in ENGAGEMENT_ANCHORS.items()},
    }
    input_widths = {"person": "two-thirds"}
    level = forms.TypedChoiceField(
        label="How engaged are they?",
        choices=EngagementLevel.choices,
        coerce=int,
        widget=Radios,
    )
    person = PersonChoiceField(
        label="Who?",
        queryset=Person.objects.all(),
        required=False,
        empty_label="The whole family",
    )
    rated_on = DateField(label="When did you judge this?")
    note = forms.CharField(
        label="What does it rest on? (optional)",
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args, case: Case, **kwargs):
        super().__init__(*args, **kwargs)
        people = self.fields["person"].queryset.filter(parts__case=case).distinct()
        self.fields["person"].queryset = people.order_by("date_of_birth", "pk")
        self.initial.setdefault("rated_on", timezone.localdate())
        self.case = case

    def clean_rated_on(self):
        day = self.cleaned_data["rated_on"]
        if day < self.case.referred_on:
            raise forms.ValidationError("The date must not be before the referral")
        return day

    def refuse(self, refusal) -> None:
        self.add_error(None, str(refusal))
