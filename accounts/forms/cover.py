from datetime import timedelta

from django import forms
from django.utils import timezone

from accounts.govuk.dates import DateField, today
from accounts.govuk.forms import GovukForm
from accounts.models import User


def two_years_ahead():
    return timezone.localdate() + timedelta(days=731)


class CoverForm(GovukForm):
    """Who is away, who stands in, and for which days. The choices are the arranger's colleagues."""

    absent = forms.ModelChoiceField(
        User.objects.none(),
        label="Who is away?",
        empty_label="Choose one",
        error_messages={"required": "Choose who is away"},
    )
    deputy = forms.ModelChoiceField(
        User.objects.none(),
        label="Who stands in?",
        empty_label="Choose one",
        error_messages={"required": "Choose who stands in"},
        help_text="They see the worklist and receive the approvals of the person away.",
    )
    starts = DateField(label="First day", earliest=today, latest=two_years_ahead)
    ends = DateField(label="Last day", earliest=today, latest=two_years_ahead)
    called = {"starts": "the first day", "ends": "the last day"}

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        staff = User.objects.colleagues_of(user).filter(kind=User.Kind.STAFF).order_by("name", "pk")
        self.fields["absent"].queryset = staff
        self.fields["absent"].initial = user.pk
        self.fields["deputy"].queryset = staff

    def clean(self):
        starts, ends = self.cleaned_data.get("starts"), self.cleaned_data.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", "The last day must not be before the first day")
        absent, deputy = self.cleaned_data.get("absent"), self.cleaned_data.get("deputy")
        if absent and absent == deputy:
            self.add_error("deputy", "Choose someone else as the deputy")
