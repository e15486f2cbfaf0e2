"""Choosing a worker, with what each already carries shown beside the name."""

from django import forms

from accounts.govuk.dates import DateField, today
from accounts.govuk.forms import GovukForm
from accounts.govuk.widgets import Radios
from accounts.models import Team
from cases.codes import AllocationRole
from cases.forms.base import ScopedForm
from cases.workload import candidates, eligible_workers


class RoleForm(ScopedForm):
    """Which part in the case is to be filled, and from which team. Part of the address: no names."""

    role = forms.ChoiceField(
        label="Part in the case",
        choices=AllocationRole.choices,
        initial=AllocationRole.KEY_WORKER,
        required=False,
    )
    team = forms.ModelChoiceField(
        queryset=Team.objects.all(), required=False, label="From team", empty_label="Any team"
    )
    hide_optional = True

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        teams = self.fields["team"]
        teams.queryset = teams.queryset.filter(authority=case.authority_id).order_by("name", "pk")

    def clean_role(self) -> str:
        return self.cleaned_data["role"] or AllocationRole.KEY_WORKER


class WorkerForm(GovukForm):
    """One of the workers who may have this part in this case."""

    worker = forms.ModelChoiceField(
        queryset=None,
        label="Who?",
        widget=Radios,
        empty_label=None,
        error_messages={
            "required": "Choose a worker",
            "invalid_choice": "Choose one of the workers on the list",
        },
    )
    label_sizes = {"worker": "m"}

    def __init__(self, *args, case, role, team=None, leave_out=None, **kwargs):
        super().__init__(*args, **kwargs)
        workers = eligible_workers(case, role)
        if team is not None:
            workers = workers.filter(memberships__team=team).distinct()
        if leave_out is not None:
            workers = workers.exclude(pk=leave_out.pk)
        self.candidates = candidates(workers, case)
        field = self.fields["worker"]
        field.queryset = workers
        field.choices = [(c.worker.pk, c.worker.name) for c in self.candidates]
        self.option_hints = {"worker": {str(c.worker.pk): c.hint for c in self.candidates}}


class AllocateForm(WorkerForm):
    starts = DateField(label="From", called="The start")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("starts", today())


class TransferForm(WorkerForm):
    note = forms.CharField(
        label="Hand-over note",
        help_text="What they need to know before they say yes. Whoever may open the case can read it.",
        widget=forms.Textarea({"rows": 6}),
        max_length=20_000,
    )
    called = {"note": "a hand-over note"}


class EndAllocationForm(GovukForm):
    ends = DateField(label="Last day", called="The last day")
    page_heading = "ends"
    label_sizes = {"ends": "l"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("ends", today())
