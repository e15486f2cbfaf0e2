"""Being looked after: the codes of the SSDA903 return."""

from django.db.models import TextChoices

from cases.codes.grouping import Groups


class NewEpisodeReason(TextChoices):
    """Why a new line starts in a child's care history (RNE)."""

    STARTED = "S", "Started to be looked after"
    LEGAL_STATUS = "L", "Legal status changed, same placement and carer"
    PLACEMENT_AND_CARER = "P", "Moved to a new placement and carer"
    PLACEMENT = "T", "Moved to a new placement with the same carer"
    ALL = "B", "Legal status, placement and carer all changed"
    LEGAL_STATUS_AND_PLACEMENT = "U", "Legal status and placement changed, same carer"


class LegalStatus(TextChoices):
    INTERIM_CARE_ORDER = "C1", "Interim care order"
    CARE_ORDER = "C2", "Full care order"
    FREEING_ORDER = "D1", "Freeing order"
    PLACEMENT_ORDER = "E1", "Placement order"
    SECTION_20 = "V2", "Accommodated with agreement (section 20)"
    SHORT_BREAK_SINGLE = "V3", "Short break, recorded one at a time"
    SHORT_BREAK_SERIES = "V4", "Short breaks under an agreement"
    POLICE_PROTECTION = "L1", "Police protection"
    EMERGENCY_PROTECTION = "L2", "Emergency protection order"
    ASSESSMENT_ORDER = "L3", "Child assessment order"
    REMAND = "J1", "On remand"
    PACE = "J2", "Detained by police and accommodated (PACE)"
    YOUTH_REHABILITATION = "J3", "Youth rehabilitation order with residence"

    @classmethod
    def groups(cls) -> Groups:
        return (
            ("Agreed with the family", (cls.SECTION_20,)),
            (
                "Court order",
                (
                    cls.INTERIM_CARE_ORDER,
                    cls.CARE_ORDER,
                    cls.PLACEMENT_ORDER,
                    cls.FREEING_ORDER,
                ),
            ),
            (
                "Emergency protection",
                (cls.POLICE_PROTECTION, cls.EMERGENCY_PROTECTION, cls.ASSESSMENT_ORDER),
            ),
            ("Youth justice", (cls.REMAND, cls.PACE, cls.YOUTH_REHABILITATION)),
            ("Short breaks", (cls.SHORT_BREAK_SINGLE, cls.SHORT_BREAK_SERIES)),
        )


# Respite for a family that goes on caring: published figures leave it out of "entered care".
SHORT_BREAKS = frozenset({LegalStatus.SHORT_BREAK_SINGLE, LegalStatus.SHORT_BREAK_SERIES})


class Placement(TextChoices):
    ADOPTION_CONSENT_CARER = "A3", "With adopters who fostered the child, parents agreed"
    ADOPTION_CONSENT_NEW = "A4", "With adopters new to the child, parents agreed"
    ADOPTION_ORDER_CARER = "A5", "With adopters who fostered the child, placement order"
    ADOPTION_ORDER_NEW = "A6", "With adopters new to the child, placement order"
    SECURE = "K1", "Secure children’s home"
    CHILDRENS_HOME = "K2", "Children’s home"
    SUPPORTED = "K3", "Supported accommodation (16 and over)"
    PARENTS = "P1", "With parents"
    EMPLOYMENT = "P3", "Living where they work"
    CARE_HOME = "R1", "Residential care home"
    NHS = "R2", "NHS or other health setting"
    FAMILY_CENTRE = "R3", "Family centre or mother and baby unit"
    CUSTODY = "R5", "Young offender institution or prison"
    BOARDING_SCHOOL = "S1", "Residential school"
    TEMPORARY_ANY = "T0", "Temporary move, any kind"
    TEMPORARY_HOSPITAL = "T1", "Temporary stay in hospital"
    TEMPORARY_HOLIDAY = "T2", "Temporary absence on holiday"
    TEMPORARY_CARER_AWAY = "T3", "Temporary stay while the carer is away"
    TEMPORARY_WEEK = "T4", "Temporary stay of seven days or less"
    KIN_LONG_TERM = "U1", "Fostered by relative or friend, long term"
    KIN_FOR_ADOPTION = "U2", "Fostered by relative or friend who may adopt"
    KIN_OTHER = "U3", "Fostered by relative or friend, not long term"
    FOSTER_LONG_TERM = "U4", "Foster carer, long term"
    FOSTER_FOR_ADOPTION = "U5", "Foster carer who may adopt"
    FOSTER_OTHER = "U6", "Foster carer, not long term"
    OTHER_11 = "Z11", "Other placement (Z11)"
    OTHER_12 = "Z12", "Other placement (Z12)"
    OTHER_13 = "Z13", "Other placement (Z13)"
    OTHER_14 = "Z14", "Other placement (Z14)"

    @classmethod
    def groups(cls) -> Groups:
        return (
            ("Foster care", (cls.FOSTER_OTHER, cls.FOSTER_LONG_TERM, cls.FOSTER_FOR_ADOPTION)),
            ("Relative or friend", (cls.KIN_OTHER, cls.KIN_LONG_TERM, cls.KIN_FOR_ADOPTION)),
            ("Home or independent", (cls.PARENTS, cls.SUPPORTED, cls.EMPLOYMENT)),
            (
                "Residential",
                (
                    cls.CHILDRENS_HOME,
                    cls.SECURE,
                    cls.CARE_HOME,
                    cls.NHS,
                    cls.FAMILY_CENTRE,
                    cls.BOARDING_SCHOOL,
                    cls.CUSTODY,
                ),
            ),
            (
                "Placed for adoption",
                (
                    cls.ADOPTION_CONSENT_CARER,
                    cls.ADOPTION_CONSENT_NEW,
                    cls.ADOPTION_ORDER_CARER,
                    cls.ADOPTION_ORDER_NEW,
                ),
            ),
            (
                "Temporary",
                (
                    cls.TEMPORARY_ANY,
                    cls.TEMPORARY_HOSPITAL,
                    cls.TEMPORARY_HOLIDAY,
                    cls.TEMPORARY_CARER_AWAY,
                    cls.TEMPORARY_WEEK,
                ),
            ),
            ("Other", (cls.OTHER_11, cls.OTHER_12, cls.OTHER_13, cls.OTHER_14)),
        )


