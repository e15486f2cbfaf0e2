from django import forms

from cases.forms.base import ScopedForm
from cases.identifiers import parse_reference
from cases.models import Person
from cases.services.merging import differing_fields, suggested_values
from cases.values import shown

KEEP, TAKE = "keep", "take"


class OtherRecordForm(ScopedForm):
    """Names the other record by its reference. Never by a name: the address would show it."""

    other = forms.CharField(
        label="Reference of the other record",
        help_text="For example, P000123. It is at the top of their page.",
    )
    input_widths = {"other": 10}

    def clean_other(self) -> Person:
        reference = parse_reference(self.cleaned_data["other"])
        people = Person.objects.for_user(self.user).living_records()
        is_person = reference is not None and reference.kind == "person"
        other = people.filter(pk=reference.number).first() if is_person else None
        if other is None:
            raise forms.ValidationError(
                "No record with this reference is open to you. Check it on the person’s page."
            )
        return other


class MergeForm(ScopedForm):
    """Which value to keep where two records differ, and why they are one person."""

    reason = forms.CharField(
        label="How do you know this is one person?",
        help_text="For example, same NHS number, or confirmed with their mother.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say how you know this is one person"},
    )

    def __init__(self, *args, kept: Person, retired: Person, **kwargs):
        super().__init__(*args, **kwargs)
        suggested = suggested_values(kept, retired)
        self.differing = differing_fields(kept, retired)
        for name in self.differing:
            self.fields[name] = forms.ChoiceField(
                label=Person._meta.get_field(name).verbose_name.capitalize(),
                choices=[
                    (KEEP, f"{shown(kept, name)} ({kept.reference})"),
                    (TAKE, f"{shown(retired, name)} ({retired.reference})"),
                ],
                widget=forms.RadioSelect,
                initial=TAKE if name in suggested else KEEP,
            )
        self.order_fields([*self.differing, "reason"])

    @property
    def taken(self) -> list[str]:
        return [name for name in self.differing if self.cleaned_data[name] == TAKE]
