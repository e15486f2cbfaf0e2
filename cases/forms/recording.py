"""Recording what happened: one form for everybody who was there."""

from django import forms
from django.utils import timezone

from accounts.govuk.widgets import Checkboxes, Radios
from cases.codes import Method, NoteKind, NotePlace, Seen, TookPart
from cases.forms.base import ScopedForm
from cases.forms.documents import FilesField, files_hint
from cases.forms.moments import MomentField
from cases.forms.notes import (
    NOT_SAID,
    SAY_WHAT,
    SAY_WHY,
    minutes_field,
    planned_field,
    refuse_future,
)
from cases.recording import Offered, Recordable
from cases.services.notes import PART_FIELDS, Part

# As answers to “Was Ava seen?”.
SEEN = [
    (Seen.ALONE, "Alone"),
    (Seen.SEEN, "With others"),
    (Seen.NOT_SEEN, "No"),
]


class RecordForm(ScopedForm):
    """One form for everybody who was there. Each person's fields begin with their number."""

    hide_optional = True

    input_widths = {"minutes": 4}
    called = {"cases": "at least one case this counts towards", "account": "what was said and done"}

    kind = forms.ChoiceField(
        label="What happened?",
        choices=NoteKind.choices,
        widget=Radios(small=True, columns=True),
    )
    happened_at = MomentField(label="When", called="When it happened")
    account = forms.CharField(
        label="What was said and done", required=False, widget=forms.Textarea({"rows": 6})
    )
    cases = forms.TypedMultipleChoiceField(
        label="Counts towards", coerce=int, widget=Checkboxes(small=True)
    )
    minutes = minutes_field()
    planned = planned_field()
    place = forms.ChoiceField(
        label="Where", required=False, choices=[*NOT_SAID, *NotePlace.choices]
    )
    method = forms.ChoiceField(
        label="Method or programme", required=False, choices=[*NOT_SAID, *Method.choices]
    )
    workers = forms.TypedMultipleChoiceField(
        label="Colleagues who were there",
        required=False,
        coerce=int,
        widget=Checkboxes(small=True),
    )
    files = FilesField(label="Pictures, documents, sound", required=False)

    def __init__(self, *args, offered: Offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.offered = offered
        self.fields["kind"].initial = offered.kind
        self.fields["happened_at"].initial = timezone.now()
        self.fields["cases"].choices = [
            (case.pk, f"{case.strand_name} ({case.reference})") for case in offered.cases
        ]
        self.fields["cases"].initial = sorted(offered.likely_cases)
        self.fields["workers"].choices = [(one.pk, str(one)) for one in offered.colleagues]
        self.fields["files"].help_text = files_hint()
        for one in offered.people:
            self._offer(one)

    def _offer(self, one: Recordable) -> None:
        add, person = self.fields, one.person
        own = f"p{person.pk}_"
        add[own + "there"] = forms.BooleanField(required=False, initial=one.is_likely)
        add[own + "there"].label = f"{person.short_name}, {one.age}" if one.age else str(person)
        if one.is_child:
            add[own + "seen"] = forms.ChoiceField(
                label=f"Was {person.short_name} seen?",
                required=False,
                choices=SEEN,
                widget=Radios(small=True, columns=True),
            )
            if one.counts_towards:
                told = "; ".join(one.counts_towards)
                add[own + "seen"].help_text = f"Counts towards: {told}"
            self.reveals = {
                **self.reveals,
                own + "seen": {Seen.NOT_SEEN: [own + "not_seen_reason"]},
            }
            add[own + "not_seen_reason"] = forms.CharField(
                label=f"Why was {person.short_name} not seen?", required=False, max_length=300
            )
        add[own + "engagement"] = forms.TypedChoiceField(
            label=f"How {person.short_name} took part",
            required=False,
            choices=[("", "Not rated"), *TookPart.choices],
            coerce=int,
            empty_value=None,
        )
        words = {"rows": 3}
        add[own + "voice"] = forms.CharField(
            label=f"In {person.short_name}’s own words",
            required=False,
            widget=forms.Textarea(words),
        )
        add[own + "private"] = forms.CharField(
            label=f"Private to {person.short_name}",
            help_text="Kept with this person only, not with the others you recorded.",
            required=False,
            widget=forms.Textarea(words),
        )

    @property
    def people(self) -> list[dict]:
        """The fields of each person, as the page lays them out."""
        return [
            {
                "is_child": one.is_child,
                **{
                    name: self[key]
                    for name in ("there", *PART_FIELDS)
                    if (key := f"p{one.person.pk}_{name}") in self.fields
                },
            }
            for one in self.offered.people
        ]

    def clean(self):
        data = super().clean()
        refuse_future(self, "happened_at")
        if not data.get("account") and data.get("kind") not in (None, NoteKind.MISSED):
            self.add_error("account", SAY_WHAT)
        for one in self.offered.people:
            self._check(one)
        if self.errors and data.get("files"):
            self.add_error("files", "Choose the files again: they were not kept with the mistakes")
        return data

    def _check(self, one: Recordable) -> None:
        own, data = f"p{one.person.pk}_", self.cleaned_data
        if not data.get(own + "there"):
            if any(data.get(own + name) for name in ("voice", "private")):
                self.add_error(
                    own + "there",
                    f"Tick {one.person.short_name}, or take out what you wrote about them",
                )
        elif data.get(own + "seen") == Seen.NOT_SEEN and not data.get(own + "not_seen_reason"):
            self.add_error(own + "not_seen_reason", SAY_WHY)

    def parts(self) -> list[Part]:
        return [
            self._part(one)
            for one in self.offered.people
            if self.cleaned_data[f"p{one.person.pk}_there"]
        ]

    def _part(self, one: Recordable) -> Part:
        own, data = f"p{one.person.pk}_", self.cleaned_data
        seen = data.get(own + "seen", "")
        return Part(
            person=one.person,
            seen=seen,
            not_seen_reason=data[own + "not_seen_reason"] if seen == Seen.NOT_SEEN else "",
            engagement=data[own + "engagement"],
            voice=data[own + "voice"],
            private=data[own + "private"],
        )
