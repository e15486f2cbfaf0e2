"""The shared shape of forms on one dated fact."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.forms.models import construct_instance

from cases.forms.base import ScopedModelForm
from cases.services.refusals import Refused
from cases.statutory_rules import Problems


class FactForm(ScopedModelForm):
    """A form on one fact about a person or family given with the instance.

    `problems` are the rules in words, by field. The constraints of the database are asked after
    them, and only when nothing else is wrong, so that nobody reads the same slip twice;
    `constraint_fields` says beside which field each belongs.
    """

    called = {"starts": "Start date", "ends": "End date"}
    constraint_fields: dict[str, str] = {}
    rules_need: tuple[str, ...] = ()

    def problems(self) -> Problems:
        return {}

    def queries(self) -> list[str]:
        """Unusual but possible: said once, after saving."""
        return []

    def _post_clean(self) -> None:
        """As Django's own, but the rules come before the constraints."""
        self.instance = construct_instance(self, self.instance, self._meta.fields)
        try:
            self.instance.full_clean(
                exclude=self._get_validation_exclusions(),
                validate_unique=False,
                validate_constraints=False,
            )
        except ValidationError as error:
            self._update_errors(error)
        if not any(name in self.errors for name in self.rules_need):
            for name, messages in self.problems().items():
                self._add_problem(name, messages)
        if not self.errors:
            self._check_constraints()

    def _add_problem(self, name: str, messages: list[str]) -> None:
        if name == NON_FIELD_ERRORS or name not in self.fields:
            self.add_error(None, messages)
        elif name not in self.errors:
            self.add_error(name, messages)

    def _check_constraints(self) -> None:
        model: type[models.Model] = type(self.instance)
        for constraint in model._meta.constraints:
            try:
                constraint.validate(model, self.instance)
            except ValidationError as error:
                self.add_error(self._field_of(constraint.name), error.messages)

    def refuse(self, refusal: Refused) -> None:
        """What only the database could see, said as any other mistake."""
        self.add_error(self._field_of(refusal.constraint), str(refusal))

    def _field_of(self, constraint: str) -> str | None:
        name = self.constraint_fields.get(constraint)
        if name is None and constraint.endswith("_ends_after_start"):
            name = "ends"
        return name if name in self.fields else None


def name_input() -> forms.TextInput:
    """Names are written in any script, from either side."""
    return forms.TextInput({"dir": "auto", "autocomplete": "off", "spellcheck": "false"})
