"""Adding a person, correcting their details, and the events that change them."""

from django import forms
from django.utils import timezone

from accounts.access import Action, reach
from accounts.govuk.dates import DateField
from accounts.govuk.widgets import Checkboxes, Radios
from accounts.models import Authority
from cases.codes import (
    UPN_UNKNOWN_NOT_OFFERED,
    AddressKind,
    Disability,
    Ethnicity,
    FamilyRole,
    IdentifierKind,
    Sex,
    UpnUnknown,
    grouped_choices,
)
from cases.forms.base import ScopedForm
from cases.forms.facts import FactForm, name_input
from cases.forms.held_numbers import refuse_held_number
from cases.forms.members import ROLES
from cases.forms.person_facts import clean_postcode
from cases.identifiers import clean_nhs_number
from cases.models import PERSON_FACTS, Address, Identifier, Person
from cases.statutory_rules import Problems, birth_problems, disability_problems, upn_problems

BORN, UNBORN, NOT_KNOWN = "born", "unborn", "not_known"
SEXES = [(Sex.FEMALE, "Female"), (Sex.MALE, "Male"), (Sex.UNKNOWN, "Not known")]
CONSTRAINT_FIELDS = {
    "person_born_since_1900": "date_of_birth",
    "person_dies_after_birth": "death_date",
    "person_unborn_sex_unknown": "sex",
    "person_no_disability_stands_alone": "disabilities",
}
NAME_LABELS = {"forename": "First names", "surname": "Last name", "known_as": "Known as"}


