"""Statutory status, care, missing and education, with their rules said beside the fields."""

from django import forms
from django.utils import timezone

from accounts.govuk.widgets import Radios
from cases.codes import (
    Activity,
    EpisodeCeased,
    LegalStatus,
    NewEpisodeReason,
    Placement,
    StatusKind,
    end_reasons,
    grouped_choices,
)
from cases.forms.facts import FactForm
from cases.forms.moments import MomentField
from cases.models import CareEpisode, EducationStatus, MissingEpisode, StatutoryStatus
from cases.statutory_rules import (
    Problems,
    activity_problems,
    episode_problems,
    episode_queries,
    missing_problems,
    status_problems,
    status_queries,
)

CHOOSE = [("", "Choose one")]


def _others(instance):
    """The rest of this child's records of the kind, for rules about overlaps and order."""
    # unscoped: the same child's other spells, for a record its view has fetched.
    rows = type(instance).objects.filter(person=instance.person_id)
    return list(rows.exclude(pk=instance.pk).order_by("pk"))


def _texts(found: Problems) -> list[str]:
    return [message for messages in found.values() for message in messages]


class StatusForm(FactForm):
    rules_need = ("kind",)
    constraint_fields = {
        "statutorystatus_one_of_a_kind_at_a_time": "starts",
        "statutorystatus_end_date_with_reason": "end_reason",
        "statutorystatus_protection_has_category": "conference_date",
    }
    kind = forms.ChoiceField(label="Status", choices=StatusKind.choices, widget=Radios)
    end_reason = forms.ChoiceField(
        label="Why it ended",
        required=False,
        choices=[
            ("", "It has not ended"),
            *((str(kind.label), end_reasons(kind)) for kind in StatusKind),
        ],
    )
    reveals = {
        "kind": {"cp": ("conference_date", "initial_category", "latest_category")},
    }
    groups = (("When it ends", ("ends", "end_reason")),)

    class Meta:
        model = StatutoryStatus
        fields = (
            "kind",
            "conference_date",
            "initial_category",
            "latest_category",
            "starts",
            "ends",
            "end_reason",
        )
        labels = {
            "conference_date": "Date of the initial conference",
            "ends": "End date",
        }
        help_texts = {"starts": "A child protection plan starts on the day of the conference."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Needed for a child protection plan, and dropped for anything else.
        for name in ("conference_date", "initial_category"):
            self.fields[name].required = True

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") and cleaned["kind"] != StatusKind.CHILD_PROTECTION:
            # Typed under another choice and hidden since.
            cleaned.update(conference_date=None, initial_category="", latest_category="")
            for name in ("conference_date", "initial_category", "latest_category"):
                self.errors.pop(name, None)
        elif not cleaned.get("latest_category"):
            cleaned["latest_category"] = cleaned.get("initial_category", "")
        return cleaned

    def problems(self) -> Problems:
        return status_problems(
            self.instance,
            child=self.instance.person,
            today=timezone.localdate(),
            others=_others(self.instance),
        )

    def queries(self) -> list[str]:
        return _texts(status_queries(self.instance, child=self.instance.person))


class CareForm(FactForm):
    constraint_fields = {
        "careepisode_end_date_with_reason": "reason_ceased",
        "careepisode_one_open_per_person": "starts",
    }
    reason_started = forms.ChoiceField(
        label="Why this episode started",
        choices=NewEpisodeReason.choices,
        widget=Radios,
        help_text="Each change of placement or legal status is an episode of its own.",
    )
    legal_status = forms.ChoiceField(choices=[*CHOOSE, *grouped_choices(LegalStatus)])
    placement = forms.ChoiceField(choices=[*CHOOSE, *grouped_choices(Placement)])
    reason_ceased = forms.ChoiceField(
        label="Why it ended",
        required=False,
        choices=[("", "It has not ended"), *grouped_choices(EpisodeCeased)],
    )
    groups = (("When it ends", ("ends", "reason_ceased")),)

    class Meta:
        model = CareEpisode
        fields = (
            "starts",
            "reason_started",
            "legal_status",
            "placement",
            "ends",
            "reason_ceased",
        )
        labels = {"ends": "End date"}
        help_texts = {
            "ends": "When one episode follows another, it starts on the day this one ends."
        }

    def problems(self) -> Problems:
        return episode_problems(
            self.instance,
            child=self.instance.person,
            today=timezone.localdate(),
            others=_others(self.instance),
        )

    def queries(self) -> list[str]:
        return _texts(episode_queries(self.instance, others=_others(self.instance)))


class MissingForm(FactForm):
    constraint_fields = {
        "missingepisode_returns_after_start": "returned_at",
        "missingepisode_one_at_a_time": "missing_at",
        "missingepisode_interview_after_return": "interview_at",
    }
    missing_at = MomentField(label="Missing since", help_text="For example, 27 3 2026 at 21:10.")
    returned_at = MomentField(
        label="Found or came back",
        required=False,
        help_text="Leave empty while they are still missing. A return interview is due "
        "72 hours after they are back.",
    )
    interview_offered = forms.TypedChoiceField(
        label="Was a return interview offered?",
        required=False,
        choices=[("True", "Yes"), ("False", "No")],
        coerce=lambda value: value == "True",
        empty_value=None,
        widget=Radios(inline=True),
    )
    interview_accepted = forms.TypedChoiceField(
        label="Did they accept it?",
        required=False,
        choices=[("True", "Yes"), ("False", "No")],
        coerce=lambda value: value == "True",
        empty_value=None,
        widget=Radios(inline=True),
    )
    interview_at = MomentField(
        label="When was it held or declined?",
        required=False,
        help_text="The clock of 72 hours stops then.",
    )
    groups = (("Return interview", ("interview_offered", "interview_accepted", "interview_at")),)

    class Meta:
        model = MissingEpisode
        fields = (
            "kind",
            "missing_at",
            "returned_at",
            "reported_by",
            "interview_offered",
            "interview_accepted",
            "interview_at",
        )
        widgets = {"kind": Radios}
        labels = {"kind": "What happened?", "reported_by": "Who reported it"}

    def problems(self) -> Problems:
        return missing_problems(
            self.instance,
            child=self.instance.person,
            now=timezone.now(),
            others=_others(self.instance),
        )


class EducationForm(FactForm):
    constraint_fields = {"educationstatus_activity_once_at_a_time": "starts"}
    rules_need = ("activity",)
    activity = forms.ChoiceField(
        label="What do they do?", choices=[*CHOOSE, *grouped_choices(Activity)]
    )
    input_widths = {"hours_per_week": 4, "year_group": 5}

    class Meta:
        model = EducationStatus
        fields = ("activity", "place", "year_group", "hours_per_week", "starts", "ends")
        labels = {
            "starts": "From",
            "ends": "Until",
            "hours_per_week": "Hours offered a week",
        }
        help_texts = {"ends": "Leave empty while it goes on."}

    def clean_hours_per_week(self):
        hours = self.cleaned_data["hours_per_week"]
        if hours is not None and not 0 <= hours <= 168:
            raise forms.ValidationError("Hours offered a week must be between 0 and 168")
        return hours

    def problems(self) -> Problems:
        return activity_problems(
            self.instance.activity,
            child=self.instance.person,
            starts=self.instance.starts,
            ends=self.instance.ends,
            today=timezone.localdate(),
        )
