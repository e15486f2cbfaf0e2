"""Rows of who does what by when. A row left empty is no action."""

from django import forms
from django.db.models import Q
from django.forms.formsets import BaseFormSet

from accounts.govuk.dates import DateField, today
from accounts.govuk.forms import GovukForm
from accounts.models import User
from cases.models import Allocation, Case

AT_MOST = 10


class AgreedActionForm(GovukForm):
    title = forms.CharField(label="What is to be done?", max_length=200)
    assigned_to = forms.ModelChoiceField(
        label="Who does it?", queryset=None, empty_label="Choose somebody"
    )
    due_on = DateField(label="By when?", called="The day it is to be done by", latest=None)
    called = {"title": "what is to be done", "assigned_to": "who does it"}

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assigned_to"].queryset = people

    def clean_due_on(self):
        due = self.cleaned_data["due_on"]
        if due < today():
            raise forms.ValidationError("The day it is to be done by must not be in the past")
        return due


class AgreedActions(BaseFormSet):
    @property
    def agreed(self) -> list[dict]:
        return [form.cleaned_data for form in self.forms if form.has_changed()]


ActionRows = forms.formset_factory(
    AgreedActionForm, formset=AgreedActions, extra=2, max_num=AT_MOST, absolute_max=AT_MOST
)


def action_rows(data, *, case: Case, user) -> AgreedActions:
    """Given to somebody who works on the case, or to oneself."""
    working = Allocation.objects.for_user(user).current().filter(case=case)
    people = User.objects.filter(Q(pk=user.pk) | Q(pk__in=working.values("worker")), is_active=True)
    return ActionRows(data, prefix="actions", form_kwargs={"people": people.order_by("name", "pk")})
