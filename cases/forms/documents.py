"""Attaching files to a family's records."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat

from accounts.govuk.forms import GovukForm
from cases.codes import DocumentKind
from cases.documents.checking import Checked, Unfit, check
from cases.documents.sniffing import extensions_of
from cases.forms.base import ScopedForm
from cases.models import Case

MOST_AT_ONCE = 20
ACCEPTED = ",".join(f".{end}" for kind in DocumentKind for end in extensions_of(kind))


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files, each looked into before it is taken. Cleans to a list of `Checked`."""

    widget = FilesInput({"accept": ACCEPTED})

    def clean(self, data, initial=None) -> list[Checked]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            super().clean(None, None)
            return []
        if len(files) > MOST_AT_ONCE:
            raise ValidationError(f"Attach at most {MOST_AT_ONCE} files at a time")
        checked, problems = [], []
        for file in files:
            try:
                checked.append(check(file))
            except Unfit as problem:
                problems.append(str(problem))
        if problems:
            raise ValidationError(problems)
        return checked


def files_hint() -> str:
    limit = filesizeformat(settings.DOCUMENT_LIMIT)
    return f"Pictures, PDF, Office or sound files, up to {limit} each. Several at once if you like."


class DocumentsForm(ScopedForm):
    files = FilesField(label="Files")
    about = forms.CharField(label="What is it?", max_length=200, required=False)
    case = forms.ModelChoiceField(
        label="Which case is it about?",
        queryset=Case.objects.all(),
        required=False,
        empty_label="The family as a whole",
    )
    called = {"files": "the files"}

    def __init__(self, *args, family, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["files"].help_text = files_hint()
        case = self.fields["case"]
        case.queryset = case.queryset.filter(family=family).order_by("-referred_on", "pk")
        case.label_from_instance = lambda one: f"{one.strand_name} ({one.reference})"


class RemoveDocumentForm(GovukForm):
    reason = forms.CharField(
        label="Why is it removed?",
        help_text="The file leaves the family’s pages. That it was here, and your reason, stay.",
        max_length=300,
    )
    called = {"reason": "why it is removed"}
