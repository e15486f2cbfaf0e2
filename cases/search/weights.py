"""How much each kind of agreement counts in a search, out of 100. One table, so that it can be
argued over in one place.
"""

from cases.search.dates import Span

WORDS = {
    "exact": 100.0,
    # "Steph" for "Stephen": more for more of the word.
    "start": 50.0,
    "start_rest": 35.0,
    # "Steven" for "Stephen", and how alike they look.
    "sound": 45.0,
    "sound_rest": 40.0,
    # Letters wrong, missing or swapped.
    "typo": 40.0,
    "typo_rest": 35.0,
    # Parts of all of these: a name no longer used, or only the family's.
    "other_name": 0.9,
    "family_name": 0.4,
    # The first letter of a first or last name, typed for the whole.
    "initial": 70.0,
}
FORMS = {"form": 85.0, "joined": 95.0, "slip": 62.0}

DAYS = {"exact": 100.0, "swapped": 80.0, "year": 65.0, "day": 65.0, "month": 60.0, "digit": 55.0}
SPANS = {"year": 100.0, "month": 100.0, "age": 100.0, "near": 55.0}
# A record without a date of birth neither agrees nor differs.
UNKNOWN_DATE = 30.0

# Good enough to find somebody by with only part of the name agreeing.
SURE_DAY = 80.0


def date_counts(query) -> float:
    """A date of birth says more than one word of a name; a year or an age does not."""
    return 2.0 if query.days else 1.0 if query.spans else 0.0


# A number or reference goes before everything.
DIRECT = 200.0
# Below this part of what was typed agreeing, a record is not shown.
LEAST = 36.0
# From this on, a match is good enough to say that a restricted record may be the one meant.
STRONG_NAME = 80.0


def of_span(span: Span) -> float:
    return SPANS[span.how]
