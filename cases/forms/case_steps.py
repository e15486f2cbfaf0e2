"""What is asked before each step of a case."""

from django import forms

from accounts.govuk.dates import DateField, today
from accounts.govuk.forms import GovukForm
from accounts.govuk.widgets import Radios
from accounts.models import Team
from cases.codes import CaseOutcome, DeclineReason, StepDown, WhatReferrerWasTold
from cases.forms.base import ScopedForm
from cases.strand import strands

ACCEPT, DECLINE, REDIRECT = "accept", "decline", "redirect"
Told = WhatReferrerWasTold


def other_strands(case) -> list[tuple[str, str]]:
    return [(strand.slug, strand.name) for strand in strands() if strand.slug != case.strand]


class DecideForm(ScopedForm):
    """Accept, decline with a reason, or send on; and what the referrer has heard."""

    decision = forms.ChoiceField(
        label="What is the decision?",
        choices=[
            (ACCEPT, "Accept"),
            (DECLINE, "Do not accept"),
            (REDIRECT, "Send on to another strand"),
        ],
        widget=Radios,
    )
    team = forms.ModelChoiceField(
        queryset=Team.objects.all(), label="Team", required=False, empty_label="No team yet"
    )
    decline_reason = forms.ChoiceField(
        label="Why not?", choices=[("", "Choose one"), *DeclineReason.choices], required=False
    )
    strand = forms.ChoiceField(label="Which strand?", required=False)
    note = forms.CharField(
        label="Note on the decision (optional)", widget=forms.Textarea({"rows": 3}), required=False
    )
    told = forms.ChoiceField(
        label="What has the referrer been told?", choices=Told.choices, initial=Told.NOT_YET
    )
    told_note = forms.CharField(
        label="Note on what they were told (optional)", max_length=500, required=False
    )
    hide_optional = True
    reveals = {"decision": {ACCEPT: ("team",), DECLINE: ("decline_reason",), REDIRECT: ("strand",)}}
    called = {"decision": "the decision", "told": "what the referrer has been told"}
    label_sizes = {"decision": "m"}
    option_hints = {"decision": {REDIRECT: "Everything written so far goes with it."}}

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        team = self.fields["team"]
        team.queryset = team.queryset.filter(
            authority=case.authority_id, strand=case.strand
        ).order_by("name", "pk")
        own = team.queryset.filter(pk__in=[grant.team_id for grant in self.user.grants])
        self.initial.setdefault("team", case.team_id or own.values_list("pk", flat=True).first())
        self.fields["strand"].choices = [("", "Choose one"), *other_strands(case)]

    def clean(self):
        data = super().clean()
        decision = data.get("decision")
        if decision == DECLINE and not data.get("decline_reason"):
            self.add_error("decline_reason", "Choose why it is not accepted")
        if decision == REDIRECT and not data.get("strand"):
            self.add_error("strand", "Choose the strand to send it on to")
        return data


class ToldForm(GovukForm):
    told = forms.ChoiceField(
        label="What has the referrer been told?", choices=Told.choices, widget=Radios
    )
    told_note = forms.CharField(label="Note on what they were told", max_length=500, required=False)
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    called = {"told": "what the referrer has been told"}
    page_heading = "told"
    label_sizes = {"told": "l"}


class StartForm(GovukForm):
    on = DateField(label="When did work with the family start?", called="The day work started")
    page_heading = "on"
    label_sizes = {"on": "l"}

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].help_text = "The day of the first contact after the referral was accepted"
        self.initial.setdefault("on", today())


class CloseForm(GovukForm):
    """How it ended, who carries on, and the summary the next worker will read."""

    outcome = forms.ChoiceField(label="How did it end?", choices=CaseOutcome.choices, widget=Radios)
    step_down = forms.ChoiceField(
        label="Who carries on with the family?", choices=[("", "Choose one"), *StepDown.choices]
    )
    summary = forms.CharField(
        label="Closing summary",
        help_text="What was done, what changed, and what to look out for.",
        widget=forms.Textarea({"rows": 6}),
        max_length=20_000,
    )
    on = DateField(label="Closed on", called="The closing date")
    called = {
        "outcome": "how it ended",
        "step_down": "who carries on with the family",
        "summary": "a closing summary",
    }

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", today())


KEEP, END = "keep", "close"


class StepAcrossForm(GovukForm):
    """Where the family goes next, why, and whether this case ends with it."""

    strand = forms.ChoiceField(label="Which strand?", widget=Radios)
    reason = forms.CharField(
        label="Why does the family need this strand?",
        help_text="The people, the needs and what was said in our referral go with it.",
        widget=forms.Textarea({"rows": 5}),
        max_length=10_000,
    )
    after = forms.ChoiceField(
        label="What happens to this case?",
        choices=[(KEEP, "It stays open"), (END, "It closes now")],
        widget=Radios,
        initial=KEEP,
    )
    outcome = forms.ChoiceField(
        label="How did it end?", choices=[("", "Choose one"), *CaseOutcome.choices], required=False
    )
    hide_optional = True
    reveals = {"after": {END: ("outcome",)}}
    called = {
        "strand": "the strand",
        "reason": "why the family needs this strand",
        "after": "what happens to this case",
    }

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["strand"].choices = other_strands(case)

    def clean(self):
        data = super().clean()
        if data.get("after") == END and not data.get("outcome"):
            self.add_error("outcome", "Choose how it ended")
        return data


class AnswerTransferForm(GovukForm):
    answer = forms.ChoiceField(
        label="Will you take this case on?",
        choices=[("accept", "Yes, I accept it"), ("decline", "No")],
        widget=Radios,
    )
    reason = forms.CharField(
        label="Why not?", widget=forms.Textarea({"rows": 3}), required=False, max_length=2000
    )
    hide_optional = True
    reveals = {"answer": {"decline": ("reason",)}}
    called = {"answer": "whether you take this case on"}
    label_sizes = {"answer": "m"}

    def clean(self):
        data = super().clean()
        if data.get("answer") == "decline" and not data.get("reason"):
            self.add_error("reason", "Say why not, so that they know what to do next")
        return data
