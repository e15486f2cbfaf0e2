from django import forms

from cases.identifiers import parse_reference
from cases.models import Person


class PersonReferenceField(forms.CharField):
    """P000123 as people type it, turned into that person if the form's user may open them.

    A reference and not a name, so that no address or log ever holds one.
    """

    # `ScopedFormMixin` cuts this down to what the form's user may see.
    queryset = None

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        # unscoped: the form's mixin cuts this down to what its user may see.
        self.queryset = Person.objects.living_records()

    def to_python(self, value):
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        reference = parse_reference(text)
        if reference is None or reference.kind != "person":
            raise forms.ValidationError("Enter a reference like P000123")
        person = self.queryset.filter(pk=reference.number).first()
        if person is None:
            raise forms.ValidationError(
                "No record with this reference is open to you. Check it on the person’s page"
            )
        return person

    def run_validators(self, value):
        """What was typed has become a person; the checks on text no longer apply."""

    def prepare_value(self, value):
        return value.reference if isinstance(value, Person) else value
