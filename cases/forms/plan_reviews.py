"""A review of a plan, with a rating for each goal and a line for each member of the family."""

from django import forms
from django.utils import timezone

from accounts.govuk.dates import DateField
from accounts.govuk.widgets import Radios
from cases.codes.plans import ReviewDecision, TookPart
from cases.forms.facts import FactForm
from cases.forms.plans import LONG, SCORES
from cases.models import Goal, Person, PlanReview, ReviewPart


class ReviewForm(FactForm):
    decision = forms.ChoiceField(
        label="What was decided?", choices=ReviewDecision.choices, widget=Radios
    )
    next_review_on = DateField(
        label="Next review", called="The next review", latest=None, required=False
    )
    called = {
        "decision": "what was decided",
        "changed": "what has changed",
        "held_on": "The date of the review",
    }

    class Meta:
        model = PlanReview
        fields = ("held_on", "changed", "decision", "reason", "next_review_on")
        labels = {
            "held_on": "When was the review?",
            "changed": "What has changed since the plan was made or last reviewed?",
            "reason": "Why?",
        }
        widgets = {"changed": LONG, "reason": LONG}

    def __init__(self, *args, goals: list[tuple[Goal, str]], family: list[Person], **kwargs):
        super().__init__(*args, **kwargs)
        self.goals, self.family = goals, family
        self.fields["held_on"].initial = timezone.localdate()
        self.fields["reason"].required = False
        scores = [self._score(goal, owner) for goal, owner in goals]
        people = [name for person in family for name in self._person(person)]
        self.groups = (
            ("Who took part", people),
            ("Goals", scores),
            ("What was decided", ("decision", "reason", "next_review_on")),
        )

    def _score(self, goal: Goal, owner: str) -> str:
        name = f"score_{goal.pk}"
        self.fields[name] = forms.ChoiceField(
            label=f"{owner}: {goal.different}",
            help_text="From 0 (not at all there) to 10 (reached)",
            choices=[("", "Not rated today"), *SCORES],
            required=False,
        )
        return name

    def _person(self, person: Person) -> tuple[str, str]:
        part, words = f"part_{person.pk}", f"words_{person.pk}"
        self.fields[part] = forms.ChoiceField(
            label=f"How did {person.short_name} take part?",
            choices=[("", "Choose one"), *TookPart.choices],
            error_messages={"required": f"Choose how {person.short_name} took part"},
        )
        self.fields[words] = forms.CharField(
            label=f"What did {person.short_name} say?",
            widget=forms.Textarea({"rows": 2}),
            required=False,
            max_length=5000,
        )
        return part, words

    def clean(self):
        data = super().clean()
        decision, ahead = data.get("decision"), data.get("next_review_on")
        if decision == ReviewDecision.END:
            data["next_review_on"] = None
            if not data.get("reason"):
                self.add_error("reason", "Say why the plan ends")
        elif decision and "next_review_on" not in self.errors:
            held_on = data.get("held_on")
            if not ahead:
                self.add_error("next_review_on", "Enter the date of the next review")
            elif held_on and ahead <= held_on:
                self.add_error("next_review_on", "The next review must be after this one")
        held_on = data.get("held_on")
        if held_on and held_on < self.instance.plan.starts:
            self.add_error("held_on", "The review cannot be before the plan started")
        return data

    @property
    def parts(self) -> list[ReviewPart]:
        return [
            ReviewPart(
                person=person,
                took_part=self.cleaned_data[f"part_{person.pk}"],
                words=self.cleaned_data[f"words_{person.pk}"],
            )
            for person in self.family
        ]

    @property
    def scores(self) -> list[tuple[Goal, int]]:
        given = [(goal, self.cleaned_data[f"score_{goal.pk}"]) for goal, _ in self.goals]
        return [(goal, int(score)) for goal, score in given if score]
