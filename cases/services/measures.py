"""Recording and amending a measure; what in it cannot wait becomes a task and an alert at once."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cases.codes import NoticeKind
from cases.instruments import instrument_of
from cases.instruments.definition import Risk
from cases.models import Alert, Family, Measure
from cases.services.facts import add_fact, change_fact
from cases.services.notices import notify
from cases.services.recorded import counted_together
from cases.services.tasks import add_task
from cases.whom_to_tell import key_workers_of, managers_of

TASK_SOURCE = "measure"
ALERT_REVIEWED_AFTER = timedelta(days=7)
# What follows from the answers is saved with them.
WORKED_OUT = ("scores", "total", "calculated_level", "practitioner_level", "level_reason")


def risks_in(measure: Measure) -> tuple[Risk, ...]:
    return instrument_of(measure).risks(measure.answers)


@transaction.atomic
@counted_together()
def record_measure(*, measure: Measure, by) -> Measure:
    add_fact(measure, by=by)
    _raise_alarm(measure, risks_in(measure), by=by)
    return measure


@transaction.atomic
@counted_together()
def amend_measure(*, measure: Measure, by, seen_version: int, fields: Iterable[str]) -> Measure:
    """Raises SavedMeanwhile when somebody else amended it first."""
    # unscoped: the record of the form, as it was.
    before = {risk.slug for risk in risks_in(Measure.objects.get(pk=measure.pk))}
    names = {name.partition("__")[0] for name in fields}
    change_fact(measure, by=by, seen_version=seen_version, fields=sorted({*names, *WORKED_OUT}))
    new = [risk for risk in risks_in(measure) if risk.slug not in before]
    _raise_alarm(measure, new, by=by)
    return measure


def _raise_alarm(measure: Measure, risks: Iterable[Risk], *, by) -> None:
    today = timezone.localdate()
    risks = list(risks)
    family = (measure.case.family if measure.case else _family_of(measure)) if risks else None
    for risk in risks:
        alert = Alert(
            person=measure.person,
            kind=risk.alert,
            text=risk.text,
            starts=today,
            review_on=today + ALERT_REVIEWED_AFTER,
        )
        add_fact(alert, by=by)
        if family is not None:
            add_task(
                title=risk.task,
                due_on=today,
                assigned_to=by,
                by=by,
                case=measure.case,
                family=family,
                person=measure.person,
                source=TASK_SOURCE,
                source_id=measure.pk,
            )
    if family is not None and risks:
        _tell(measure, family, by=by)


def _tell(measure: Measure, family: Family, *, by) -> None:
    managers = managers_of(measure.case) if measure.case else set()
    notify(
        NoticeKind.RISK,
        workers=key_workers_of(family) | managers,
        about=measure,
        case=measure.case,
        family=family,
        by=by,
    )


def _family_of(measure: Measure) -> Family | None:
    """A task belongs to a family; somebody in none has the alert alone."""
    memberships = measure.person.family_memberships.select_related("family")
    latest = memberships.order_by(F("ends").desc(nulls_first=True), "-pk").first()
    return latest and latest.family
