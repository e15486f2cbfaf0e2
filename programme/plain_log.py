"""Writes faults into the log by their kind and place, without the words of the error.

Those may hold what somebody typed, or, where the database refused one, a whole row: names and
notes belong in no log.
"""

from __future__ import annotations

import logging
import re
import traceback

# The address of a private calendar is a secret.
SECRET_ADDRESS = re.compile(r"(/calendar/)[^/\s?\"']+")


class PlainFormatter(logging.Formatter):
    def format(self, record) -> str:
        return SECRET_ADDRESS.sub(r"\1…", super().format(record))

    def formatException(self, ei) -> str:
        return "\n".join(_lines(ei[1], set()))


def _lines(error: BaseException | None, seen: set[int]) -> list[str]:
    """The chain of errors, first cause first, as Python itself would print it."""
    if error is None or id(error) in seen:
        return []
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    lines = _lines(before, seen)
    frames = traceback.format_tb(error.__traceback__)
    return [*lines, "Traceback (most recent call last):", "".join(frames) + _kind(error)]


def _kind(error: BaseException) -> str:
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    refused = getattr(getattr(error, "diag", None), "constraint_name", None)
    code = getattr(error, "pgcode", None)
    about = ", ".join(part for part in (code, refused) if part)
    return f"{kind} ({about})" if about else kind
