"""What speaks for and against two records being one person. The one table of the duplicate warning.

Points add up; the sum is kept between 0 and 100. Full names and the date of birth agreeing give
80; the same without a date gives 50, which is shown but not insisted on.
"""

# For each way a word of a name can agree (see cases.search.weights): points as a first name and
# as a last name.
NAME_POINTS = {
    "exact": (25.0, 25.0),
    "joined": (24.0, 24.0),
    "form": (20.0, 14.0),  # William and Bill
    "sound": (16.0, 16.0),  # Stephen and Steven
    "slip": (16.0, 16.0),  # Jones and Jnoes
    "typo": (12.0, 12.0),
}
SECOND_FORENAME = 0.6  # a middle name agreeing says less than the first
PART_OF_SURNAME = 0.85  # "Hill" of "Hill-Okoro"
OTHER_NAME = 0.85  # a former or other name
SWAPPED = 0.75  # a first name where the other record has a last name

DIFFERENT_FORENAME = -25.0  # brothers and sisters, and twins
DIFFERENT_SURNAME = -8.0  # surnames change

BIRTH_POINTS = {
    "exact": 30.0,
    "swapped": 22.0,
    "day": 18.0,
    "year": 16.0,
    "month": 16.0,
    "digit": 16.0,
}
DUE_THEN = 22.0  # born, or due, within three weeks of the date expected
DUE_WITHIN_DAYS = 21
DIFFERENT_BIRTH = -25.0
DIFFERENT_ESTIMATE = -5.0  # one of the dates is only an estimate

SAME_NUMBER = 60.0
NUMBER_ALONE = 70.0  # an NHS number or UPN belongs to one person, whatever else differs
DIFFERENT_NUMBER = -40.0  # another NHS number is another person, or a mistyped one
SAME_POSTCODE = 12.0
DIFFERENT_SEX = -8.0

# From here a record is shown as possibly the same person...
SHOWN_FROM = 45
# ...and from here adding a new one must be confirmed.
CONFIRMED_FROM = 65
# The most records the warning shows.
MOST_SHOWN = 5
