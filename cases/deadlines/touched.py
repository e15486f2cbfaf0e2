"""A record was written: the clocks that look at records of its kind are worked out anew."""

from django.db import models

from cases.deadlines.recompute import recompute
from cases.deadlines.registry import rules_watching
from cases.models import Case, Family, Person

_IDS = {Case: "case_ids", Family: "family_ids", Person: "person_ids"}


def recount(record: models.Model) -> None:
    rules = rules_watching(record._meta.model_name)
    if not rules:
        return
    if type(record) in _IDS:
        about = {_IDS[type(record)]: [record.pk]}
    else:
        about = {
            _IDS[field.related_model]: [pk]
            for field in record._meta.concrete_fields
            if field.related_model in _IDS and (pk := getattr(record, field.attname)) is not None
        }
    recompute(**about, rules=rules)
