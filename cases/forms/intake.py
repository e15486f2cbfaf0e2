"""The pages of a referral being taken: where to, who it is about, what is asked."""

from datetime import datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.govuk.dates import DateField
from accounts.govuk.forms import GovukForm
from accounts.govuk.widgets import Checkboxes, Radios
from cases.codes import (
    PresentingNeed,
    PrimaryNeed,
    ReferralSource,
    WhatReferrerWasTold,
    grouped_choices,
)
from cases.codes.needs import WITHDRAWN_NEEDS
from cases.names import MAX_LENGTH, tidy
from cases.working_days import LONDON

SAID_AT_INTAKE = [
    WhatReferrerWasTold.NOT_YET,
    WhatReferrerWasTold.RECEIVED,
    WhatReferrerWasTold.MORE_NEEDED,
    WhatReferrerWasTold.COULD_NOT_REACH,
    WhatReferrerWasTold.NOT_TOLD,
]


class StartForm(GovukForm):
    """Which strand, and who it is about. With one strand there is nothing to choose."""

    where = forms.ChoiceField(label="Which strand is it for?", widget=Radios)
    words = forms.CharField(
        label="Who is it about?",
        help_text="The name of a child or of anyone in the family. A date of birth or postcode helps.",
        max_length=MAX_LENGTH,
        required=False,
    )
    hide_optional = True
    called = {"where": "which strand it is for"}
    label_sizes = {"where": "m", "words": "m"}

    def __init__(self, *args, places, may_search: bool, about=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.places = {place.key: place for place in places}
        if len(places) == 1:
            del self.fields["where"]
        else:
            self.fields["where"].choices = [(place.key, place.name) for place in places]
        if about or not may_search:
            del self.fields["words"]

    def clean_words(self) -> str:
        words = tidy(self.cleaned_data["words"])
        if not words:
            raise ValidationError("Enter the name of a child or of anyone in the family")
        return words

    @property
    def place(self):
        return self.places[self.cleaned_data.get("where") or next(iter(self.places))]


class WhoForm(GovukForm):
    """One of the families found, or a new one."""

    family = forms.ChoiceField(
        label="Which family is it?",
        widget=Radios,
        error_messages={
            "required": "Choose the family, or say that it is a new one",
            "invalid_choice": "Choose one of the families on the list",
        },
    )
    label_sizes = {"family": "m"}
    NEW = "new"
    set_apart = {"family": NEW}

    def __init__(self, *args, found, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["family"].choices = [
            *((near.key, near.title) for near in found.near),
            (self.NEW, "None of these: it is a new family"),
        ]
        self.option_hints = {"family": {near.key: near.hint for near in found.near}}


class DetailsForm(GovukForm):
    """What is asked of us, by whom, and when it came."""

    source = forms.ChoiceField(label="Who is making the referral?")
    referrer_name = forms.CharField(label="Their name (optional)", max_length=200, required=False)
    referrer_organisation = forms.CharField(
        label="Their organisation (optional)", max_length=200, required=False
    )
    referrer_contact = forms.CharField(
        label="Their phone or email (optional)", max_length=254, required=False
    )
    primary_need = forms.ChoiceField(
        label="What is the main need?", choices=PrimaryNeed.choices, widget=Radios
    )
    presenting_needs = forms.MultipleChoiceField(
        label="What else is going on?",
        choices=grouped_choices(PresentingNeed, leave_out=WITHDRAWN_NEEDS),
        widget=Checkboxes(small=True),
        required=False,
    )
    reason = forms.CharField(
        label="Why is help needed?",
        help_text="What has happened, who is worried, and what they hope for.",
        widget=forms.Textarea({"rows": 6}),
        max_length=20_000,
    )
    family_agrees = forms.TypedChoiceField(
        label="Does the family know and agree?",
        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not asked yet")],
        coerce={"yes": True, "no": False, "unknown": None}.get,
        empty_value=None,
        widget=Radios(inline=True),
        required=False,
        initial="unknown",
    )
    received = forms.ChoiceField(
        label="When did we receive it?",
        choices=[("now", "Just now"), ("earlier", "Earlier")],
        widget=Radios,
        initial="now",
    )
    received_on = DateField(label="Day", required=False, called="The day we received it")
    received_time = forms.TimeField(
        label="Time (optional)",
        help_text="For example, 9:30 or 14:05",
        required=False,
        input_formats=["%H:%M", "%H.%M", "%I:%M%p", "%I%p"],
        error_messages={"invalid": "Enter a time, like 9:30 or 14:05"},
        widget=forms.TextInput,
    )
    told = forms.ChoiceField(
        label="What has the referrer been told?",
        choices=[(code, code.label) for code in SAID_AT_INTAKE],
        initial=WhatReferrerWasTold.NOT_YET,
    )
    told_note = forms.CharField(
        label="Note on what they were told (optional)", max_length=500, required=False
    )

    called = {
        "source": "who is making the referral",
        "primary_need": "the main need",
        "reason": "why help is needed",
        "received": "when we received it",
        "told": "what the referrer has been told",
    }
    hide_optional = True
    reveals = {"received": {"earlier": ("received_on", "received_time")}}
    input_widths = {"received_time": 5}
    FROM_OUTSIDE = ("received", "received_on", "received_time", "told", "told_note")

    def __init__(self, *args, from_outside: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [("", "Choose one"), *grouped_choices(ReferralSource)]
        if from_outside:
            for name in self.FROM_OUTSIDE:
                del self.fields[name]

    @property
    def needs_by_heading(self):
        """The long list, folded under its headings, with how many are ticked in each."""
        ticked = set(self["presenting_needs"].value() or ())
        by_value = {str(o.widget.data["value"]): o for o in self["presenting_needs"].options}
        for heading, choices in self.fields["presenting_needs"].choices:
            options = [by_value[str(value)] for value, _ in choices]
            chosen = sum(str(value) in ticked for value, _ in choices)
            yield {"heading": heading, "options": options, "chosen": chosen}

    def clean_presenting_needs(self) -> list[str]:
        needs = self.cleaned_data["presenting_needs"]
        if PresentingNeed.NONE in needs and len(needs) > 1:
            raise ValidationError("“No needs found” cannot be chosen with a need")
        return needs

    def clean(self):
        data = super().clean()
        data["received_at"] = None
        if data.get("received") == "earlier" and not self.errors:
            self._clean_moment(data)
        return data

    def _clean_moment(self, data) -> None:
        day = data.get("received_on")
        if day is None:
            self.add_error("received_on", "Enter the day we received it")
            return
        at = datetime.combine(day, data.get("received_time") or time(9), tzinfo=LONDON)
        if at > timezone.now():
            if data.get("received_time"):
                self.add_error("received_time", "The time we received it must be in the past")
                return
            at = timezone.now()
        data["received_at"] = at


class SendForm(GovukForm):
    """The button at the end; carries what the service has to say when it refuses."""
