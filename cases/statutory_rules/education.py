"""School age, and what a young person of that age can be recorded as doing."""

from datetime import date, timedelta
from typing import Any

from cases.codes import (
    IN_EDUCATION_OR_WORK_OVER_16,
    NOT_IN_EDUCATION_OR_WORK,
    Activity,
    UpnUnknown,
)
from cases.statutory_rules.facts import Findings, Problems, birthday, say

# Days on which children who have turned 5 come to be of school age (Education Act 1996, s. 8;
# Education (Start of Compulsory School Age) Order 1998).
_STARTING_DAYS = ((3, 31), (8, 31), (12, 31))
_OVER_16_ONLY = IN_EDUCATION_OR_WORK_OVER_16 | NOT_IN_EDUCATION_OR_WORK
_SCHOOL_AGE_ONLY = {
    Activity.HOME_EDUCATED,
    Activity.EXCLUDED,
    Activity.MISSING_EDUCATION,
}
_AT_SCHOOL = {
    Activity.SCHOOL,
    Activity.SCHOOL_PART_TIME,
    Activity.ALTERNATIVE,
    Activity.SUSPENDED,
}
_OLDEST_AT_SCHOOL = 19
# Nursery and reception come before school must start.
_YOUNGEST_AT_SCHOOL = 2


def school_age_starts(born: date) -> date:
    """The first of 31 March, 31 August and 31 December on or after the fifth birthday."""
    fifth = birthday(born, 5)
    days = (date(year, *day) for year in (fifth.year, fifth.year + 1) for day in _STARTING_DAYS)
    return next(day for day in days if day >= fifth)


def school_age_ends(born: date) -> date:
    """The last Friday in June of the school year (September to August) of the 16th birthday."""
    sixteenth = birthday(born, 16)
    year = sixteenth.year + (sixteenth.month >= 9)
    june_ends = date(year, 6, 30)
    return june_ends - timedelta(days=(june_ends.weekday() - 4) % 7)


def is_school_age(born: date, on: date) -> bool:
    return school_age_starts(born) <= on <= school_age_ends(born)


def activity_problems(
    activity: str, *, child: Any, starts: date | None, today: date, ends: date | None = None
) -> Problems:
    """Whether this activity can be right for the child's age on the day it started."""
    findings = Findings()
    if activity not in Activity.values:
        findings.add("activity", "Choose what the young person does.")
    if starts is None:
        findings.add("starts", "Enter the date it started.")
        return findings.problems
    if starts > today:
        findings.add("starts", "The start date cannot be in the future.")
    if ends and ends < starts:
        findings.add("ends", f"The end date cannot be before the start, {say(starts)}.")
    if child.date_of_birth:
        _fits_age(findings, activity, child.date_of_birth, starts)
    return findings.problems


def _fits_age(findings: Findings, activity: str, born: date, on: date) -> None:
    starts, leaves = school_age_starts(born), school_age_ends(born)
    if on < born:
        findings.add("starts", f"This is before the young person was born on {say(born)}.")
    elif activity in _OVER_16_ONLY and on <= leaves:
        findings.add(
            "activity",
            f"This is for young people who have passed school leaving age, {say(leaves)} for this "
            "one. Choose from the school-age list.",
        )
    elif activity in _SCHOOL_AGE_ONLY and on > leaves:
        findings.add(
            "activity",
            f"This is for school-age children, and this one could leave school on {say(leaves)}. "
            "Choose from the list for 16 and over.",
        )
    elif activity in _SCHOOL_AGE_ONLY and on < starts:
        findings.add("activity", f"This child is not of school age until {say(starts)}.")
    elif activity in _AT_SCHOOL and on >= birthday(born, _OLDEST_AT_SCHOOL):
        findings.add(
            "activity", "Someone aged 19 or over is not at school. Choose other education."
        )
    elif activity in _AT_SCHOOL and on < birthday(born, _YOUNGEST_AT_SCHOOL):
        findings.add("activity", "A child under 2 is not at school.")
    elif activity == Activity.NOT_SCHOOL_AGE and on >= starts:
        findings.add("activity", f"This child has been of school age since {say(starts)}.")


def upn_problems(
    reason: str,
    *,
    child: Any,
    on: date,
    has_upn: bool = False,
    every_referral_ended_without_action: bool | None = None,
) -> Problems:
    """Why there is no UPN: rules 8770Q and 8772. None where the referrals are not known."""
    findings = Findings()
    if reason and reason not in UpnUnknown.values:
        findings.add("upn_unknown", "Choose why there is no UPN.")
    if reason and has_upn:
        findings.add("upn_unknown", "There is a UPN, so no reason is needed.")
    born = child.date_of_birth
    if reason == UpnUnknown.NOT_SCHOOL_AGE and born and is_school_age(born, on):  # 8770Q
        findings.add(
            "upn_unknown",
            f"This child has been of school age since {say(school_age_starts(born))}. "
            "Choose another reason or find the UPN.",
        )
    if reason == UpnUnknown.NO_FURTHER_ACTION and every_referral_ended_without_action is False:
        findings.add(  # 8772
            "upn_unknown",
            "This is only for a child whose every referral ended with no further action.",
        )
    return findings.problems
