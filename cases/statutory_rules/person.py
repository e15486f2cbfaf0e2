"""A person's own details: birth, death, disabilities, and the needs found by an assessment."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from cases.codes import WITHDRAWN_NEEDS, Disability, PresentingNeed, Sex
from cases.statutory_rules.facts import Findings, Problems, say

EARLIEST = date(1900, 1, 1)
# An expected date may be a little past; a pregnancy is at most nine months ahead (8530Q).
OVERDUE = timedelta(days=30)
AHEAD = timedelta(days=280)


def birth_problems(person: Any, *, today: date, sex: str = Sex.UNKNOWN) -> Problems:
    """Dates of birth and death of anybody, born or not."""
    findings = Findings()
    born, expected, died = person.date_of_birth, person.expected_date, person.death_date
    if born and born > today:  # 8520
        findings.add(
            "date_of_birth",
            "Date of birth cannot be in the future. For an unborn child enter the expected date.",
        )
    if born and born < EARLIEST:
        findings.add("date_of_birth", "Date of birth must be in 1900 or later.")
    if died and died > today:
        findings.add("death_date", "Date of death cannot be in the future.")
    if died and born and died < born:  # 8535Q
        findings.add("death_date", f"Date of death cannot be before the birth, {say(born)}.")
    if expected and not born:
        _unborn(findings, expected, today, sex)
    return findings.problems


def _unborn(findings: Findings, expected: date, today: date, sex: str) -> None:
    if expected < today - OVERDUE:  # 8530Q
        findings.add(
            "expected_date",
            "The expected date is more than 30 days ago. If the child is born, enter the date of "
            "birth.",
        )
    if expected > today + AHEAD:  # 8530Q
        findings.add("expected_date", "The expected date cannot be more than 9 months ahead.")
    if sex != Sex.UNKNOWN:  # 8750
        findings.add("sex", "Sex stays “not known” until the child is born.")


def disability_problems(codes: Iterable[str]) -> Problems:
    """Rules 8540, 8790 and 8794."""
    findings = Findings()
    chosen = [str(code) for code in codes]
    if set(chosen) - set(Disability.values):  # 8540
        findings.add("disabilities", "Choose from the list.")
    if Disability.NONE in chosen and len(set(chosen)) > 1:  # 8790
        findings.add("disabilities", "“No disability” cannot be chosen with a disability.")
    for code in _repeated(chosen):  # 8794
        findings.add("disabilities", f"{_label(Disability, code)} is chosen twice.")
    return findings.problems


def needs_problems(
    codes: Iterable[str], *, field: str = "presenting_needs", from_older_record: bool = False
) -> Problems:
    """Assessment factors: rules 8869, 8898, 8945Q and 8950Q.

    The census does not check that a factor is a known one, so this does. Codes since withdrawn
    are let through only for records that were made while they were in use.
    """
    findings = Findings()
    chosen = [str(code) for code in codes]
    if set(chosen) - set(PresentingNeed.values):
        findings.add(field, "Choose from the list.")
    if PresentingNeed.NONE in chosen and len(set(chosen)) > 1:  # 8869
        findings.add(field, "“No needs found” cannot be chosen with a need.")
    for code in _repeated(chosen):  # 8898
        findings.add(field, f"{_label(PresentingNeed, code)} is chosen twice.")
    if WITHDRAWN_NEEDS & set(chosen) and not from_older_record:  # 8945Q, 8950Q
        findings.add(field, "Say whether the abuse was by another child or by an adult.")
    return findings.problems


def _repeated(codes: list[str]) -> list[str]:
    return [code for code, times in Counter(codes).items() if times > 1]


def _label(codes: Any, code: str) -> str:
    return f"“{codes(code).label}”" if code in codes.values else "A choice"
