"""What may be asked of a story, and what may be said of one of its lines."""

from urllib.parse import urlencode

from django import forms

from cases.codes import EntryKind, Significance
from cases.forms.base import ScopedForm
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

    def chosen(self, url: str) -> list[dict]:
        """Each filter that is on, with the address without it."""
        on = {name: value for name, value in self.cleaned_data.items() if value}
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


def address(url: str, query: dict) -> str:
    return f"{url}?{urlencode(query)}" if query else url
