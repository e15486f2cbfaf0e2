"""What a form page needs so that nothing typed on it is lost.

A view asks once, shows the draft in its form, and says when the form has been sent:

    draft = draft_on(request, case, form="close", title="Closing the case")
    ...
    if form.is_valid() and ...:
        draft.done()
        return redirect(case)
    return page(..., form=form, draft=draft.shown_in(form))

Its template has `{% include "cases/_draft_found.html" %}` before the form and
`{% include "cases/_draft.html" %}` inside it.
"""

import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cached_property

from django.core import signing
from django.db import models
from django.forms import BaseForm, BaseFormSet
from django.forms.utils import ErrorDict

from accounts.idle import is_secret
from accounts.once import FIELD as ONCE
from cases.models import Draft, Family
from cases.models.base import Recorded
from cases.models.draft import KEPT_FOR
from cases.services.drafts import Pair, Subject, drop_drafts

KEY, READ_FROM = "draft", "draft_from"
NOT_KEPT = frozenset({"csrfmiddlewaretoken", ONCE, KEY, READ_FROM})
MOST_LISTED = 20


@dataclass(frozen=True, slots=True)
class Beside:
    """A draft on an earlier version of the record, shown beside the form rather than in it."""

    draft: Draft
    typed: list[tuple[str, str]]


class FormDraft:
    """One user's draft for the form on this page."""

    def __init__(self, user, about: models.Model, subject: Subject) -> None:
        self.user = user
        self.about = about
        self.subject = subject
        self.is_shown = False
        self.beside: list[Beside] = []

    @cached_property
    def _all(self) -> list[Draft]:
        rows = Draft.objects.for_user(self.user).current()
        return list(rows.on(self.user, form=self.subject.form, about=self.about).order_by("pk"))

    @property
    def kept(self) -> Draft | None:
        mine = self.subject.record_version
        return next((one for one in self._all if one.record_version == mine), None)

    @property
    def read_from(self) -> uuid.UUID | str:
        """Which text this page started from; empty when it started from none."""
        return (self.kept.page or "") if self.kept and self.is_shown else ""

    @property
    def key(self) -> str:
        """Proves, when the page saves, that this user was given this form on this record."""
        return signing.dumps({"user": self.user.pk, **asdict(self.subject)}, salt=KEY)

    @property
    def identity(self) -> str:
        one = self.subject
        return f"{self.user.pk} {one.form} {one.model} {one.record} {one.record_version}"

    def shown_in(self, *forms: BaseForm | BaseFormSet) -> "FormDraft":
        """Put the kept text into forms that were opened, not sent. They are not asked to be right."""
        if any(form.is_bound for form in forms):
            self.is_shown = True
            return self
        if self.kept is not None:
            self.is_shown = True
            for form in forms:
                _fill(form, self.kept)
        others = [one for one in self._all if one is not self.kept]
        self.beside = [Beside(one, _typed(one, _each(forms))) for one in others]
        return self

    def done(self) -> None:
        drop_drafts(form=self.subject.form, about=self.about, by=self.user)


def draft_on(
    request,
    about: models.Model,
    *,
    form: str,
    title: str,
    version: int | None = None,
    family: Family | None = None,
) -> FormDraft:
    """`version` is what the text depends on: the record's own, or 0 for something new about it.

    `family` need not be said for a family, or a record that has one.
    """
    if version is None:
        version = about.version if isinstance(about, Recorded) else 0
    if family is None:
        family = about if isinstance(about, Family) else getattr(about, "family", None)
    subject = Subject(
        form=form,
        model=about._meta.label_lower,
        record=about.pk,
        record_version=version,
        family=family.pk if family else None,
        title=title,
        path=request.path,
    )
    return FormDraft(request.user, about, subject)


def subject_of(key: str, user) -> Subject | None:
    """What the page was about; None when the key is not ours, too old, or another user's."""
    try:
        kept = signing.loads(key, salt=KEY, max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    return Subject(**kept) if kept.pop("user") == user.pk else None


def typed_in(request) -> list[Pair]:
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_KEPT and not is_secret(name)
        for value in values
    ]


def drafts_of(user) -> list[Draft]:
    rows = Draft.objects.for_user(user).current().select_related("family")
    return list(rows.order_by("-saved_at", "-pk")[:MOST_LISTED])


def _fill(form: BaseForm | BaseFormSet, draft: Draft) -> None:
    form.data = draft.typed
    form.is_bound = True
    if isinstance(form, BaseFormSet):
        for worked_out in ("management_form", "forms"):
            form.__dict__.pop(worked_out, None)
        if not form.management_form.is_valid():
            # Kept by a page that had no such rows.
            form.data, form.is_bound = {}, False
            return
        form._errors, form._non_form_errors = [], form.error_class()
        for one in form.forms:
            one._errors = ErrorDict()
    else:
        form._errors = ErrorDict()


def _each(forms: Iterable[BaseForm | BaseFormSet]) -> list[BaseForm]:
    """The forms themselves, those of a set one by one."""
    return [one for form in forms for one in (form if isinstance(form, BaseFormSet) else (form,))]


def _typed(draft: Draft, forms) -> list[tuple[str, str]]:
    """What was typed under the labels it was typed under, choices in their own words."""
    lines = []
    for name, value in draft.fields:
        bound = next((f for form in forms for f in form if f.html_name == name), None)
        if (
            not value.strip()
            or (bound is not None and bound.is_hidden)
            or name.endswith("_version")
        ):
            continue
        label = str(bound.label) if bound else name.replace("_", " ").capitalize()
        lines.append((label, _in_words(bound, value)))
    return lines


def _in_words(bound, value: str) -> str:
    for code, words in getattr(bound.field, "choices", ()) if bound else ():
        if str(code) == value:
            return str(words)
    return value
