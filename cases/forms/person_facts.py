"""Names, numbers, addresses and ways to reach a person."""

import re

from django import forms
from django.core.exceptions import ValidationError

from accounts.govuk.widgets import Radios
from cases.codes import SECRET_BY_NATURE, UNIQUE_IDENTIFIERS, ContactKind
from cases.forms.facts import FactForm, name_input
from cases.forms.held_numbers import refuse_held_number
from cases.identifiers import clean_identifier
from cases.models import Address, ContactDetail, Identifier, PersonName

POSTCODE = re.compile(r"^[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}$")
PHONES = {ContactKind.MOBILE, ContactKind.HOME_PHONE, ContactKind.WORK_PHONE}


def clean_postcode(raw: str) -> str:
    """In capitals with one space, however it was typed. Empty stays empty."""
    compact = re.sub(r"[^A-Za-z0-9]", "", raw or "").upper()
    if not compact:
        return ""
    if not POSTCODE.match(compact):
        raise ValidationError("Enter a full postcode, like PO9 1AA, or leave it empty")
    return f"{compact[:-3]} {compact[-3:]}"


class NameForm(FactForm):
    constraint_fields = {"personname_not_empty": "forename"}
    input_widths = {"kind": "two-thirds"}

    class Meta:
        model = PersonName
        fields = ("kind", "forename", "surname", "starts", "ends")
        widgets = {"forename": name_input(), "surname": name_input()}
        labels = {"starts": "Used from", "ends": "Used until"}
        help_texts = {"ends": "Leave empty if they still use it."}


class IdentifierForm(FactForm):
    constraint_fields = {"identifier_once_per_person": "value"}
    input_widths = {"value": 20, "kind": "two-thirds"}

    class Meta:
        model = Identifier
        fields = ("kind", "value", "starts", "ends")
        labels = {"starts": "Valid from", "ends": "Valid until"}
        help_texts = {
            "value": "Spaces and dashes do not matter. We check for mistyped digits.",
            "ends": "If they have been given another number since.",
        }

    def clean(self):
        cleaned = super().clean()
        kind, value = cleaned.get("kind"), cleaned.get("value")
        if kind and value:
            try:
                cleaned["value"] = clean_identifier(kind, value)
                self._refuse_anothers(kind, cleaned["value"])
            except ValidationError as problem:
                self.add_error("value", problem)
        return cleaned

    def _refuse_anothers(self, kind: str, value: str) -> None:
        if kind in UNIQUE_IDENTIFIERS:
            person = self.instance.person
            authorities = [person.authority_id]
            refuse_held_number(kind, value, user=self.user, authorities=authorities, person=person)


class AddressForm(FactForm):
    rules_need = ("kind",)
    input_widths = {"postcode": 10, "town": "two-thirds", "kind": "two-thirds"}
    autocompletes = dict.fromkeys(("line_1", "line_2", "town", "postcode"), "off")

    class Meta:
        model = Address
        fields = (
            "kind",
            "line_1",
            "line_2",
            "town",
            "postcode",
            "do_not_disclose",
            "disclosure_note",
            "starts",
            "ends",
        )
        labels = {
            "line_1": "Address line 1",
            "starts": "Lived here from",
            "ends": "Lived here until",
            "do_not_disclose": "Somebody must not be told this address",
            "disclosure_note": "Who must not know, and why",
        }
        help_texts = {
            "line_1": "For no fixed address, say where they can usually be found.",
            "do_not_disclose": "A red warning stands beside it everywhere it is shown. "
            "A refuge is always kept secret.",
            "ends": "When they move, enter the day here and add the new address.",
        }

    def clean_postcode(self):
        return clean_postcode(self.cleaned_data["postcode"])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") in SECRET_BY_NATURE:
            cleaned["do_not_disclose"] = True
        elif cleaned.get("do_not_disclose") and not cleaned.get("disclosure_note"):
            self.add_error("disclosure_note", "Say who must not know this address, and why")
        return cleaned


class ContactForm(FactForm):
    input_widths = {"kind": "two-thirds"}
    safe_to_call = forms.TypedChoiceField(
        label="Is it safe to use?",
        choices=[("True", "Yes"), ("False", "No, or only in a certain way")],
        coerce=lambda value: value == "True",
        widget=Radios,
        help_text="Somebody who harms them may see messages or answer the phone.",
        initial="True",
    )
    reveals = {"safe_to_call": {"False": ("safety_note",)}}

    class Meta:
        model = ContactDetail
        fields = ("kind", "value", "safe_to_call", "safety_note", "starts", "ends")
        labels = {"value": "Number or address", "starts": "Used from", "ends": "Used until"}
        help_texts = {"safety_note": "For example: text only, between 9 and 3 on school days."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Asked only where it is not simply safe.
        self.fields["safety_note"].required = True
        self.fields["safety_note"].error_messages["required"] = (
            "Say how it may be used, or “do not use”"
        )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("safe_to_call") is not False:
            cleaned.setdefault("safety_note", "")
            self.errors.pop("safety_note", None)
        kind, value = cleaned.get("kind"), cleaned.get("value")
        if kind == ContactKind.EMAIL and value:
            self._checked(forms.EmailField().clean, "Enter an email address like name@example.com")
        if kind in PHONES and value and sum(letter.isdigit() for letter in value) < 6:
            self.add_error("value", "Enter a phone number, like 07700 900123")
        return cleaned

    def _checked(self, clean, message: str) -> None:
        try:
            clean(self.cleaned_data["value"])
        except ValidationError:
            self.add_error("value", message)
