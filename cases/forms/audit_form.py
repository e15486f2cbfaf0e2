"""The questions of an audit form, a row for each."""

from collections.abc import Iterable

from django import forms
from django.forms.formsets import BaseFormSet

from accounts.govuk.forms import GovukForm
from accounts.govuk.widgets import Radios
from cases.audits.questions import Asked
from cases.codes.audit import Scale

MOST_QUESTIONS = 40
NEW_ROWS = 2


class QuestionForm(GovukForm):
    key = forms.SlugField(widget=forms.HiddenInput, required=False)
    position = forms.IntegerField(label="Place", min_value=1, max_value=99, required=False)
    section = forms.CharField(label="Section", max_length=80, required=False)
    text = forms.CharField(label="Question", max_length=200)
    guidance = forms.CharField(
        label="What good looks like",
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    scale = forms.ChoiceField(
        label="Answered by", choices=Scale.choices, initial=Scale.ONE_TO_FOUR, widget=Radios
    )
    left_out = forms.BooleanField(label="Leave this question out from now on", required=False)
    called = {"text": "the question"}
    hide_optional = True
    input_widths = {"position": 2, "section": "two-thirds"}


class QuestionRows(BaseFormSet):
    @property
    def asked(self) -> list[Asked]:
        """In their new order; one without a place comes last."""
        kept = [
            form.cleaned_data
            for form in self.forms
            if form.has_changed() or form.initial.get("text")
            if not form.cleaned_data.get("left_out")
        ]
        kept.sort(key=lambda one: one["position"] or 100)
        return [Asked(**{name: one[name] for name in Asked._fields}) for one in kept]

    def clean(self) -> None:
        if not any(self.errors) and not self.asked:
            raise forms.ValidationError("Keep at least one question")


def question_rows(data, questions: Iterable[Asked]) -> QuestionRows:
    initial = [
        {**asked._asdict(), "position": place} for place, asked in enumerate(questions, start=1)
    ]
    rows = forms.formset_factory(
        QuestionForm,
        formset=QuestionRows,
        extra=NEW_ROWS,
        max_num=MOST_QUESTIONS,
        absolute_max=MOST_QUESTIONS,
    )
    return rows(data, prefix="questions", initial=initial)


class WhyChangedForm(GovukForm):
    seen_number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    why = forms.CharField(label="Why is it changed?", max_length=300)
    called = {"why": "why it is changed"}
