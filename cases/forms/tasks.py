from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.govuk.dates import DateField
from accounts.models import Membership, User
from cases.forms.facts import FactForm
from cases.models import Allocation, FamilyAccess, Task
from cases.statutory_rules import Problems
from cases.workload import CASEWORKERS


class TaskForm(FactForm):
    """A task of the family given with the instance, for somebody who may see that family."""

    due_on = DateField(label="By when?", called="By when", latest=None)
    assigned_to = forms.ModelChoiceField(
        User.objects.all(),
        label="Who does it?",
        empty_label=None,
        error_messages={"required": "Choose who does it"},
    )

    class Meta:
        model = Task
        fields = ("title", "due_on", "assigned_to")
        labels = {"title": "What is to be done?"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["assigned_to"]
        field.queryset = able_to_do(field.queryset, self.instance).order_by("name", "pk")
        if self.instance.pk is None:
            self.initial.setdefault("assigned_to", self.user.pk)
            self.initial.setdefault("due_on", timezone.localdate())

    def problems(self) -> Problems:
        """A new day lies ahead; one that has passed may stand while the rest is mended."""
        due = self.cleaned_data.get("due_on")
        was = self.instance.pk and "due_on" not in self.changed_data
        if due and due < timezone.localdate() and not was:
            return {"due_on": ["The day must be today or in the future"]}
        return {}


def able_to_do(workers, task: Task):
    """Caseworkers of the strands that work with the family, or allocated there, who may see it."""
    held = Membership.objects.current().filter(
        user=OuterRef("pk"), role__in=CASEWORKERS, team__authority=task.authority_id
    )
    cases = [task.case] if task.case else list(task.family.cases.open_())
    if cases:
        # unscoped: only asks who works on the cases of a family the user has open
        allocated = Allocation.objects.current().filter(worker=OuterRef("pk"), case__in=cases)
        of_strand = held.filter(team__strand__in=[case.strand for case in cases])
        workers = workers.filter(Q(Exists(of_strand)) | Q(Exists(allocated)))
    # unscoped: only asks who is named on a family the user has open
    named = FamilyAccess.objects.current().filter(user=OuterRef("pk"), family=task.family)
    workers = workers.filter(Exists(held)).exclude(
        Exists(named.filter(kind=FamilyAccess.Kind.DENY))
    )
    if task.family.restricted:
        workers = workers.filter(Exists(named.filter(kind=FamilyAccess.Kind.ALLOW)))
    return workers
