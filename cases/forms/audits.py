from django import forms

from accounts.access import Action, reach
from accounts.govuk.forms import GovukForm
from accounts.govuk.widgets import Radios
from accounts.models import Authority
from cases.codes.audit import ANSWERS, Draw
from cases.strand import strand_choices

MOST_CASES = 50


class DrawForm(GovukForm):
    authority = forms.ModelChoiceField(
        queryset=Authority.objects.none(), label="Authority", empty_label=None
    )
    strand = forms.ChoiceField(label="Strand", required=False)
    draw = forms.ChoiceField(
        label="How are cases drawn?", choices=Draw.choices, widget=Radios, initial=Draw.RANDOM
    )
    size = forms.IntegerField(label="How many cases?", min_value=1, max_value=MOST_CASES, initial=6)
    second_scores = forms.IntegerField(
        label="How many of them are scored twice?",
        help_text="A second auditor scores them without seeing the first score.",
        min_value=0,
        max_value=MOST_CASES,
        initial=2,
    )
    hide_optional = True
    input_widths = {"size": 3, "second_scores": 3}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.where = reach(user, Action.AUDIT)
        authorities = Authority.objects.filter(pk__in=self.where.all_authorities).order_by("name")
        self.fields["authority"].queryset = authorities
        self.initial["authority"] = authorities.first()
        slugs = {slug for _, slug in self.where.strands}
        whole = [("", "All strands")] if self.where.authorities else []
        self.fields["strand"].choices = whole + [
            (slug, name)
            for slug, name in strand_choices()
            if self.where.authorities or slug in slugs
        ]

    def clean(self):
        data = super().clean()
        authority, strand = data.get("authority"), data.get("strand", "")
        if authority and not self.where.covers(authority_id=authority.pk, strand=strand):
            self.add_error("strand", "Choose a strand that you manage in this authority")
        size, twice = data.get("size"), data.get("second_scores")
        if size is not None and twice is not None and twice > size:
            self.add_error("second_scores", f"No more than the {size} cases drawn")
        return data


class ScoreForm(GovukForm):
    """One answer to each question of the version the sample was drawn with."""

    strengths = forms.CharField(
        label="What was done well?", widget=forms.Textarea({"rows": 3}), max_length=10_000
    )
    to_improve = forms.CharField(
        label="What could be better?",
        widget=forms.Textarea({"rows": 3}),
        max_length=10_000,
        required=False,
    )

    def __init__(self, *args, questions, **kwargs):
        self.questions = list(questions)
        self.base_fields = {**self._asked(), **type(self).base_fields}
        super().__init__(*args, **kwargs)
        sections = dict.fromkeys(question.section for question in self.questions)
        self.groups = [
            (one, [f"q{q.pk}" for q in self.questions if q.section == one]) for one in sections
        ]
        self.groups.append(("All in all", ["strengths", "to_improve"]))

    def _asked(self) -> dict[str, forms.Field]:
        return {
            f"q{question.pk}": forms.ChoiceField(
                label=question.text,
                help_text=question.guidance,
                choices=[(answer.value, answer.label) for answer in ANSWERS[question.scale]],
                widget=Radios,
            )
            for question in self.questions
        }

    @property
    def answers(self) -> dict:
        return {question: self.cleaned_data[f"q{question.pk}"] for question in self.questions}
