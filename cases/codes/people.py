"""Who a person is, in the words and codes of the children in need census."""

from django.db.models import TextChoices

from cases.codes.grouping import Groups


class Sex(TextChoices):
    MALE = "M", "Male"
    FEMALE = "F", "Female"
    UNKNOWN = "U", "Not known, or not yet born"


class Ethnicity(TextChoices):
    WHITE_BRITISH = "WBRI", "White British"
    WHITE_IRISH = "WIRI", "White Irish"
    IRISH_TRAVELLER = "WIRT", "Traveller of Irish heritage"
    GYPSY_ROMA = "WROM", "Gypsy or Roma"
    WHITE_OTHER = "WOTH", "Any other White background"
    WHITE_AND_BLACK_CARIBBEAN = "MWBC", "White and Black Caribbean"
    WHITE_AND_BLACK_AFRICAN = "MWBA", "White and Black African"
    WHITE_AND_ASIAN = "MWAS", "White and Asian"
    MIXED_OTHER = "MOTH", "Any other mixed background"
    INDIAN = "AIND", "Indian"
    PAKISTANI = "APKN", "Pakistani"
    BANGLADESHI = "ABAN", "Bangladeshi"
    ASIAN_OTHER = "AOTH", "Any other Asian background"
    CHINESE = "CHNE", "Chinese"
    BLACK_CARIBBEAN = "BCRB", "Caribbean"
    BLACK_AFRICAN = "BAFR", "African"
    BLACK_OTHER = "BOTH", "Any other Black background"
    OTHER = "OOTH", "Any other ethnic group"
    REFUSED = "REFU", "Preferred not to say"
    NOT_OBTAINED = "NOBT", "Not asked yet"

    @classmethod
    def groups(cls) -> Groups:
        return (
            (
                "White",
                (
                    cls.WHITE_BRITISH,
                    cls.WHITE_IRISH,
                    cls.IRISH_TRAVELLER,
                    cls.GYPSY_ROMA,
                    cls.WHITE_OTHER,
                ),
            ),
            (
                "Mixed",
                (
                    cls.WHITE_AND_BLACK_CARIBBEAN,
                    cls.WHITE_AND_BLACK_AFRICAN,
                    cls.WHITE_AND_ASIAN,
                    cls.MIXED_OTHER,
                ),
            ),
            (
                "Asian or Asian British",
                (cls.INDIAN, cls.PAKISTANI, cls.BANGLADESHI, cls.CHINESE, cls.ASIAN_OTHER),
            ),
            (
                "Black or Black British",
                (cls.BLACK_CARIBBEAN, cls.BLACK_AFRICAN, cls.BLACK_OTHER),
            ),
            ("Other or not known", (cls.OTHER, cls.REFUSED, cls.NOT_OBTAINED)),
        )


class Disability(TextChoices):
    NONE = "NONE", "No disability"
    MOBILITY = "MOB", "Mobility"
    HAND_FUNCTION = "HAND", "Hand function"
    PERSONAL_CARE = "PC", "Personal care"
    INCONTINENCE = "INC", "Incontinence"
    COMMUNICATION = "COMM", "Communication"
    LEARNING = "LD", "Learning"
    HEARING = "HEAR", "Hearing"
    VISION = "VIS", "Vision"
    BEHAVIOUR = "BEH", "Behaviour"
    CONSCIOUSNESS = "CON", "Consciousness, such as epilepsy"
    AUTISM = "AUT", "Autism"
    OTHER = "DDA", "Another disability under the Equality Act"


class UpnUnknown(TextChoices):
    """Why there is no unique pupil number."""

    NOT_SCHOOL_AGE = "UN1", "Not of school age"
    NEVER_MAINTAINED_SCHOOL = "UN2", "Has never been to a state school in England"
    OUTSIDE_ENGLAND = "UN3", "Educated outside England"
    NOT_YET_KNOWN = "UN4", "New to us and not yet found out"
    SOURCES_CONFLICT = "UN5", "Different sources give different numbers"
    OTHER = "UN6", "Another reason accepted by the census (UN6)"
    NO_FURTHER_ACTION = "UN7", "Referral ended with no further action"


# The census schema takes UN6 but no published guide we could find says what it stands for, so it
# is kept for records that arrive with it and not offered on forms.
UPN_UNKNOWN_NOT_OFFERED = frozenset({UpnUnknown.OTHER})
