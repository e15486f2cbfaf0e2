"""The pages of a referral being taken: where to, who it is about, what is asked."""

from datetime import datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.govuk.dates import DateField, today
from accounts.govuk.forms import GovukForm
from accounts.govuk.widgets import Checkboxes, Radios
from cases.codes import (
    RELATIONS,
    FamilyRole,
    PresentingNeed,
    PrimaryNeed,
    ReferralSource,
    RelationType,
    Sex,
    WhatReferrerWasTold,
    grouped_choices,
)
from cases.codes.needs import WITHDRAWN_NEEDS
from cases.models import Person
from cases.names import MAX_LENGTH, tidy
from cases.services.members import CHILD_ROLES
from cases.working_days import LONDON

OLDEST_CHILD = 25
MEMBER_ROLES = [
    (FamilyRole.CHILD, "Child this is about"),
    (FamilyRole.SIBLING, "Brother or sister"),
    (FamilyRole.PARENT, "Parent"),
    (FamilyRole.STEP_PARENT, "Step-parent"),
    (FamilyRole.PARTNER, "Partner of a parent"),
    (FamilyRole.CARER, "Carer"),
    (FamilyRole.GRANDPARENT, "Grandparent"),
    (FamilyRole.OTHER_RELATIVE, "Other relative"),
    (FamilyRole.OTHER_ADULT, "Other adult"),
    (FamilyRole.OTHER_CHILD, "Other child"),
]
TO_CHILD = [
    RelationType.PARENT,
    RelationType.ADOPTIVE_PARENT,
    RelationType.STEP_PARENT,
    RelationType.GRANDPARENT,
    RelationType.AUNT_OR_UNCLE,
    RelationType.SPECIAL_GUARDIAN,
    RelationType.KINSHIP_CARER,
    RelationType.FOSTER_CARER,
    RelationType.SIBLING,
    RelationType.HALF_SIBLING,
    RelationType.STEP_SIBLING,
    RelationType.OTHER_RELATIVE,
    RelationType.OTHER_CARER,
    RelationType.FRIEND,
    RelationType.OTHER,
]
SAID_AT_INTAKE = [
    WhatReferrerWasTold.NOT_YET,
    WhatReferrerWasTold.RECEIVED,
    WhatReferrerWasTold.MORE_NEEDED,
    WhatReferrerWasTold.COULD_NOT_REACH,
    WhatReferrerWasTold.NOT_TOLD,
]


