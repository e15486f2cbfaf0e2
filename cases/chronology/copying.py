"""Writes thousands of entries in one stream; building an insert for each would take the time."""

import io
from typing import Any

from django.db import connection

from cases.models import ChronologyEntry

_COLUMNS = [
    str(field.column) for field in ChronologyEntry._meta.concrete_fields if not field.primary_key
]


def copy_in(entries: list[ChronologyEntry]) -> None:
    stream = io.StringIO()
    for entry in entries:
        stream.write(",".join(_quoted(entry.__dict__[column]) for column in _COLUMNS) + "\n")
    stream.seek(0)
    names = ", ".join(f'"{column}"' for column in _COLUMNS)
    table = ChronologyEntry._meta.db_table
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN (FORMAT csv)", stream)


def _quoted(value: Any) -> str:
    """Nothing between two commas is null; everything else stands in quotes."""
    return "" if value is None else '"' + str(value).replace('"', '""') + '"'
