from django import forms

from accounts.govuk.dates import DateField
from cases.codes import FamilyRole
from cases.forms.base import ScopedForm
from cases.forms.facts import FactForm
from cases.forms.references import PersonReferenceField
from cases.models import FamilyMembership
from cases.services.refusals import Refused

ALREADY = "familymembership_once_at_a_time"
ROLES = [("", "Choose one"), *FamilyRole.choices]


class MemberAddForm(ScopedForm):
    """Somebody with a record joins a family."""

    person = PersonReferenceField(
        label="Reference of the person",
        help_text="For example, P000123. It is at the top of their page. "
        "Search first: they may already have a record.",
    )
    role = forms.ChoiceField(label="Part in the family", choices=ROLES)
    starts = DateField(
        label="Part of this family since",
        called="Start date",
        required=False,
        help_text="Leave empty if you do not know.",
    )
    input_widths = {"person": 10}

    def refuse(self, refusal: Refused) -> None:
        self.add_error("person" if refusal.constraint == ALREADY else None, str(refusal))


class MembershipForm(FactForm):
    constraint_fields = {ALREADY: "ends"}

    class Meta:
        model = FamilyMembership
        fields = ("role", "starts", "ends")
        labels = {
            "starts": "Part of this family since",
            "ends": "Left this family on",
        }
        help_texts = {"ends": "They stay in the history. Leave empty if they are still part of it."}
