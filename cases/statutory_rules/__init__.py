"""Rules of the children in need census, the looked-after return and the guidance, at entry.

Each `…_problems` returns messages by field, empty when nothing is wrong, ready for
`ValidationError`. They are checked when something is typed, so that a return made from the records
never fails for a reason somebody could have been told at the time. `…_queries` are things that
may be right but are worth asking once. Nothing here reads the clock or the database.
"""

from cases.statutory_rules.care import (
    care_entries,
    episode_problems,
    episode_queries,
    is_care_entry,
    periods_of_care,
)
from cases.statutory_rules.education import (
    activity_problems,
    is_school_age,
    school_age_ends,
    school_age_starts,
    upn_problems,
)
from cases.statutory_rules.facts import Child, Episode, Missing, Problems, Status, age_on
from cases.statutory_rules.missing import missing_problems, often_missing, return_interview_due
from cases.statutory_rules.person import birth_problems, disability_problems, needs_problems
from cases.statutory_rules.statuses import status_problems, status_queries

__all__ = [
    "Child",
    "Episode",
    "Missing",
    "Problems",
    "Status",
    "activity_problems",
    "age_on",
    "birth_problems",
    "care_entries",
    "disability_problems",
    "episode_problems",
    "episode_queries",
    "is_care_entry",
    "is_school_age",
    "missing_problems",
    "needs_problems",
    "often_missing",
    "periods_of_care",
    "return_interview_due",
    "school_age_ends",
    "school_age_starts",
    "status_problems",
    "status_queries",
    "upn_problems",
]
