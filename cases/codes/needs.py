"""Needs seen in a family: the factors a social worker ticks at the end of an assessment.

The national list says who each factor is about by its letter: A the child, B a parent or carer,
C someone else in the household, except in 8 (kinds of private fostering) and in 18 and 19 (who
did the harm).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices

from cases.codes.grouping import Groups


class PresentingNeed(TextChoices):
    ALCOHOL_CHILD = "1A", "Alcohol misuse by the child"
    ALCOHOL_PARENT = "1B", "Alcohol misuse by a parent or carer"
    ALCOHOL_OTHER = "1C", "Alcohol misuse by someone else in the household"
    DRUGS_CHILD = "2A", "Drug misuse by the child"
    DRUGS_PARENT = "2B", "Drug misuse by a parent or carer"
    DRUGS_OTHER = "2C", "Drug misuse by someone else in the household"
    DOMESTIC_ABUSE_CHILD = "3A", "Domestic abuse of the child"
    DOMESTIC_ABUSE_PARENT = "3B", "Domestic abuse of a parent or carer"
    DOMESTIC_ABUSE_OTHER = "3C", "Domestic abuse of someone else in the household"
    MENTAL_HEALTH_CHILD = "4A", "Mental health of the child"
    MENTAL_HEALTH_PARENT = "4B", "Mental health of a parent or carer"
    MENTAL_HEALTH_OTHER = "4C", "Mental health of someone else in the household"
    LEARNING_DISABILITY_CHILD = "5A", "Learning disability of the child"
    LEARNING_DISABILITY_PARENT = "5B", "Learning disability of a parent or carer"
    LEARNING_DISABILITY_OTHER = "5C", "Learning disability of someone else in the household"
    PHYSICAL_CHILD = "6A", "Physical disability or illness of the child"
    PHYSICAL_PARENT = "6B", "Physical disability or illness of a parent or carer"
    PHYSICAL_OTHER = "6C", "Physical disability or illness of someone else in the household"
    YOUNG_CARER = "7A", "Young carer"
    FOSTERING_RETURNING = "8B", "Privately fostered from overseas, means to go back"
    FOSTERING_STAYING = "8C", "Privately fostered from overseas, means to stay"
    FOSTERING_EDUCATION = "8D", "Privately fostered in the UK for education"
    FOSTERING_FAMILY = "8E", "Privately fostered in the UK for family reasons"
    FOSTERING_OTHER = "8F", "Privately fostered for another reason"
    ASYLUM_SEEKING = "9A", "Unaccompanied child seeking asylum"
    MISSING = "10A", "Going missing"
    SEXUAL_EXPLOITATION = "11A", "Child sexual exploitation"
    TRAFFICKING = "12A", "Trafficking"
    GANGS = "13A", "Gangs"
    BEHAVIOUR = "14A", "Child’s behaviour, including offending"
    SELF_HARM = "15A", "Self-harm"
    NEGLECT = "16A", "Neglect"
    EMOTIONAL_ABUSE = "17A", "Emotional abuse"
    PHYSICAL_ABUSE = "18A", "Physical abuse (old code)"
    PHYSICAL_ABUSE_BY_CHILD = "18B", "Physical abuse by another child"
    PHYSICAL_ABUSE_BY_ADULT = "18C", "Physical abuse by an adult"
    SEXUAL_ABUSE = "19A", "Sexual abuse (old code)"
    SEXUAL_ABUSE_BY_CHILD = "19B", "Sexual abuse by another child"
    SEXUAL_ABUSE_BY_ADULT = "19C", "Sexual abuse by an adult"
    OTHER = "20", "Another need"
    NONE = "21", "No needs found"
    FGM = "22A", "Female genital mutilation"
    FAITH = "23A", "Abuse linked to faith or belief"
    CRIMINAL_EXPLOITATION = "24A", "Child criminal exploitation"

    @classmethod
    def groups(cls) -> Groups:
        return (
            ("Domestic abuse", _having("3")),
            ("Alcohol and drugs", _having("1", "2")),
            ("Mental health", (*_having("4"), cls.SELF_HARM)),
            (
                "Exploitation and going missing",
                (
                    cls.SEXUAL_EXPLOITATION,
                    cls.CRIMINAL_EXPLOITATION,
                    cls.TRAFFICKING,
                    cls.GANGS,
                    cls.MISSING,
                ),
            ),
            (
                "Abuse and neglect",
                (
                    cls.NEGLECT,
                    cls.EMOTIONAL_ABUSE,
                    *_having("18"),
                    *_having("19"),
                    cls.FGM,
                    cls.FAITH,
                ),
            ),
            ("Disability and illness", _having("5", "6")),
            (
                "Child’s circumstances",
                (cls.BEHAVIOUR, cls.YOUNG_CARER, cls.ASYLUM_SEEKING, *_having("8")),
            ),
            ("Other", (cls.OTHER, cls.NONE)),
        )


def _having(*numbers: str) -> tuple[PresentingNeed, ...]:
    return tuple(need for need in PresentingNeed if need.value.rstrip("ABCDEF") in numbers)


# Still found in older records; the census queries them on an assessment finished today.
WITHDRAWN_NEEDS = frozenset({PresentingNeed.PHYSICAL_ABUSE, PresentingNeed.SEXUAL_ABUSE})

DOMESTIC_ABUSE = frozenset(_having("3"))
SUBSTANCE_MISUSE = frozenset(_having("1", "2"))
MENTAL_HEALTH = frozenset(_having("4"))
EXPLOITATION = frozenset(
    {
        PresentingNeed.MISSING,
        PresentingNeed.SEXUAL_EXPLOITATION,
        PresentingNeed.TRAFFICKING,
        PresentingNeed.GANGS,
        PresentingNeed.CRIMINAL_EXPLOITATION,
    }
)


@dataclass(frozen=True)
class NeedsFlags:
    """What a set of needs means for which strand should know of the family."""

    domestic_abuse: bool
    substance_misuse: bool
    mental_health: bool
    exploitation: bool
    parental_trio: bool

    @property
    def trio_count(self) -> int:
        """How many of domestic abuse, substance misuse and mental health: 0 to 3."""
        return self.domestic_abuse + self.substance_misuse + self.mental_health


def needs_flags(codes: Iterable[str]) -> NeedsFlags:
    """Flags from any mixture of members and plain codes; codes we do not know count for nothing."""
    seen = {str(code) for code in codes}
    return NeedsFlags(
        domestic_abuse=bool(seen & DOMESTIC_ABUSE),
        substance_misuse=bool(seen & SUBSTANCE_MISUSE),
        mental_health=bool(seen & MENTAL_HEALTH),
        exploitation=bool(seen & EXPLOITATION),
        parental_trio={"3B", "4B"} <= seen and bool({"1B", "2B"} & seen),
    )
