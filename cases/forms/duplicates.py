from django import forms

from accounts.govuk.dates import DateField
from accounts.govuk.forms import GovukFormMixin
from cases.codes import IdentifierKind, Sex
from cases.duplicates import Details

# Field of the form for adding a person, and the kind of number it holds.
NUMBER_FIELDS = {"nhs_number": IdentifierKind.NHS_NUMBER, "upn": IdentifierKind.UPN}


class DuplicateDetailsForm(GovukFormMixin, forms.Form):
    """Reads what the form for adding a person sends while it is being filled in.

    Half-typed values are no errors here: whatever is not valid yet is left out.
    """

    forename = forms.CharField(max_length=200, required=False)
    surname = forms.CharField(max_length=200, required=False)
    date_of_birth = DateField(required=False)
    expected_date = DateField(latest=None, required=False)
    sex = forms.ChoiceField(choices=Sex.choices, required=False)
    postcode = forms.CharField(max_length=10, required=False)
    nhs_number = forms.CharField(max_length=20, required=False)
    upn = forms.CharField(max_length=20, required=False)

    def details(self) -> Details:
        self.is_valid()
        return details_from(self.cleaned_data)


def details_from(cleaned: dict) -> Details:
    """The details to compare, from this form or from the one that adds the person."""
    return Details(
        forename=cleaned.get("forename") or "",
        surname=cleaned.get("surname") or "",
        date_of_birth=cleaned.get("date_of_birth"),
        expected_date=cleaned.get("expected_date"),
        sex=cleaned.get("sex") or "",
        postcode=cleaned.get("postcode") or "",
        identifiers=tuple(
            (kind, cleaned[name]) for name, kind in NUMBER_FIELDS.items() if cleaned.get(name)
        ),
    )
