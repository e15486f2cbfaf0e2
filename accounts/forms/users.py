from django import forms

from accounts.access import Role
from accounts.forms.cover import two_years_ahead
from accounts.govuk.dates import DateField, today
from accounts.govuk.forms import GovukForm, GovukModelForm
from accounts.models import Team, User


class RoleForm(GovukForm):
    """A role in a team of an authority the administrator looks after."""

    team = forms.ModelChoiceField(Team.objects.none())
    role = forms.ChoiceField(choices=[("", "Choose a role"), *Role.choices])
    starts = DateField(label="First day", latest=two_years_ahead, initial=today)
    ends = DateField(
        label="Last day, if known", earliest=today, latest=two_years_ahead, required=False
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.for_user(user).order_by("name", "pk")


class UserForm(GovukModelForm):
    """Who somebody is. What they may do comes from their roles."""

    class Meta:
        model = User
        fields = ("name", "email", "kind", "job_title", "telephone")

    autocompletes = {"name": "off", "email": "off", "telephone": "off"}

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class NewUserForm(UserForm):
    """A new account starts with one role, or it could do nothing."""

    team = RoleForm.base_fields["team"]
    role = RoleForm.base_fields["role"]
    starts = RoleForm.base_fields["starts"]

    groups = (("First role", ("team", "role", "starts")),)

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.for_user(user).order_by("name", "pk")


class UserFilterForm(GovukForm):
    role = forms.ChoiceField(choices=[("", "Any role"), *Role.choices], required=False)
    active = forms.ChoiceField(
        label="Account",
        choices=[("", "Open or closed"), ("yes", "Open"), ("no", "Closed")],
        required=False,
    )
