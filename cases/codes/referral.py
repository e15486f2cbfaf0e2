"""Where a referral came from, why, and how a spell of being in need ended (CIN census)."""

from django.db.models import TextChoices

from cases.codes.grouping import Groups


class ReferralSource(TextChoices):
    FAMILY = "1A", "Family member or carer"
    ACQUAINTANCE = "1B", "Friend, neighbour or childminder"
    SELF = "1C", "The child or young person"
    OTHER_INDIVIDUAL = "1D", "Another person, such as a stranger or MP"
    SCHOOL = "2A", "School"
    EDUCATION_SERVICE = "2B", "Education service"
    GP = "3A", "GP"
    HEALTH_VISITOR = "3B", "Health visitor"
    SCHOOL_NURSE = "3C", "School nurse"
    PRIMARY_HEALTH = "3D", "Another primary health service"
    EMERGENCY_DEPARTMENT = "3E", "Accident and emergency"
    OTHER_HEALTH = "3F", "Another health service, such as a hospice"
    HOUSING = "4", "Housing"
    COUNCIL_SOCIAL_CARE = "5A", "Council social care, such as adult services"
    COUNCIL_OTHER = "5B", "Another part of the council"
    OTHER_COUNCIL = "5C", "Another council"
    EARLY_HELP = "5D", "Council early help"
    POLICE = "6", "Police"
    JUSTICE = "7", "Court, probation, prison, immigration or Cafcass"
    OTHER_AGENCY = "8", "Another agency, such as a children’s centre or charity"
    ANONYMOUS = "9", "Anonymous"
    UNKNOWN = "10", "Not known"

    @classmethod
    def groups(cls) -> Groups:
        return (
            (
                "Family and public",
                (cls.FAMILY, cls.ACQUAINTANCE, cls.SELF, cls.OTHER_INDIVIDUAL),
            ),
            ("Schools and education", (cls.SCHOOL, cls.EDUCATION_SERVICE)),
            (
                "Health",
                (
                    cls.GP,
                    cls.HEALTH_VISITOR,
                    cls.SCHOOL_NURSE,
                    cls.PRIMARY_HEALTH,
                    cls.EMERGENCY_DEPARTMENT,
                    cls.OTHER_HEALTH,
                ),
            ),
            (
                "Council",
                (
                    cls.EARLY_HELP,
                    cls.COUNCIL_SOCIAL_CARE,
                    cls.COUNCIL_OTHER,
                    cls.OTHER_COUNCIL,
                    cls.HOUSING,
                ),
            ),
            ("Police and justice", (cls.POLICE, cls.JUSTICE)),
            ("Other", (cls.OTHER_AGENCY, cls.ANONYMOUS, cls.UNKNOWN)),
        )


class PrimaryNeed(TextChoices):
    ABUSE_OR_NEGLECT = "N1", "Abuse or neglect"
    CHILD_DISABILITY = "N2", "Child’s disability or illness"
    PARENT_ILLNESS = "N3", "Parent’s illness, disability or addiction"
    ACUTE_STRESS = "N4", "Family going through a temporary crisis"
    DYSFUNCTION = "N5", "Long-standing difficulties in the family"
    BEHAVIOUR = "N6", "Child’s behaviour, including offending"
    LOW_INCOME = "N7", "Low income"
    ABSENT_PARENTING = "N8", "No parent able to care for the child"
    NOT_IN_NEED = "N9", "Not a child in need"
    NOT_STATED = "N0", "Not stated"


# The looked-after return takes a child's category of need only from this narrower list.
LOOKED_AFTER_NEEDS = frozenset(set(PrimaryNeed) - {PrimaryNeed.NOT_IN_NEED, PrimaryNeed.NOT_STATED})


class ClosureReason(TextChoices):
    ADOPTED = "RC1", "Adopted"
    DIED = "RC2", "Died"
    CHILD_ARRANGEMENTS = "RC3", "Child arrangements order"
    SPECIAL_GUARDIANSHIP = "RC4", "Special guardianship order"
    MOVED_COUNCIL = "RC5", "Moved to another council"
    ADULT_SERVICES = "RC6", "Moved to adult services"
    OTHER = "RC7", "No longer in need, or another reason"
    ASSESSED_NO_ACTION = "RC8", "Closed after assessment, no further action"
    ASSESSED_EARLY_HELP = "RC9", "Closed after assessment, passed to early help"


# Both say that an assessment was the last thing that happened.
CLOSED_AFTER_ASSESSMENT = frozenset(
    {ClosureReason.ASSESSED_NO_ACTION, ClosureReason.ASSESSED_EARLY_HELP}
)


class AbuseCategory(TextChoices):
    NEGLECT = "NEG", "Neglect"
    PHYSICAL = "PHY", "Physical abuse"
    SEXUAL = "SAB", "Sexual abuse"
    EMOTIONAL = "EMO", "Emotional abuse"
    MULTIPLE = "MUL", "More than one kind of abuse"


class WhatReferrerWasTold(TextChoices):
    """What the person who made the referral has heard back from us."""

    NOT_YET = "not_yet", "Nothing yet"
    RECEIVED = "received", "We have the referral and are deciding"
    ACCEPTED = "accepted", "We have accepted it"
    DECLINED = "declined", "We have not accepted it, and why"
    REDIRECTED = "redirected", "It has gone to another team, and which"
    MORE_NEEDED = "more_needed", "We need more information"
    COULD_NOT_REACH = "could_not_reach", "We tried but could not reach them"
    NOT_TOLD = "not_told", "Nothing, because telling them is not safe or not possible"
