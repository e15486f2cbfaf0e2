"""Warns, before a person is added, of records that may be the same person."""

from cases.duplicates.candidates import (
    Candidate,
    DuplicateCheck,
    check_duplicates,
    likely_duplicates,
    must_confirm,
)
from cases.duplicates.comparing import Details

__all__ = [
    "Candidate",
    "Details",
    "DuplicateCheck",
    "check_duplicates",
    "likely_duplicates",
    "must_confirm",
]