# No longer accepted for episodes: what to use instead, for people who type the code they remember.
DROPPED_PLACEMENTS = {
    "H5": "H5 is no longer used. For someone aged 16 or over use K3, supported accommodation.",
    "P2": "P2 is no longer used. For someone aged 16 or over use K3, supported accommodation.",
    "Z1": "Z1 is no longer used. Choose one of Z11 to Z14.",
}


class EpisodeCeased(TextChoices):
    """Why a line of a child's care history ended (REC)."""

    CONTINUES = "X1", "Still looked after: a new episode follows"
    ADOPTED_UNOPPOSED = "E11", "Adopted, not opposed"
    ADOPTED_CONSENT_DISPENSED = "E12", "Adopted, court dispensed with consent"
    DIED = "E2", "Died"
    OTHER_COUNCIL = "E3", "Care taken over by another council"
    HOME_PLANNED = "E4A", "Went home as planned"
    HOME_UNPLANNED = "E4B", "Went home, not planned"
    HOME_NO_RESPONSIBILITY = "E13", "Went to live with people without parental responsibility"
    CHILD_ARRANGEMENTS = "E41", "Child arrangements order"
    GUARDIAN_KIN_FOSTER = "E45", "Special guardianship to a relative or friend who fostered them"
    GUARDIAN_FOSTER = "E46", "Special guardianship to another foster carer"
    GUARDIAN_KIN = "E47", "Special guardianship to a relative or friend who had not fostered them"
    GUARDIAN_OTHER = "E48", "Special guardianship to someone else"
    INDEPENDENT_SUPPORTED = "E5", "Living independently with support"
    INDEPENDENT = "E6", "Living independently without support"
    ADULT_RESIDENTIAL = "E7", "Moved to adult residential care"
    OTHER = "E8", "Another reason"
    CUSTODY = "E9", "Sentenced to custody"
    REMAND_ENDED = "E14", "Remand ended"
    AGE_ASSESSED_ADULT = "E15", "Assessed to be 18 or over"
    MOVED_ABROAD = "E16", "Moved abroad"
    STAYED_PUT = "E17", "Turned 18 and stayed with their carers"

    @classmethod
    def groups(cls) -> Groups:
        return (
            ("Still looked after", (cls.CONTINUES,)),
            (
                "Home or family",
                (
                    cls.HOME_PLANNED,
                    cls.HOME_UNPLANNED,
                    cls.HOME_NO_RESPONSIBILITY,
                    cls.CHILD_ARRANGEMENTS,
                ),
            ),
            (
                "Special guardianship",
                (
                    cls.GUARDIAN_KIN_FOSTER,
                    cls.GUARDIAN_FOSTER,
                    cls.GUARDIAN_KIN,
                    cls.GUARDIAN_OTHER,
                ),
            ),
            ("Adoption", (cls.ADOPTED_UNOPPOSED, cls.ADOPTED_CONSENT_DISPENSED)),
            (
                "Growing up",
                (
                    cls.INDEPENDENT_SUPPORTED,
                    cls.INDEPENDENT,
                    cls.STAYED_PUT,
                    cls.ADULT_RESIDENTIAL,
                    cls.AGE_ASSESSED_ADULT,
                ),
            ),
            ("Youth justice", (cls.CUSTODY, cls.REMAND_ENDED)),
            ("Other", (cls.OTHER_COUNCIL, cls.MOVED_ABROAD, cls.DIED, cls.OTHER)),
        )


class PlacementChange(TextChoices):
    CARE_PLAN = "CARPL", "Part of the care plan"
    CLOSED = "CLOSE", "Carer resigned or home closed"
    ALLEGATION = "ALLEG", "Allegation"
    STANDARDS = "STAND", "Concern about standards of care"
    APPROVAL = "APPRR", "Carer’s approval removed"
    CARER_BEHAVIOUR = "CREQB", "Carer asked, because of the child’s behaviour"
    CARER_OTHER = "CREQO", "Carer asked, for another reason"
    CHILD = "CHILD", "Child asked"
    COUNCIL = "LAREQ", "Council asked"
    STATUS_ONLY = "PLACE", "Only the status of the placement changed"
    CUSTODY = "CUSTOD", "Custody"
    OTHER = "OTHER", "Another reason"


class MissingKind(TextChoices):
    MISSING = "M", "Missing: not where they should be, and not known where"
    AWAY = "A", "Away without permission: where they are is known"
