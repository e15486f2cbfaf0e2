"""What a service says when a thing cannot be done now. The words are for the person at the form."""

from django.utils import timezone
from django.utils.formats import date_format

from cases.codes import CaseStage


class Refused(Exception):
    """Not now, and why. `field` names the input the words belong to, when there is one.

    `constraint` names the rule of the database it would break, when that is what refuses.
    """

    def __init__(self, words: str, *, field: str | None = None, constraint: str = "") -> None:
        super().__init__(words)
        self.field = field
        self.constraint = constraint


class WrongStage(Refused):
    """The case is not in a stage from which this can be done; often somebody was a moment quicker."""


class AlreadyOpen(Refused):
    """The family already has an open case with this strand."""

    def __init__(self, case) -> None:
        super().__init__(
            f"This family already has an open case with {case.strand_name}: {case.reference}.",
        )
        self.case = case


class WrongDate(Refused):
    """A date before the referral, after today, or outside what has already happened."""


class AlreadyAnswered(Refused):
    """Somebody has answered, or withdrawn, this hand-over."""


DONE = {
    CaseStage.REFERRED: "reopened",
    CaseStage.ACCEPTED: "accepted",
    CaseStage.ACTIVE: "started",
    CaseStage.DECLINED: "declined",
    CaseStage.REDIRECTED: "sent to another strand",
    CaseStage.CLOSED: "closed",
}
STANDS = {
    CaseStage.REFERRED: "is waiting for a decision",
    CaseStage.ACCEPTED: "is accepted",
    CaseStage.ACTIVE: "is being worked on",
    CaseStage.DECLINED: "was declined",
    CaseStage.REDIRECTED: "was sent to another strand",
    CaseStage.CLOSED: "is closed",
}


def wrong_stage(case, *, wanted: str) -> WrongStage:
    """Says how the case stands, who brought it there, and so what cannot be done."""
    last = case.stage_changes.order_by("-at", "-pk").select_related("by").first()
    who = f" ({last.by}, {at_time(last.at)})" if last else ""
    return WrongStage(f"This case {STANDS[case.stage]}{who}, so it cannot be {wanted} now.")


def at_time(moment) -> str:
    """“3 May 2026 at 10:42am”."""
    local = timezone.localtime(moment)
    hour = local.hour % 12 or 12
    return f"{date_format(local)} at {hour}:{local:%M}{'am' if local.hour < 12 else 'pm'}"