class StartForm(GovukForm):
    """Which strand, and who it is about. With one strand there is nothing to choose."""

    where = forms.ChoiceField(label="Which strand is it for?", widget=Radios)
    words = forms.CharField(
        label="Who is it about?",
        help_text="The name of a child or of anyone in the family. A date of birth or postcode helps.",
        max_length=MAX_LENGTH,
        required=False,
    )
    called = {"where": "which strand it is for"}
    label_sizes = {"where": "m", "words": "m"}

    def __init__(self, *args, places, may_search: bool, about=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.places = {place.key: place for place in places}
        if len(places) == 1:
            del self.fields["where"]
        else:
            self.fields["where"].choices = [(place.key, place.name) for place in places]
        if about or not may_search:
            del self.fields["words"]

    def clean_words(self) -> str:
        words = tidy(self.cleaned_data["words"])
        if not words:
            raise ValidationError("Enter the name of a child or of anyone in the family")
        return words

    @property
    def place(self):
        return self.places[self.cleaned_data.get("where") or next(iter(self.places))]


class WhoForm(GovukForm):
    """One of the families found, or a new one."""

    family = forms.ChoiceField(
        label="Which family is it?",
        widget=Radios,
        error_messages={
            "required": "Choose the family, or say that it is a new one",
            "invalid_choice": "Choose one of the families on the list",
        },
    )
    label_sizes = {"family": "m"}
    NEW = "new"
    set_apart = {"family": NEW}

    def __init__(self, *args, found, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["family"].choices = [
            *((near.key, near.title) for near in found.near),
            (self.NEW, "None of these: it is a new family"),
        ]
        self.option_hints = {"family": {near.key: near.hint for near in found.near}}


class KnownPeopleForm(GovukForm):
    """Who of a family we know has a part in this referral."""

    subjects = forms.MultipleChoiceField(
        label="Which children is it about?", widget=Checkboxes, required=False
    )
    others = forms.MultipleChoiceField(
        label="Who else has a part in it?", widget=Checkboxes, required=False
    )
    label_sizes = {"subjects": "m", "others": "m"}
    hide_optional = True

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        children = [p for p in people if p.is_child]
        for name, offered in (("subjects", children), ("others", list(people))):
            self.fields[name].choices = [(str(p.pk), p.label) for p in offered]
            if not offered:
                del self.fields[name]

    def clean(self):
        data = super().clean()
        # A child the referral is about is not "someone else" as well.
        about = set(data.get("subjects") or ())
        data["others"] = [pk for pk in data.get("others") or () if pk not in about]
        return data


class MemberForm(GovukForm):
    """One more person: a new one, or, with `same_as`, one on record. Left empty it is left out."""

    role = forms.ChoiceField(label="Part in the family", choices=MEMBER_ROLES)
    forename = forms.CharField(label="First names", max_length=MAX_LENGTH, required=False)
    surname = forms.CharField(label="Last name", max_length=MAX_LENGTH, required=False)
    date_of_birth = DateField(label="Date of birth", required=False)
    sex = forms.ChoiceField(
        label="Sex",
        choices=[
            (Sex.FEMALE, "Female"),
            (Sex.MALE, "Male"),
            (Sex.UNKNOWN, "Not known"),
        ],
        widget=Radios(inline=True, small=True),
        required=False,
    )
    expected_date = DateField(
        label="Due date, if not yet born",
        required=False,
        earliest=lambda: today() - timedelta(days=42),
        latest=lambda: today() + timedelta(days=300),
        called="Due date",
    )
    estimate = forms.BooleanField(label="The date of birth is a guess", required=False)
    relation = forms.ChoiceField(
        label="What they are to the child",
        choices=[("", "Not known yet"), *((kind, kind.label) for kind in TO_CHILD)],
        required=False,
    )
    responsibility = forms.BooleanField(label="Has parental responsibility", required=False)
    phone = forms.CharField(label="Phone number", max_length=40, required=False)
    same_as = forms.CharField(widget=forms.HiddenInput, required=False)

    input_widths = {"phone": 20}
    hide_optional = True
    NAMED_BY = ("forename", "surname", "date_of_birth", "expected_date", "phone")

    @property
    def main_fields(self):
        return [self[n] for n in ("role", "forename", "surname", "date_of_birth", "sex")]

    @property
    def more_fields(self):
        return [
            self[n] for n in ("expected_date", "estimate", "relation", "responsibility", "phone")
        ]

    @property
    def more_is_used(self) -> bool:
        return any(field.errors or _says_something(field) for field in self.more_fields)

    @property
    def known_id(self) -> str:
        value = self["same_as"].value() or ""
        return value if value.isdecimal() else ""

    @property
    def is_blank(self) -> bool:
        return not self.known_id and not any(_says_something(self[name]) for name in self.NAMED_BY)

    def clean_forename(self) -> str:
        return tidy(self.cleaned_data["forename"])

    def clean_surname(self) -> str:
        return tidy(self.cleaned_data["surname"])

    def clean(self):
        data = super().clean()
        if data.get("same_as"):
            self._refuse_responsibility(data)
            return data
        if not data.get("surname") and "surname" not in self.errors:
            self.add_error("surname", "Enter a last name. Write “Unknown” if it is not known")
        born, due = data.get("date_of_birth"), data.get("expected_date")
        if born and due:
            self.add_error("expected_date", "Leave the due date empty once the child is born")
        if due:
            data["sex"] = Sex.UNKNOWN
        elif not data.get("forename") and "forename" not in self.errors:
            self.add_error("forename", "Enter a first name. Write “Unknown” if it is not known")
        self._refuse_grown_child(data)
        self._refuse_responsibility(data)
        return data

    def _refuse_grown_child(self, data) -> None:
        born = data.get("date_of_birth")
        age = Person(date_of_birth=born).age if born else 0
        if data.get("role") in CHILD_ROLES - {FamilyRole.SIBLING} and age > OLDEST_CHILD:
            self.add_error(
                "date_of_birth",
                f"This date makes them {age}. Check it, or choose an adult’s part in the family",
            )

    def _refuse_responsibility(self, data) -> None:
        kind = data.get("relation")
        if not data.get("responsibility"):
            return
        if not kind:
            self.add_error("relation", "Say what they are to the child they are responsible for")
        elif not RELATIONS[RelationType(kind)].parental_responsibility:
            label = RelationType(kind).label.lower()
            self.add_error("responsibility", f"A {label} cannot hold parental responsibility")


class HomeForm(GovukForm):
    """Where the new people live, and what the family is called."""

    family_name = forms.CharField(
        label="Family name, if not the first child’s last name",
        max_length=MAX_LENGTH,
        required=False,
    )
    line_1 = forms.CharField(label="Address line 1", max_length=200, required=False)
    town = forms.CharField(label="Town or city", max_length=100, required=False)
    postcode = forms.CharField(label="Postcode", max_length=8, required=False)
    secret = forms.BooleanField(label="Do not tell anyone this address", required=False)
    input_widths = {"postcode": 10}
    hide_optional = True

    def __init__(self, *args, new_family: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not new_family:
            del self.fields["family_name"]

    def clean_family_name(self) -> str:
        return tidy(self.cleaned_data["family_name"])

    def clean_postcode(self) -> str:
        return " ".join(self.cleaned_data["postcode"].upper().split())

    def clean(self):
        data = super().clean()
        if not data.get("line_1") and (data.get("town") or data.get("postcode")):
            self.add_error("line_1", "Enter the first line of the address, or leave it all empty")
        return data

    @property
    def is_used(self) -> bool:
        return bool(self.errors) or any(_says_something(field) for field in self)


class DetailsForm(GovukForm):
    """What is asked of us, by whom, and when it came."""

    source = forms.ChoiceField(label="Who is making the referral?")
    referrer_name = forms.CharField(label="Their name", max_length=200, required=False)
    referrer_organisation = forms.CharField(
        label="Their organisation", max_length=200, required=False
    )
    referrer_contact = forms.CharField(label="Their phone or email", max_length=254, required=False)
    primary_need = forms.ChoiceField(
        label="What is the main need?", choices=PrimaryNeed.choices, widget=Radios
    )
    presenting_needs = forms.MultipleChoiceField(
        label="What else is going on?",
        choices=grouped_choices(PresentingNeed, leave_out=WITHDRAWN_NEEDS),
        widget=Checkboxes(small=True),
        required=False,
    )
    reason = forms.CharField(
        label="Why is help needed?",
        help_text="What has happened, who is worried, and what they hope for.",
        widget=forms.Textarea({"rows": 6}),
        max_length=20_000,
    )
    family_agrees = forms.TypedChoiceField(
        label="Does the family know and agree?",
        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not asked yet")],
        coerce={"yes": True, "no": False, "unknown": None}.get,
        empty_value=None,
        widget=Radios(inline=True),
        required=False,
        initial="unknown",
    )
    received = forms.ChoiceField(
        label="When did we receive it?",
        choices=[("now", "Just now"), ("earlier", "Earlier")],
        widget=Radios,
        initial="now",
    )
    received_on = DateField(label="Day", required=False, called="The day we received it")
    received_time = forms.TimeField(
        label="Time",
        help_text="For example, 9:30 or 14:05",
        required=False,
        input_formats=["%H:%M", "%H.%M", "%I:%M%p", "%I%p"],
        error_messages={"invalid": "Enter a time, like 9:30 or 14:05"},
        widget=forms.TextInput,
    )
    told = forms.ChoiceField(
        label="What has the referrer been told?",
        choices=[(code, code.label) for code in SAID_AT_INTAKE],
        initial=WhatReferrerWasTold.NOT_YET,
    )
    told_note = forms.CharField(label="Note on what they were told", max_length=500, required=False)

    called = {
        "source": "who is making the referral",
        "primary_need": "the main need",
        "reason": "why help is needed",
        "received": "when we received it",
        "told": "what the referrer has been told",
    }
    reveals = {"received": {"earlier": ("received_on", "received_time")}}
    input_widths = {"received_time": 5}
    FROM_OUTSIDE = ("received", "received_on", "received_time", "told", "told_note")

    def __init__(self, *args, from_outside: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [("", "Choose one"), *grouped_choices(ReferralSource)]
        if from_outside:
            for name in self.FROM_OUTSIDE:
                del self.fields[name]

    @property
    def needs_by_heading(self):
        """The long list, folded under its headings, with how many are ticked in each."""
        ticked = set(self["presenting_needs"].value() or ())
        by_value = {str(o.widget.data["value"]): o for o in self["presenting_needs"].options}
        for heading, choices in self.fields["presenting_needs"].choices:
            options = [by_value[str(value)] for value, _ in choices]
            chosen = sum(str(value) in ticked for value, _ in choices)
            yield {"heading": heading, "options": options, "chosen": chosen}

    def clean_presenting_needs(self) -> list[str]:
        needs = self.cleaned_data["presenting_needs"]
        if PresentingNeed.NONE in needs and len(needs) > 1:
            raise ValidationError("“No needs found” cannot be chosen with a need")
        return needs

    def clean(self):
        data = super().clean()
        data["received_at"] = None
        if data.get("received") == "earlier" and not self.errors:
            self._clean_moment(data)
        return data

    def _clean_moment(self, data) -> None:
        day = data.get("received_on")
        if day is None:
            self.add_error("received_on", "Enter the day we received it")
            return
        at = datetime.combine(day, data.get("received_time") or time(9), tzinfo=LONDON)
        if at > timezone.now():
            if data.get("received_time"):
                self.add_error("received_time", "The time we received it must be in the past")
                return
            at = timezone.now()
        data["received_at"] = at


class SendForm(GovukForm):
    """The button at the end; carries what the service has to say when it refuses."""


def _says_something(field) -> bool:
    value = field.value()
    if isinstance(value, list | tuple):
        return any(value)
    return bool(value.strip() if isinstance(value, str) else value)
