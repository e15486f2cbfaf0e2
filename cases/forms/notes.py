"""Changing a note with a reason, and the fields that it and the Record page share."""

from django import forms
from django.utils import timezone

from accounts.govuk.widgets import AffixedInput
from cases.codes import NoteKind, Seen
from cases.forms.base import ScopedModelForm
from cases.forms.moments import MomentField
from cases.models import CaseNote, NoteParticipant
from cases.models.note import LONGEST_MINUTES
from cases.services.notes import NOTE_FIELDS, PART_FIELDS

NOT_SAID = [("", "Not said")]
YES_NO = [*NOT_SAID, ("True", "Yes"), ("False", "No, or at short notice")]
SAY_WHY = "Say why they were not seen"
SAY_WHAT = "Write what was said and done"


def minutes_field() -> forms.IntegerField:
    return forms.IntegerField(
        label="How long",
        required=False,
        min_value=1,
        max_value=LONGEST_MINUTES,
        widget=AffixedInput(suffix="minutes"),
    )


def planned_field() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label="Planned beforehand",
        required=False,
        choices=YES_NO,
        coerce=lambda value: value == "True",
        empty_value=None,
    )


def refuse_future(form, name: str) -> None:
    moment = form.cleaned_data.get(name)
    if moment and moment > timezone.now():
        form.add_error(name, "When it happened must be now or in the past")


class WithReason(ScopedModelForm):
    """A change to something already recorded: the reason stands beside it from then on."""

    reason = forms.CharField(label="Why are you changing it?", max_length=300)


class AmendNoteForm(WithReason):
    input_widths = {"minutes": 4, "kind": "two-thirds"}
    happened_at = MomentField(label="When", called="When it happened")
    minutes = minutes_field()
    planned = planned_field()

    class Meta:
        model = CaseNote
        fields = NOTE_FIELDS
        labels = {"account": "What was said and done", "kind": "What happened?"}

    def clean(self):
        data = super().clean()
        refuse_future(self, "happened_at")
        if not data.get("account") and data.get("kind") != NoteKind.MISSED:
            self.add_error("account", SAY_WHAT)
        return data


class AmendPartForm(WithReason):
    class Meta:
        model = NoteParticipant
        fields = PART_FIELDS
        labels = {"seen": "Were they seen?", "not_seen_reason": "Why not, if they were not?"}

    def clean(self):
        data = super().clean()
        if data.get("seen") == Seen.NOT_SEEN and not data.get("not_seen_reason"):
            self.add_error("not_seen_reason", SAY_WHY)
        elif data.get("seen") != Seen.NOT_SEEN and data.get("not_seen_reason"):
            self.add_error("not_seen_reason", "Take this out, or say that they were not seen")
        return data
