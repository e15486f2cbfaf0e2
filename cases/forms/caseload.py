"""What may be asked of a caseload. It stands in the address, so there are ids in it and no names."""

from django import forms

from accounts.govuk.widgets import Checkboxes
from accounts.models import Membership, Team, User
from cases.codes import CaseStage
from cases.forms.base import ScopedForm

OPEN, ENDED = "open", "ended"
NO_WORKER, OVERDUE, REOPENED = "no_worker", "overdue", "reopened"
SORTS = {
    "family": "Family",
    "worker": "Key worker",
    "due": "Stage",
    "referred": "Referred",
}
NEWEST_FIRST = "-referred"


class CaseloadFilters(ScopedForm):
    stage = forms.ChoiceField(
        label="Stage",
        choices=[(OPEN, "All open"), *CaseStage.choices, (ENDED, "All ended"), ("all", "All")],
        required=False,
    )
    worker = forms.ModelChoiceField(
        queryset=User.objects.all(), label="Worker", required=False, empty_label="Anyone"
    )
    team = forms.ModelChoiceField(
        queryset=Team.objects.all(), label="Team", required=False, empty_label="Any team"
    )
    only = forms.MultipleChoiceField(
        label="Only those",
        choices=[
            (NO_WORKER, "without a key worker"),
            (OVERDUE, "with a decision that is late"),
            (REOPENED, "referred again"),
        ],
        widget=Checkboxes(small=True),
        required=False,
    )
    sort = forms.ChoiceField(
        choices=[(f"{sign}{name}", name) for name in SORTS for sign in ("", "-")],
        widget=forms.HiddenInput,
        required=False,
    )
    hide_optional = True

    def __init__(self, *args, strand: str, **kwargs):
        super().__init__(*args, **kwargs)
        teams = self.fields["team"]
        teams.queryset = teams.queryset.filter(strand=strand).order_by("name", "pk")
        workers = self.fields["worker"]
        workers.queryset = (
            workers.queryset.filter(memberships__in=_current_members(strand))
            .distinct()
            .order_by("name", "pk")
        )

    def clean_stage(self) -> str:
        return self.cleaned_data["stage"] or OPEN

    def clean_sort(self) -> str:
        return self.cleaned_data["sort"] or NEWEST_FIRST


def _current_members(strand: str):
    return Membership.objects.current().filter(team__strand=strand)


class WhereForm(forms.Form):
    """The row a page goes on from. Not part of the filters: a new filter starts at the top."""

    after = forms.IntegerField(min_value=1, max_value=2**62, required=False)
    before = forms.IntegerField(min_value=1, max_value=2**62, required=False)
