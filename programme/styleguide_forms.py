"""Example forms of the style guide: one field of every kind, with made-up content only."""

from django import forms

from accounts.govuk.dates import DateField
from accounts.govuk.forms import GovukForm
from accounts.govuk.widgets import AffixedInput, CharacterCount, Checkboxes, Radios


class ExampleForm(GovukForm):
    full_name = forms.CharField(label="Full name", help_text="As they would say it themselves.")
    nhs_number = forms.CharField(label="NHS number", required=False, max_length=12)
    email = forms.EmailField(label="Email address")
    born = DateField(
        label="When were they born?",
        called="Date of birth",
        help_text="For example, 27 3 2014. The month can be a name.",
    )
    area = forms.ChoiceField(
        label="Area", choices=[("", "Choose an area"), ("north", "North"), ("south", "South")]
    )
    decision = forms.ChoiceField(
        label="What should happen next?",
        choices=[("accept", "Accept"), ("decline", "Decline"), ("pass", "Pass to another strand")],
        widget=Radios,
    )
    reason = forms.CharField(label="Why is it declined?", required=False)
    told = forms.ChoiceField(
        label="Has the referrer been told?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=Radios(inline=True),
    )
    needs = forms.MultipleChoiceField(
        label="What do they need help with?",
        help_text="Choose all that apply.",
        choices=[
            ("school", "Going to school"),
            ("home", "Things at home"),
            ("health", "Health"),
            ("none", "None of these"),
        ],
        widget=Checkboxes,
    )
    account = forms.CharField(
        label="What was said and done", max_length=200, widget=CharacterCount(200)
    )
    notes = forms.CharField(label="Notes", required=False, widget=forms.Textarea({"rows": 3}))
    minutes = forms.IntegerField(
        label="How long was it?", min_value=1, max_value=600, widget=AffixedInput(suffix="minutes")
    )
    letter = forms.FileField(label="Attach the letter")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    agreed = forms.BooleanField(
        label="The family knows about this referral",
        help_text="Consent is not needed where a child may be at risk.",
    )

    called = {
        "decision": "what should happen next",
        "told": "whether the referrer has been told",
        "needs": "what they need help with, or “None of these”",
        "minutes": "The length in minutes",
        "account": "The account",
        "area": "an area",
    }
    label_sizes = {"born": "s", "decision": "s", "needs": "s", "told": "s"}
    input_widths = {"nhs_number": 20, "area": "one-half", "minutes": 4}
    autocompletes = {"email": "email", "password": "current-password"}
    option_hints = {"decision": {"pass": "Nothing has to be typed again."}}
    reveals = {"decision": {"decline": ("reason",)}}
    set_apart = {"needs": "none"}
    groups = (
        ("What happens next", ("area", "decision", "told", "needs")),
        ("The account", ("account", "notes", "minutes", "letter")),
        ("Before you send it", ("password", "agreed")),
    )


class ExampleFilters(GovukForm):
    name = forms.CharField(label="Name", required=False)
    status = forms.ChoiceField(
        label="Status",
        required=False,
        choices=[("", "Any status"), ("open", "Open"), ("closed", "Closed")],
    )

    hide_optional = True


# What a person in a hurry might send: every field of ExampleForm has something wrong with it.
WRONG = {
    "born_day": "31",
    "born_month": "feb",
    "born_year": "2014",
    "email": "priya at example",
    "decision": "decline",
    "account": "Said and done. " * 16,
    "minutes": "an hour",
}
