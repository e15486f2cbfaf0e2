from django.utils import timezone

from accounts.govuk.dates import DateField
from accounts.govuk.widgets import CharacterCount
from cases.forms.facts import FactForm
from cases.models import Alert
from cases.statutory_rules import Problems


class AlertForm(FactForm):
    constraint_fields = {"alert_reviewed_after_start": "review_on"}
    input_widths = {"kind": "two-thirds"}
    review_on = DateField(
        label="Look at it again on",
        latest=None,
        help_text="An alert that is never looked at again stops being read.",
    )

    class Meta:
        model = Alert
        fields = ("kind", "text", "starts", "review_on", "ends")
        widgets = {"text": CharacterCount(500, rows=3)}
        labels = {
            "text": "What do colleagues need to know?",
            "starts": "From",
            "ends": "No longer needed since",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.fields["starts"].initial = timezone.localdate()
            del self.fields["ends"]

    def problems(self) -> Problems:
        """A new review date lies ahead; one that has passed may stand while the rest is mended."""
        ahead = self.cleaned_data.get("review_on")
        over = self.cleaned_data.get("ends")
        is_new = ahead and not over and "review_on" in self.changed_data
        if is_new and ahead < timezone.localdate():
            return {"review_on": ["The review date must be today or in the future"]}
        return {}
