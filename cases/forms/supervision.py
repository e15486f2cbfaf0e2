from django import forms

from accounts.govuk.dates import DateField, today
from accounts.govuk.forms import GovukForm
from cases.forms.base import ScopedModelForm
from cases.models import CaseDiscussion, SupervisionPersonal


class BeginSupervisionForm(GovukForm):
    held_on = DateField(label="When did you meet?", called="The day you met")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("held_on", today())


class DiscussionForm(ScopedModelForm):
    called = {
        "discussed": "what was discussed",
        "decision": "what was decided",
        "reason": "why",
    }

    class Meta:
        model = CaseDiscussion
        fields = ("discussed", "decision", "reason")
        labels = {
            "discussed": "What was discussed?",
            "decision": "What was decided?",
            "reason": "Why?",
        }
        help_texts = {
            "discussed": "This becomes part of the child’s record. How the worker is goes into the "
            "personal part, which is kept apart.",
        }
        widgets = {
            "discussed": forms.Textarea({"rows": 6}),
            "decision": forms.Textarea({"rows": 3}),
            "reason": forms.Textarea({"rows": 3}),
        }


class PersonalForm(ScopedModelForm):
    class Meta:
        model = SupervisionPersonal
        fields = ("wellbeing", "development", "agreed")
        labels = {
            "wellbeing": "How are they?",
            "development": "Learning and development",
            "agreed": "What did you agree?",
        }
        widgets = {name: forms.Textarea({"rows": 4}) for name in fields}
