"""What may be asked of a story, and what may be said of one of its lines."""

from urllib.parse import urlencode

from django import forms

from accounts.govuk.widgets import Radios
from cases.codes import EntryKind, Significance
from cases.forms.base import ScopedForm, ScopedModelForm
from cases.identifiers import is_record_number
from cases.models import ChronologyEntry, ChronologyMark
from cases.story import Asked, Story
from cases.strand import strand_named


class StoryFilters(ScopedForm):
    kind = forms.ChoiceField(label="Kind", choices=[("", "Everything"), *EntryKind.choices])
    person = forms.ChoiceField(label="Person")
    strand = forms.ChoiceField(label="Strand")
    significance = forms.ChoiceField(
        label="How much it matters",
        choices=[
            ("", "Everything"),
            (str(Significance.NOTABLE), "Notable and major"),
            (str(Significance.MAJOR), "Major only"),
        ],
    )
    hide_optional = True

    def __init__(self, *args, story: Story, **kwargs):
        super().__init__(*args, **kwargs)
        people = [(str(pk), person.full_name) for pk, person in story.people.items()]
        strands = [(slug, strand_named(slug).name) for slug in story.strands]
        self.fields["person"].choices = [("", "Everybody"), *people]
        self.fields["strand"].choices = [("", "Every strand"), *strands]
        for name in ("person", "strand"):
            if len(self.fields[name].choices) < 3:
                del self.fields[name]
        for one in self.fields.values():
            one.required = False

    def asked(self) -> Asked:
        if not self.is_valid():
            return Asked()
        data = self.cleaned_data
        return Asked(
            kind=data["kind"],
            person=int(data.get("person") or 0) or None,
            strand=data.get("strand", ""),
            significance=int(data["significance"] or 0),
        )

    def query(self) -> dict[str, str]:
        """The filters that are on, as they stand in an address."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    def chosen(self, url: str) -> list[dict]:
        """Each filter that is on, with the address without it."""
        on = self.query()
        return [
            {
                "text": dict(self.fields[name].choices)[value],
                "url": address(url, {k: v for k, v in on.items() if k != name}),
            }
            for name, value in on.items()
        ]


class WhereForm(forms.Form):
    """The day a page goes on from."""

    before = forms.DateField(required=False)
    after = forms.DateField(required=False)


class WhenceForm(forms.Form):
    """Which story a line was opened from."""

    family = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    person = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    case = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


class MarkForm(ScopedModelForm):
    """What a worker says of a line. To take it back, empty both."""

    called = {"significance": "how much this matters", "impact": "what it meant"}
    significance = forms.TypedChoiceField(
        label="How much does this matter?",
        choices=[("", "As usual for something of this kind"), *Significance.choices],
        coerce=int,
        empty_value=None,
        required=False,
        widget=Radios,
    )

    class Meta:
        model = ChronologyMark
        fields = ("significance", "impact")
        widgets = {"impact": forms.Textarea({"rows": 5})}
        labels = {"impact": "What did it mean for the child?"}
        help_texts = {
            "impact": "It is shown in the story and printed. Write so that they may read it."
        }

    def clean(self):
        data = super().clean()
        empty = not data.get("significance") and not data.get("impact")
        if self.instance.pk is None and not self.errors and empty:
            self.add_error("impact", "Say what it meant, or choose how much it matters")
        return data


def chosen_lines(sent: list[str], *, user) -> set[tuple[str, int, str]]:
    """The lines behind what a page sent back, as far as its reader may see them."""
    ids = {text for value in sent for text in value.split() if is_record_number(text)}
    entries = ChronologyEntry.objects.for_user(user).filter(pk__in=ids)
    return {(row.source, row.source_id, row.part) for row in entries}


def address(url: str, query: dict) -> str:
    return f"{url}?{urlencode(query)}" if query else url
