from django import forms

from accounts.govuk.dates import DateField
from cases.codes import RELATIONS, RelationType, grouped_choices
from cases.forms.base import ScopedForm
from cases.forms.facts import FactForm
from cases.forms.references import PersonReferenceField
from cases.models import Person, Relationship
from cases.services.relationships import ALREADY, allows_responsibility

NO_RESPONSIBILITY = (
    "Parental responsibility cannot be held through this relationship. Choose another, or untick it"
)
ELSEWHERE = "reference"


class RelationshipAddForm(ScopedForm):
    """How somebody is related to this person. Offers the people of their families first."""

    who = forms.ChoiceField(label="Who?", widget=forms.RadioSelect)
    reference = PersonReferenceField(
        label="Their reference",
        required=False,
        help_text="For example, P000123. It is at the top of their page.",
    )
    kind = forms.ChoiceField(
        choices=[("", "Choose one"), *grouped_choices(RelationType)],
    )
    parental_responsibility = forms.BooleanField(
        label="The adult has parental responsibility for the child",
        required=False,
        help_text="The right to make decisions: a mother always has it, others by marriage, "
        "birth registration, agreement or a court order.",
    )
    do_not_disclose = forms.BooleanField(
        label="Do not tell others of this tie",
        required=False,
        help_text="For example, an adopted child who does not know.",
    )
    starts = DateField(label="Since", called="Start date", required=False)
    reveals = {"who": {ELSEWHERE: ("reference",)}}
    input_widths = {"reference": 10}

    def __init__(self, *args, person: Person, relatives, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        self.relatives = {str(relative.pk): relative for relative in relatives}
        self.fields["who"].choices = [
            *((key, relative.full_name) for key, relative in self.relatives.items()),
            (ELSEWHERE, "Someone else who has a record"),
        ]
        self.fields["kind"].label = f"What are they to {person.short_name}?"

    def clean(self):
        cleaned = super().clean()
        who = cleaned.get("who")
        other = self.relatives.get(who) if who != ELSEWHERE else cleaned.get("reference")
        if who == ELSEWHERE and other is None and "reference" not in self.errors:
            self.add_error("reference", "Enter the reference of their record")
        if other is not None and other.pk == self.person.pk:
            self.add_error("who", "Choose somebody else: this is the same person")
        cleaned["other"] = other
        kind = cleaned.get("kind")
        if kind and cleaned.get("parental_responsibility") and not allows_responsibility(kind):
            self.add_error("parental_responsibility", NO_RESPONSIBILITY)
        return cleaned

    def refuse(self, refusal) -> None:
        self.add_error("kind" if refusal.constraint == ALREADY else None, str(refusal))


class RelationshipForm(FactForm):
    """Corrects or ends a relationship. The two people stay; the words say who is what to whom."""

    constraint_fields = {ALREADY: "kind"}
    kind = forms.ChoiceField(choices=grouped_choices(RelationType))

    class Meta:
        model = Relationship
        fields = ("kind", "parental_responsibility", "do_not_disclose", "starts", "ends")
        labels = {
            "do_not_disclose": "Do not tell others of this tie",
            "starts": "Since",
            "ends": "Until",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        subject, relative = self.instance.subject, self.instance.relative
        self.fields["kind"].label = f"{subject.full_name} is to {relative.full_name}"
        self.fields[
            "parental_responsibility"
        ].label = f"{subject.short_name} has parental responsibility for {relative.short_name}"

    def clean(self):
        cleaned = super().clean()
        kind = cleaned.get("kind")
        holds = cleaned.get("parental_responsibility")
        if kind and holds and not RELATIONS[RelationType(kind)].parental_responsibility:
            self.add_error("parental_responsibility", NO_RESPONSIBILITY)
        return cleaned
