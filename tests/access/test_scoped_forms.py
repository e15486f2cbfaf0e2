"""A form offers, and accepts, only what its user may see."""

import uuid

from django import forms

from accounts.models import Submission, Team
from cases.forms.base import ScopedForm
from cases.models import Person
from tests import factories


class Choosing(ScopedForm):
    person = forms.ModelChoiceField(queryset=Person.objects.all(), required=False)
    team = forms.ModelChoiceField(queryset=Team.objects.all(), required=False)
    submission = forms.ModelChoiceField(queryset=Submission.objects.all(), required=False)


def test_choices_are_cut_to_what_the_user_may_see(worker, neighbour):
    mine = factories.make_case(by=worker).family.people.get()
    theirs = factories.make_person(authority=neighbour.memberships.get().team.authority)
    form = Choosing({"person": theirs.pk}, user=worker)
    assert set(form.fields["person"].queryset) == {mine}
    assert "person" in form.errors
    assert set(form.fields["team"].queryset) == {worker.memberships.get().team}


def test_related_model_that_cannot_be_scoped_is_offered_nothing(worker):
    Submission.objects.create(token=uuid.uuid4(), user=worker)
    assert Choosing(user=worker).fields["submission"].queryset.count() == 0
