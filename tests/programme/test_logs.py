"""No name in a log line: a fault is told by its kind and its place in the code."""

import logging

import pytest
from django.db import DataError, IntegrityError, transaction

from accounts.models import User
from programme.plain_log import PlainFormatter
from tests import factories

NAME = "Ottilie"


def told(raised) -> str:
    record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "Error", None, raised._excinfo)
    return PlainFormatter("{message}", style="{").format(record)


def test_row_the_database_refused_is_not_in_the_log(worker):
    person = factories.make_person("Ottilie", "Quince")
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        type(person).objects.filter(pk=person.pk).update(merged_into=person.pk)
    assert "Quince" in str(raised.value), "the database itself tells the whole row"
    text = told(raised)
    assert "person_not_merged_into_self" in text
    assert "test_logs.py" in text
    assert "Quince" not in text
    assert "Ottilie" not in text


def test_value_the_database_refused_is_not_in_the_log(db):
    factories.make_user("Ottilie")
    with pytest.raises(DataError) as raised, transaction.atomic():
        list(User.objects.extra(where=["name::int = 1"]))
    assert "Ottilie" in str(raised.value)
    assert "Ottilie" not in told(raised)


def test_what_could_not_be_read_as_typed_is_not_in_the_log():
    typed = NAME
    with pytest.raises(ValueError) as raised:  # noqa: PT011 - whatever its words are
        int(typed)
    text = told(raised)
    assert "ValueError" in text
    assert NAME not in text
