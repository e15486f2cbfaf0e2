"""Rows of who does what by when. A row left empty is no action."""

from collections.abc import Iterable

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

    def __init__(self, *args, people, whose: int | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assigned_to"].queryset = people
        if whose:
            self.fields["assigned_to"].initial = whose
            self.fields["assigned_to"].empty_label = None

    def has_changed(self) -> bool:
        """A row in which only somebody is chosen, who may be so beforehand, is an empty row."""
        return any(name != "assigned_to" for name in self.changed_data)

    def clean_due_on(self):
        due = self.cleaned_data["due_on"]
        if due < today():
            raise forms.ValidationError("The day it is to be done by must not be in the past")
        return due


class AgreedActions(BaseFormSet):
    def has_changed(self) -> bool:
        return any(form.has_changed() for form in self.forms)

    @property
    def agreed(self) -> list[dict]:
        return [form.cleaned_data for form in self.forms if form.has_changed()]


ActionRows = forms.formset_factory(
    AgreedActionForm, formset=AgreedActions, extra=2, max_num=AT_MOST, absolute_max=AT_MOST
)


def action_rows(data, *, cases: Iterable[Case], user, mine: bool = False) -> AgreedActions:
    """Given to somebody who works on one of the cases, or to oneself. `mine`: unless said otherwise."""
    working = Allocation.objects.for_user(user).current().filter(case__in=list(cases))
    people = User.objects.filter(Q(pk=user.pk) | Q(pk__in=working.values("worker")), is_active=True)
    return ActionRows(
        data,
        prefix="actions",
        form_kwargs={"people": people.order_by("name", "pk"), "whose": user.pk if mine else None},
    )
