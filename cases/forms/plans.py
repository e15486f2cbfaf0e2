"""What is asked about a plan, its goals and what is done towards them."""

from django import forms
from django.utils import timezone

from accounts.govuk.dates import DateField
from accounts.govuk.forms import GovukForm
from accounts.govuk.widgets import Radios
from cases.codes.plans import Agreement, ApprovalAnswer, GoalEnd
from cases.forms.facts import FactForm
from cases.models import Goal, Plan, PlanAction, PlanAgreement
from cases.plan_people import family_of, workers_of

LONG = forms.Textarea({"rows": 4})
SCORES = [(str(n), str(n)) for n in range(11)]


class PlanForm(FactForm):
    constraint_fields = {
        "plan_reviewed_after_start": "next_review_on",
        "plan_reviewed_until_ended": "next_review_on",
    }
    next_review_on = DateField(label="Next review", called="The next review", latest=None)

    class Meta:
        model = Plan
        fields = ("family_words", "working_well", "worries", "starts", "next_review_on")
        labels = {
            "family_words": "What does the family want to be different, in their own words?",
            "working_well": "What is going well?",
            "worries": "What are people worried about?",
        }
        widgets = {"family_words": LONG, "working_well": LONG, "worries": LONG}


class AgreementForm(FactForm):
    answer = forms.ChoiceField(
        label="Do they agree with the plan?", choices=Agreement.choices, widget=Radios
    )
    hide_optional = True
    reveals = {"answer": {Agreement.NOT_ASKED: ("not_asked_reason",)}}
    called = {"answer": "whether they agree", "on": "The date"}
    constraint_fields = {"planagreement_not_asked_with_reason": "not_asked_reason"}

    class Meta:
        model = PlanAgreement
        fields = ("answer", "not_asked_reason", "words", "on")
        labels = {
            "not_asked_reason": "Why were they not asked?",
            "words": "What did they say, in their own words? (optional)",
        }
        widgets = {"words": LONG}

    def clean(self):
        data = super().clean()
        if data.get("answer") and data["answer"] != Agreement.NOT_ASKED:
            data["not_asked_reason"] = ""
        return data


class WhoField(forms.ChoiceField):
    """Somebody of the family, or a worker on the case."""

    def offer(self, case, user) -> None:
        self._people = {f"p{one.pk}": one for one in family_of(case, user)}
        self._workers = {f"w{one.pk}": one for one in workers_of(case, user)}
        family = [(key, one.full_name) for key, one in self._people.items()]
        staff = [(key, one.name) for key, one in self._workers.items()]
        self.choices = [("", "Choose one"), ("The family", family), ("Workers", staff)]

    def who(self, key: str) -> dict:
        return {"person": self._people.get(key), "worker": self._workers.get(key)}


class WithWho(FactForm):
    """A form whose record belongs to one person of the family or one worker."""

    def __init__(self, *args, case=None, **kwargs):
        super().__init__(*args, **kwargs)
        if case is None:
            del self.fields["who"]
        else:
            self.fields["who"].offer(case, self.user)

    def clean(self):
        data = super().clean()
        if data.get("who"):
            for name, value in self.fields["who"].who(data["who"]).items():
                setattr(self.instance, name, value)
        return data

    def _check_constraints(self) -> None:
        if "who" not in self.errors:
            super()._check_constraints()


class GoalForm(WithWho):
    """A new goal with its first rating; afterwards its words and its date."""

    who = WhoField(label="Whose goal is it?")
    score = forms.ChoiceField(
        label="Where are they now, from 0 to 10?",
        help_text="0 is not at all there; 10 is that it is reached. Ask whose goal it is.",
        choices=[("", "Not rated yet"), *SCORES],
        required=False,
    )
    by_when = DateField(label="By when?", called="The date", latest=None)
    called = {"who": "whose goal it is", "different": "what will be different"}

    class Meta:
        model = Goal
        fields = ("words", "different", "by_when")
        labels = {
            "words": "The goal in their own words",
            "different": "What will be different?",
        }
        widgets = {"words": LONG, "different": LONG}

    field_order = ("who", "words", "different", "by_when", "score")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["score"]

    def clean_score(self) -> int | None:
        score = self.cleaned_data["score"]
        return int(score) if score else None


class ActionForm(WithWho):
    who = WhoField(label="Who will do it?")
    what = forms.CharField(label="What will they do?", max_length=200)
    by_when = DateField(label="By when?", called="The date", latest=None)
    called = {"who": "who will do it", "what": "what they will do"}
    field_order = ("what", "who", "by_when")

    class Meta:
        model = PlanAction
        fields = ("what", "by_when")


class RatingForm(GovukForm):
    who = WhoField(label="Whose rating is it?")
    score = forms.ChoiceField(
        label="How close are they to the goal, from 0 to 10?",
        help_text="0 is not at all there; 10 is that it is reached.",
        choices=[("", "Choose one"), *SCORES],
    )
    on = DateField(label="When did they say so?", called="The date")
    called = {"who": "whose rating it is", "score": "a rating from 0 to 10"}

    def __init__(self, *args, case, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["who"].offer(case, user)
        self.initial.setdefault("on", timezone.localdate())


class EndGoalForm(GovukForm):
    ending = forms.ChoiceField(
        label="How did the goal end?", choices=GoalEnd.choices, widget=Radios
    )
    reason = forms.CharField(label="What happened?", widget=LONG, required=False, max_length=5000)
    on = DateField(label="When?", called="The date")
    called = {"ending": "how the goal ended"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", timezone.localdate())

    def clean(self):
        data = super().clean()
        if data.get("ending") == GoalEnd.DROPPED and not data.get("reason"):
            self.add_error("reason", "Say why the goal was dropped")
        return data


class ApprovalForm(GovukForm):
    answer = forms.ChoiceField(
        label="Do you approve this plan?",
        choices=[(ApprovalAnswer.APPROVED, "Yes"), (ApprovalAnswer.SENT_BACK, "No, send it back")],
        widget=Radios,
    )
    reason = forms.CharField(
        label="What has to change?", widget=LONG, required=False, max_length=5000
    )
    read = forms.JSONField(widget=forms.HiddenInput)
    hide_optional = True
    reveals = {"answer": {ApprovalAnswer.SENT_BACK: ("reason",)}}
    called = {"answer": "whether you approve this plan"}

    def clean(self):
        data = super().clean()
        if data.get("answer") == ApprovalAnswer.SENT_BACK and not data.get("reason"):
            self.add_error("reason", "Say what has to change")
        return data
