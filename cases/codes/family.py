"""Parts people have in a family, in a case and in the work."""

from django.db.models import TextChoices


class FamilyRole(TextChoices):
    CHILD = "child", "Child"
    PARENT = "parent", "Parent"
    STEP_PARENT = "step_parent", "Step-parent"
    CARER = "carer", "Carer"
    SIBLING = "sibling", "Brother or sister"
    GRANDPARENT = "grandparent", "Grandparent"
    OTHER_RELATIVE = "other_relative", "Other relative"
    PARTNER = "partner", "Partner of a parent"
    OTHER_ADULT = "other_adult", "Other adult"
    OTHER_CHILD = "other_child", "Other child"


class ParticipantRole(TextChoices):
    SUBJECT_CHILD = "subject_child", "Child the work is about"
    PARENT = "parent", "Parent or carer"
    SIBLING = "sibling", "Brother or sister"
    OTHER = "other", "Other person"


class AllocationRole(TextChoices):
    KEY_WORKER = "key_worker", "Key worker"
    SOCIAL_WORKER = "social_worker", "Social worker"
    FIT_PRACTITIONER = "fit_practitioner", "Family intervention practitioner"
    EDGE_WORKER = "edge_worker", "Edge of care worker"
    WILLOW_PRACTITIONER = "willow_practitioner", "Willow practitioner"
    FAMILY_SUPPORT = "family_support", "Family support worker"
    MENTOR = "mentor", "Mentor"
    ADVOCATE = "advocate", "Advocate"
    RETURN_INTERVIEWER = "return_interviewer", "Return interviewer"
    PA = "pa", "Personal assistant"
    VOLUNTEER_COORDINATOR = "volunteer_coordinator", "Volunteer co-ordinator"
    OTHER = "other", "Other"


# Roles a volunteer may fill; everything else is paid staff.
VOLUNTEER_ROLES = frozenset(
    {
        AllocationRole.FAMILY_SUPPORT,
        AllocationRole.MENTOR,
        AllocationRole.ADVOCATE,
        AllocationRole.RETURN_INTERVIEWER,
    }
)


class AlertKind(TextChoices):
    RISK_TO_WORKERS = "risk_to_workers", "Risk to workers: do not visit alone"
    WEAPONS = "weapons", "Weapons in the home"
    DOG = "dog", "Dangerous animal"
    DOMESTIC_ABUSE = "domestic_abuse", "Domestic abuse: take care what you say and to whom"
    RISK_TO_CHILDREN = "risk_to_children", "Person who may be a risk to children"
    NO_CONTACT = "no_contact", "Must not have contact: court order or agreement"
    DO_NOT_DISCLOSE = "do_not_disclose", "Address must not be told to someone"
    EXPLOITATION = "exploitation", "At risk of exploitation"
    GOES_MISSING = "goes_missing", "Goes missing"
    SELF_HARM = "self_harm", "Risk of self-harm or suicide"
    HEALTH = "health", "Serious health condition or allergy"
    INFECTION = "infection", "Infection risk in the home"
    COMMUNICATION = "communication", "Needs an interpreter or other help to communicate"
    LEGAL = "legal", "Court proceedings under way"
    OTHER = "other", "Another warning"
