"""What a young person does in the day.

The first eleven are the national codes for care leavers (ACTIV), used from 16. Younger children
need words for school that the return does not have, so those are ours and start with "S".
"""

from django.db.models import TextChoices

from cases.codes.grouping import Groups


class Activity(TextChoices):
    HIGHER_FULL = "F1", "Higher education, full time"
    HIGHER_PART = "P1", "Higher education, part time"
    OTHER_EDUCATION_FULL = "F2", "Other education, full time"
    OTHER_EDUCATION_PART = "P2", "Other education, part time"
    APPRENTICESHIP_FULL = "F4", "Apprenticeship, full time"
    APPRENTICESHIP_PART = "P4", "Apprenticeship, part time"
    WORK_FULL = "F5", "Training or work, full time"
    WORK_PART = "P5", "Training or work, part time"
    NEET_ILLNESS = "G4", "Not in education, training or work: illness or disability"
    NEET_OTHER = "G5", "Not in education, training or work: another reason"
    NEET_PARENTING = "G6", "Not in education, training or work: pregnancy or parenting"
    UNKNOWN = "0", "Not known"
    SCHOOL = "SCH", "In school"
    SCHOOL_PART_TIME = "SPT", "In school on a part-time timetable"
    ALTERNATIVE = "SAP", "Alternative provision or pupil referral unit"
    HOME_EDUCATED = "SHE", "Educated at home by choice"
    SUSPENDED = "SSU", "Suspended from school"
    EXCLUDED = "SPX", "Permanently excluded, no new place yet"
    MISSING_EDUCATION = "SME", "School age and on no school’s roll"
    NOT_SCHOOL_AGE = "SYO", "Too young for school"

    @classmethod
    def groups(cls) -> Groups:
        return (
            (
                "School age",
                (
                    cls.SCHOOL,
                    cls.SCHOOL_PART_TIME,
                    cls.ALTERNATIVE,
                    cls.HOME_EDUCATED,
                    cls.SUSPENDED,
                    cls.EXCLUDED,
                    cls.MISSING_EDUCATION,
                    cls.NOT_SCHOOL_AGE,
                ),
            ),
            (
                "16 and over: in education, training or work",
                (
                    cls.OTHER_EDUCATION_FULL,
                    cls.OTHER_EDUCATION_PART,
                    cls.APPRENTICESHIP_FULL,
                    cls.APPRENTICESHIP_PART,
                    cls.WORK_FULL,
                    cls.WORK_PART,
                    cls.HIGHER_FULL,
                    cls.HIGHER_PART,
                ),
            ),
            (
                "16 and over: not in education, training or work",
                (cls.NEET_ILLNESS, cls.NEET_PARENTING, cls.NEET_OTHER),
            ),
            ("Not known", (cls.UNKNOWN,)),
        )


IN_EDUCATION_OR_WORK_OVER_16 = frozenset(
    {
        Activity.HIGHER_FULL,
        Activity.HIGHER_PART,
        Activity.OTHER_EDUCATION_FULL,
        Activity.OTHER_EDUCATION_PART,
        Activity.APPRENTICESHIP_FULL,
        Activity.APPRENTICESHIP_PART,
        Activity.WORK_FULL,
        Activity.WORK_PART,
    }
)
NOT_IN_EDUCATION_OR_WORK = frozenset(
    {Activity.NEET_ILLNESS, Activity.NEET_OTHER, Activity.NEET_PARENTING}
)
# A part-time timetable is still a school place; suspension keeps the place but not the day.
LEARNING_AT_SCHOOL_AGE = frozenset(
    {
        Activity.SCHOOL,
        Activity.SCHOOL_PART_TIME,
        Activity.ALTERNATIVE,
        Activity.HOME_EDUCATED,
    }
)
OUT_OF_SCHOOL = frozenset({Activity.SUSPENDED, Activity.EXCLUDED, Activity.MISSING_EDUCATION})

# Members of the national list, sent as they are; the rest never leave in a return.
NATIONAL_ACTIVITIES = IN_EDUCATION_OR_WORK_OVER_16 | NOT_IN_EDUCATION_OR_WORK | {Activity.UNKNOWN}
ENGAGED = IN_EDUCATION_OR_WORK_OVER_16 | LEARNING_AT_SCHOOL_AGE
NOT_ENGAGED = NOT_IN_EDUCATION_OR_WORK | OUT_OF_SCHOOL