class PersonAddForm(ScopedForm):
    """The few things known at first. The record can be filled in later; a duplicate cannot be undone as easily."""

    forename = forms.CharField(
        label="First names",
        max_length=200,
        widget=name_input(),
        help_text="As they write it. Leave empty for an unborn child without a name.",
    )
    surname = forms.CharField(label="Last name", max_length=200, widget=name_input())
    known_as = forms.CharField(
        label="Known as",
        max_length=200,
        required=False,
        widget=name_input(),
        help_text="What they like to be called.",
    )
    birth = forms.ChoiceField(
        label="Have they been born?",
        choices=[(BORN, "Yes"), (UNBORN, "Not yet"), (NOT_KNOWN, "Yes, date not known")],
        widget=Radios,
        initial=BORN,
    )
    date_of_birth = DateField(label="Date of birth", help_text="For example, 27 3 2014.")
    date_of_birth_is_estimate = forms.BooleanField(label="This date is an estimate", required=False)
    expected_date = DateField(label="Expected date of birth", latest=None)
    sex = forms.ChoiceField(
        label="Sex", choices=SEXES, widget=Radios(inline=True), initial=Sex.UNKNOWN
    )
    role = forms.ChoiceField(label="Part in the family", choices=ROLES)
    line_1 = forms.CharField(label="Address line 1", max_length=200, required=False)
    town = forms.CharField(label="Town or city", max_length=100, required=False)
    postcode = forms.CharField(label="Postcode", max_length=10, required=False)
    nhs_number = forms.CharField(
        label="NHS number", max_length=20, required=False, help_text="10 digits."
    )
    authority = forms.ModelChoiceField(label="Council", queryset=Authority.objects.none())

    input_widths = {"postcode": 10, "nhs_number": 20, "town": "two-thirds", "role": "two-thirds"}
    reveals = {
        "birth": {
            BORN: ("date_of_birth", "date_of_birth_is_estimate"),
            UNBORN: ("expected_date",),
        }
    }
    groups = (
        (
            "Helps us see whether we know them already",
            ("line_1", "town", "postcode", "nhs_number"),
        ),
    )

    def __init__(self, *args, family=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.family = family
        if family is None:
            del self.fields["role"]
        self._offer_authorities()

    def _offer_authorities(self) -> None:
        """Asked only of the few who record in more than one council."""
        ids = reach(self.user, Action.RECORD).all_authorities
        if self.family is not None or len(ids) == 1:
            self.authority_id = self.family.authority_id if self.family else next(iter(ids))
            del self.fields["authority"]
        else:
            self.fields["authority"].queryset = Authority.objects.filter(pk__in=ids).order_by(
                "name"
            )

    def _authorities(self) -> list[int]:
        """Where the person may be put: known from the start, or one of those offered."""
        if "authority" in self.fields:
            return list(self.fields["authority"].queryset.values_list("pk", flat=True))
        return [self.authority_id]

    def clean_postcode(self):
        return clean_postcode(self.cleaned_data["postcode"])

    def clean_nhs_number(self):
        raw = self.cleaned_data["nhs_number"]
        if not raw:
            return ""
        number = clean_nhs_number(raw)
        refuse_held_number(
            IdentifierKind.NHS_NUMBER, number, user=self.user, authorities=self._authorities()
        )
        return number

    def clean(self):
        cleaned = super().clean()
        birth = cleaned.get("birth")
        if birth != BORN:
            self._drop("date_of_birth", "date_of_birth_is_estimate")
        if birth != UNBORN:
            self._drop("expected_date")
        if birth == UNBORN:
            cleaned["sex"] = Sex.UNKNOWN
            if not cleaned.get("forename"):
                self._drop("forename")
        if (cleaned.get("postcode") or cleaned.get("town")) and not cleaned.get("line_1"):
            self.add_error("line_1", "Enter the first line of the address too")
        self._apply_rules()
        return cleaned

    def _drop(self, *names: str) -> None:
        """Hidden under the answer not given: neither kept nor complained of."""
        for name in names:
            self.cleaned_data[name] = None
            self.errors.pop(name, None)

    def _apply_rules(self) -> None:
        found = birth_problems(
            self.person(), today=timezone.localdate(), sex=self.cleaned_data.get("sex", Sex.UNKNOWN)
        )
        for name, messages in found.items():
            if name not in self.errors:
                self.add_error(name, messages)

    def person(self) -> Person:
        data = self.cleaned_data
        authority = data.get("authority")
        return Person(
            authority_id=authority.pk if authority else getattr(self, "authority_id", None),
            forename=data.get("forename") or "",
            surname=data.get("surname") or "",
            known_as=data.get("known_as") or "",
            date_of_birth=data.get("date_of_birth"),
            date_of_birth_is_estimate=bool(data.get("date_of_birth_is_estimate")),
            expected_date=data.get("expected_date"),
            sex=data.get("sex") or Sex.UNKNOWN,
        )

    def facts(self) -> list:
        data = self.cleaned_data
        facts = []
        if data["line_1"]:
            facts.append(
                Address(
                    kind=AddressKind.HOME,
                    line_1=data["line_1"],
                    town=data["town"],
                    postcode=data["postcode"],
                )
            )
        if data["nhs_number"]:
            facts.append(Identifier(kind=IdentifierKind.NHS_NUMBER, value=data["nhs_number"]))
        return facts


class PersonForm(FactForm):
    """Corrects and completes the details. A change of name or a birth has its own page."""

    constraint_fields = CONSTRAINT_FIELDS
    sex = forms.ChoiceField(choices=SEXES, widget=Radios(inline=True))
    ethnicity = forms.ChoiceField(choices=grouped_choices(Ethnicity))
    disabilities = forms.MultipleChoiceField(
        choices=[
            *((code.value, code.label) for code in Disability if code != Disability.NONE),
            (Disability.NONE.value, Disability.NONE.label),
        ],
        required=False,
        widget=Checkboxes(small=True),
        help_text="Choose all that apply. The yearly return needs an answer for every child.",
    )
    upn_unknown = forms.ChoiceField(
        label="Why there is no pupil number",
        required=False,
        choices=[
            ("", "There is one, or not a child"),
            *grouped_choices(UpnUnknown, leave_out=UPN_UNKNOWN_NOT_OFFERED),
        ],
    )
    expected_date = DateField(label="Expected date of birth", latest=None, required=False)
    set_apart = {"disabilities": Disability.NONE}
    input_widths = {"first_language": "two-thirds", "pronouns": 20, "ethnicity": "two-thirds"}
    groups = (
        ("Identity", ("sex", "gender_identity", "pronouns", "ethnicity")),
        (
            "Communication and disability",
            ("first_language", "interpreter_needed", "communication_needs", "disabilities"),
        ),
        ("School", ("upn_unknown",)),
    )

    class Meta:
        model = Person
        fields = PERSON_FACTS
        widgets = {name: name_input() for name in ("forename", "surname", "known_as")}
        labels = NAME_LABELS
        help_texts = {
            "forename": "To correct a slip. If the name has changed, use “Change name” so that the "
            "old one is kept.",
            "interpreter_needed": "For meetings and visits.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # One or the other: the birth itself is recorded on a page of its own.
        unborn = self.instance.is_unborn
        hidden = (
            ("date_of_birth", "date_of_birth_is_estimate", "death_date", "sex", "upn_unknown")
            if unborn
            else ("expected_date",)
        )
        for name in hidden:
            del self.fields[name]
        if self.instance.death_date is None:
            self.fields.pop("death_date", None)
        self._keep_older_code()

    def _keep_older_code(self) -> None:
        held = self.instance.upn_unknown
        if held in UPN_UNKNOWN_NOT_OFFERED and "upn_unknown" in self.fields:
            self.fields["upn_unknown"].choices += [(held, UpnUnknown(held).label)]

    def clean(self):
        cleaned = super().clean()
        unborn = self.instance.is_unborn
        if unborn and "expected_date" in cleaned and not cleaned["expected_date"]:
            self.add_error("expected_date", "Enter the expected date of birth")
        if not unborn and "forename" in cleaned and not cleaned["forename"]:
            self.add_error("forename", "Enter first names, or “unknown”")
        return cleaned

    def problems(self) -> Problems:
        person, today = self.instance, timezone.localdate()
        has_upn = person.identifiers.filter(kind=IdentifierKind.UPN, ends=None).exists()
        return {
            **birth_problems(person, today=today, sex=person.sex),
            **disability_problems(person.disabilities or []),
            **upn_problems(person.upn_unknown, child=person, on=today, has_upn=has_upn),
        }


class PersonEventForm(FactForm):
    """The shape of a form on something that happened to a person."""

    constraint_fields = CONSTRAINT_FIELDS

    def problems(self) -> Problems:
        return birth_problems(self.instance, today=timezone.localdate(), sex=self.instance.sex)


class BirthForm(PersonEventForm):
    sex = forms.ChoiceField(choices=SEXES, widget=Radios(inline=True))
    date_of_birth = DateField(label="Date of birth")

    class Meta:
        model = Person
        fields = ("date_of_birth", "sex", "forename", "surname")
        widgets = {"forename": name_input(), "surname": name_input()}
        labels = NAME_LABELS
        help_texts = {"forename": "If they have no name yet, write “Baby”."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["forename"].required = True
        if not self.is_bound:
            # Not chosen beforehand: “not known” is rarely right once the child is here.
            self.initial["sex"] = None


class NameChangeForm(FactForm):
    on = DateField(
        label="When did it change?",
        called="Date of the change",
        required=False,
        help_text="Leave empty if you do not know.",
    )
    field_order = ("forename", "surname", "on")

    class Meta:
        model = Person
        fields = ("forename", "surname")
        widgets = {"forename": name_input(), "surname": name_input()}
        labels = {"forename": "First names now", "surname": "Last name now"}


class DeathForm(PersonEventForm):
    death_date = DateField(label="Date of death")

    class Meta:
        model = Person
        fields = ("death_date",)


class FamilyAddForm(ScopedForm):
    """A family begins with one person."""

    name = forms.CharField(
        label="Family name",
        max_length=200,
        widget=name_input(),
        help_text="What the team calls the family. Often the children’s last name.",
    )
    role = forms.ChoiceField(label="Part in the family", choices=ROLES)

    def __init__(self, *args, person: Person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].initial = person.surname
        age = person.age
        if person.is_unborn or (age is not None and age < 18):
            self.fields["role"].initial = FamilyRole.CHILD
