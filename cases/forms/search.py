from django import forms
from django.db.models import QuerySet

from accounts.access import Action, reach
from accounts.govuk.widgets import Checkboxes
from accounts.models import Authority
from cases.forms.base import ScopedForm
from cases.search import Filters
from cases.strand import strand_choices

MOST_PAGES = 10


def authorities_searched_by(user) -> QuerySet[Authority]:
    return Authority.objects.filter(pk__in=reach(user, Action.FIND).all_authorities).order_by(
        "name"
    )


class SearchFiltersForm(ScopedForm):
    """What the list of people found is narrowed to. Travels in the address; the name never does."""

    who = forms.ChoiceField(
        label="Show",
        choices=[("", "Everyone"), ("children", "Children"), ("adults", "Adults")],
        required=False,
    )
    strand = forms.ChoiceField(label="Known to", required=False)
    authority = forms.ChoiceField(label="Authority", required=False)
    open_only = forms.MultipleChoiceField(
        label="Cases",
        choices=[("yes", "Only with an open case")],
        required=False,
        widget=Checkboxes(small=True),
    )
    page = forms.IntegerField(
        min_value=1, max_value=MOST_PAGES, required=False, widget=forms.HiddenInput
    )

    hide_optional = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["strand"].choices = [("", "Any strand"), *strand_choices()]
        authorities = list(authorities_searched_by(self.user))
        self.fields["authority"].choices = [
            ("", "All authorities"),
            *((str(authority.pk), authority.name) for authority in authorities),
        ]
        if len(authorities) < 2:
            del self.fields["authority"]

    @property
    def filters(self) -> Filters:
        """Whatever of the filters is valid; the rest is told beside its field."""
        chosen = self.cleaned_data
        authority = chosen.get("authority")
        return Filters(
            who=chosen.get("who", ""),
            strand=chosen.get("strand", ""),
            open_only=bool(chosen.get("open_only")),
            authority_id=int(authority) if authority else None,
        )

    @property
    def page_number(self) -> int:
        return self.cleaned_data.get("page") or 1

    def chosen_words(self) -> list[tuple[str, str]]:
        """Each filter in force: its field, and what it says."""
        return [
            (name, dict(self.fields[name].choices)[value])
            for name in ("who", "strand", "authority", "open_only")
            for value in _values(self.cleaned_data.get(name))
            if name in self.fields
        ]


def _values(value) -> list[str]:
    if not value:
        return []
    return list(value) if isinstance(value, list) else [value]
