"""Two people changed one record: who changed what since the form was opened, and putting it together.

The version a form was opened on is in its history, so three versions can be compared: as it was,
as it stands now (theirs), and as it was sent (mine). What only one of the two changed is taken from
that one; what both changed, differently, is asked.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format

from accounts.govuk.forms import GovukForm
from accounts.govuk.widgets import DateBoxes, Radios
from cases.forms.base import ScopedModelForm
from cases.models.base import Recorded
from cases.values import NOTHING, shown

VERSION = "seen_version"
SHOWN = "shown_version"
ASKED = "asked"
KEEP = "keep_"
MINE, THEIRS = "mine", "theirs"

FormMaker = Callable[[QueryDict | None, Recorded], ScopedModelForm]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field both changed, and how it reads in each version."""

    name: str
    label: str
    theirs: str
    mine: str


@dataclass(slots=True)
class Reconciled:
    """What was sent, brought up to the record as it stands now; unsettled while there are questions."""

    data: QueryDict
    theirs: Recorded
    differences: list[Difference] = field(default_factory=list)
    choices: "WhichVersion | None" = None
    was_overtaken: bool = True

    @property
    def is_settled(self) -> bool:
        return not self.differences


class WhichVersion(GovukForm):
    """For each field both changed: keep theirs or mine? Nothing is chosen beforehand."""

    def __init__(self, *args, differences: list[Difference], **kwargs):
        super().__init__(*args, **kwargs)
        for one in differences:
            self.fields[KEEP + one.name] = forms.ChoiceField(
                label=one.label,
                choices=[(THEIRS, one.theirs), (MINE, one.mine)],
                widget=Radios,
                error_messages={"required": f"Choose what to keep for “{one.label}”"},
            )


def reconcile(make_form: FormMaker, record: Recorded, data: QueryDict) -> Reconciled:
    """Brings what was sent up to the record as it stands. Asks only what cannot be told."""
    if _number(data, VERSION) == record.version:
        return Reconciled(data=data, theirs=record, was_overtaken=False)
    if _number(data, SHOWN) == record.version:
        return _settle(make_form, record, data)
    form = make_form(data, copy.copy(record))
    form.is_valid()
    result = Reconciled(data=_without_answers(data), theirs=record)
    base = _version_of(record, _number(data, VERSION))
    for name in _fields_of(form):
        if name in form.cleaned_data:
            _reconcile_field(result, form, name, base)
    if result.is_settled:
        result.data[VERSION] = str(record.version)
    else:
        result.choices = WhichVersion(differences=result.differences)
    return result


def _settle(make_form: FormMaker, record: Recorded, data: QueryDict) -> Reconciled:
    """The answers of the conflict page, for the version it showed."""
    form = make_form(data, copy.copy(record))
    form.is_valid()
    asked = set(data.getlist(ASKED))
    differences = [_difference(record, form, name) for name in _fields_of(form) if name in asked]
    choices = WhichVersion(data, differences=differences)
    result = Reconciled(data=_without_answers(data), theirs=record)
    if not choices.is_valid():
        result.differences, result.choices = differences, choices
        return result
    for one in differences:
        if choices.cleaned_data[KEEP + one.name] == THEIRS:
            _put(result.data, form, one.name, _value(record, one.name))
    result.data[VERSION] = str(record.version)
    return result


def changed_fields(record: Recorded, form: ScopedModelForm) -> list[str]:
    """Fields whose value will differ from the record, whether typed or worked out by the form."""
    return [
        name
        for name in _fields_of(form)
        if _plain(_value(record, name)) != _plain(_value(form.instance, name))
    ]


def _without_answers(data: QueryDict) -> QueryDict:
    kept = data.copy()
    for key in [key for key in kept if key in (SHOWN, ASKED) or key.startswith(KEEP)]:
        del kept[key]
    return kept


def _reconcile_field(result: Reconciled, form, name: str, base: Any | None) -> None:
    mine = _plain(_cleaned(form, name))
    theirs = _plain(_value(result.theirs, name))
    if mine == theirs:
        return
    before = None if base is None else _plain(_value(base, name))
    if base is not None and mine == before:
        _put(result.data, form, name, _value(result.theirs, name))
    elif base is None or theirs != before:
        result.differences.append(_difference(result.theirs, form, name))


def _difference(record: Recorded, form, name: str) -> Difference:
    label = str(form.fields[name].label).rstrip("?")
    if _key_of(name):
        mine = form.cleaned_data.get(name)
        theirs = _value(record, name)
        return Difference(name, label, _read(form, name, theirs), _read(form, name, mine))
    sent = copy.copy(record)
    if name in form.cleaned_data:
        setattr(sent, name, _cleaned(form, name))
    return Difference(name, label, shown(record, name), shown(sent, name))


def _key_of(name: str) -> str:
    """The key inside a JSON field, for a form field such as `answers__q1`."""
    return name.partition("__")[2]


def _read(form: ScopedModelForm, name: str, value: Any) -> str:
    """One entry of a JSON field as its own form field would word it."""
    if value in (None, ""):
        return NOTHING
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return date_format(value, "j F Y")
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(value, value))


def _cleaned(form: ScopedModelForm, name: str) -> Any:
    value = form.cleaned_data[name]
    if _key_of(name):
        return value
    # As the model would keep it: an empty answer is an empty text, not a missing one.
    return "" if value is None and not form._meta.model._meta.get_field(name).null else value


def _fields_of(form: ScopedModelForm) -> list[str]:
    keyed = [
        name
        for name in form.fields
        if _key_of(name) and name.partition("__")[0] in form.keyed_fields
    ]
    return [*(name for name in form._meta.fields if name in form.fields), *keyed]


def _number(data: QueryDict, key: str) -> int | None:
    text = data.get(key, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _version_of(record: Recorded, version: int | None) -> Any | None:
    """The record as it was at that version, from its history."""
    if version is None:
        return None
    # unscoped: earlier versions of a record its form already holds.
    events = type(record).pgh_event_model.objects
    return events.filter(pgh_obj_id=record.pk, version=version).order_by("-pgh_id").first()


def _value(record: Any, name: str) -> Any:
    if key := _key_of(name):
        return getattr(record, name.partition("__")[0]).get(key)
    field_of = record._meta.get_field(name)
    return getattr(record, field_of.attname if field_of.is_relation else name)


def _plain(value: Any) -> Any:
    """Comparable: a related record by its id, a list of codes in any order, no seconds."""
    if hasattr(value, "pk"):
        return value.pk
    if isinstance(value, list):
        return sorted(value)
    if isinstance(value, datetime):
        return value.replace(second=0, microsecond=0)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value


def _put(data: QueryDict, form: forms.BaseForm, name: str, value: Any) -> None:
    """Writes a value into sent data as its widget would have sent it."""
    widget, key = form.fields[name].widget, form.add_prefix(name)
    if isinstance(widget, DateBoxes) and isinstance(value, str):
        value = date.fromisoformat(value)
    if isinstance(widget, forms.MultiWidget):
        parts = widget.decompress(value)
        for suffix, part in zip(widget.widgets_names, parts, strict=True):
            data[key + suffix] = "" if part is None else str(part)
    elif isinstance(widget, forms.SelectMultiple | forms.CheckboxSelectMultiple):
        data.setlist(key, [str(item) for item in value or []])
    elif isinstance(widget, forms.CheckboxInput):
        data.pop(key, None)
        if value:
            data[key] = "on"
    else:
        data[key] = "" if value is None else str(form.fields[name].prepare_value(value))
