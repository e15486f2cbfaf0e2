"""Names, numbers and places by which a person is known and reached."""

from django.db.models import TextChoices


class NameKind(TextChoices):
    LEGAL = "legal", "Legal name"
    BIRTH = "birth", "Name at birth"
    KNOWN_AS = "known_as", "Known as"
    FORMER = "former", "Former name"
    ALIAS = "alias", "Alias"
    SPELLING = "spelling", "Other spelling"
    OWN_SCRIPT = "own_script", "Name in their own script"


class IdentifierKind(TextChoices):
    NHS_NUMBER = "nhs", "NHS number"
    UPN = "upn", "Unique pupil number (UPN)"
    FORMER_UPN = "former_upn", "Former UPN"
    TEMPORARY_UPN = "temporary_upn", "Temporary UPN"
    LA_CHILD_ID = "la_child_id", "Council child number"
    ADULT_SERVICES = "adult_services", "Adult services number"
    YOUTH_JUSTICE = "youth_justice", "Youth justice number"
    HOME_OFFICE = "home_office", "Home Office reference"
    LEGACY = "legacy", "Number in an older system"
    OTHER = "other", "Another number"


# One person, one number of this kind at a time; and nobody else may hold the same one.
UNIQUE_IDENTIFIERS = frozenset(
    {
        IdentifierKind.NHS_NUMBER,
        IdentifierKind.UPN,
        IdentifierKind.TEMPORARY_UPN,
        IdentifierKind.LA_CHILD_ID,
    }
)


class AddressKind(TextChoices):
    HOME = "home", "Home"
    SECOND_HOME = "second_home", "Second home, such as the other parent’s"
    TEMPORARY = "temporary", "Temporary"
    PLACEMENT = "placement", "Placement"
    REFUGE = "refuge", "Refuge"
    CUSTODY = "custody", "Prison or custody"
    HOSPITAL = "hospital", "Hospital"
    NO_FIXED_ABODE = "no_fixed_abode", "No fixed address"
    CORRESPONDENCE = "correspondence", "For letters only"


# Shown only to people who work with the family, whether or not anyone ticked the box.
SECRET_BY_NATURE = frozenset({AddressKind.REFUGE})


class ContactKind(TextChoices):
    MOBILE = "mobile", "Mobile phone"
    HOME_PHONE = "home_phone", "Home phone"
    WORK_PHONE = "work_phone", "Work phone"
    EMAIL = "email", "Email"
    SOCIAL = "social", "Messaging or social media name"
    THROUGH_SOMEONE = "through_someone", "Through someone else"
