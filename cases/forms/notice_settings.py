from django import forms

from accounts.govuk.forms import GovukModelForm
from accounts.govuk.widgets import Checkboxes, Radios
from cases.codes import MailRhythm, NoticeKind
from cases.mail_times import in_quiet_hours
from cases.models import NoticePreference


def hour_in_words(hour: int) -> str:
    """“Midnight”, “8am”, “Noon”, “6pm”."""
    if hour % 12 == 0:
        return "Noon" if hour else "Midnight"
    return f"{hour % 12}{'am' if hour < 12 else 'pm'}"


HOURS = [(hour, hour_in_words(hour)) for hour in range(24)]


def _hour(label: str, **options) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=HOURS, coerce=int, **options)


class NoticePreferenceForm(GovukModelForm):
    """How its user is told by e-mail. They tick what they want; what is left out is kept."""

    rhythm = forms.ChoiceField(
        label="How often do you want an email?", choices=MailRhythm.choices, widget=Radios()
    )
    daily_hour = _hour("At what time?", required=False)
    by_email = forms.MultipleChoiceField(
        label="What do you want emails about?",
        choices=NoticeKind.choices,
        widget=Checkboxes(small=True),
        required=False,
        help_text="Everything still appears in your notices.",
    )
    quiet_from = _hour("No emails from")
    quiet_until = _hour("Until", help_text="Choose the same time twice for no quiet hours.")
    working_days_only = forms.BooleanField(
        label="No emails at weekends and on bank holidays", required=False
    )

    hide_optional = True
    reveals = {"rhythm": {MailRhythm.DAILY: ("daily_hour",)}}
    called = {"rhythm": "how often you want an email"}
    groups = (("Quiet hours", ("quiet_from", "quiet_until", "working_days_only")),)

    class Meta:
        model = NoticePreference
        fields = ("rhythm", "daily_hour", "quiet_from", "quiet_until", "working_days_only")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        left_out = self.instance.left_out
        self.initial["by_email"] = [kind for kind in NoticeKind if kind not in left_out]

    def clean_daily_hour(self) -> int:
        hour = self.cleaned_data["daily_hour"]
        return self.instance.daily_hour if hour in ("", None) else hour

    def clean(self):
        super().clean()
        chosen = self.cleaned_data
        wanted = ("daily_hour", "quiet_from", "quiet_until")
        if chosen.get("rhythm") != MailRhythm.DAILY or not all(one in chosen for one in wanted):
            return
        if in_quiet_hours(*(chosen[one] for one in wanted)):
            self.add_error("daily_hour", "Choose a time outside your quiet hours")

    def save(self, commit=True):
        wanted = self.cleaned_data["by_email"]
        self.instance.left_out = [kind for kind in NoticeKind if kind not in wanted]
        return super().save(commit)
