"""Who a referral is about: people we know, new people, and where the new ones live."""

from datetime import timedelta

from django import forms

from accounts.govuk.dates import DateField, today
from accounts.govuk.forms import GovukForm
from accounts.govuk.widgets import Checkboxes, Radios
from cases.codes import RELATIONS, FamilyRole, RelationType, Sex
from cases.identifiers import is_record_number
from cases.models import Person
from cases.names import MAX_LENGTH, tidy
from cases.services.members import CHILD_ROLES

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
    settled = forms.CharField(widget=forms.HiddenInput, required=False)

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
        return value if is_record_number(value) else ""

    @property
    def is_blank(self) -> bool:
        return not self.known_id and not any(_says_something(self[name]) for name in self.NAMED_BY)

    def clean_forename(self) -> str:
        return tidy(self.cleaned_data["forename"])

    def clean_surname(self) -> str:
        return tidy(self.cleaned_data["surname"])

    def clean(self):
        data = super().clean()
        if self.known_id:
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


def _says_something(field) -> bool:
    value = field.value()
    if isinstance(value, list | tuple):
        return any(value)
    return bool(value.strip() if isinstance(value, str) else value)
