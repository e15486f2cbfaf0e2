"""The life of a case in a strand, from referral to closing."""

from django.db.models import TextChoices


class CaseStage(TextChoices):
    REFERRED = "referred", "Referred"
    ACCEPTED = "accepted", "Accepted"
    ACTIVE = "active", "Active"
    DECLINED = "declined", "Not accepted"
    REDIRECTED = "redirected", "Redirected"
    CLOSED = "closed", "Closed"


OPEN_STAGES = (CaseStage.REFERRED, CaseStage.ACCEPTED, CaseStage.ACTIVE)


class DeclineReason(TextChoices):
    THRESHOLD_NOT_MET = "threshold_not_met", "Needs are below the level this team works at"
    TOO_HIGH = "too_high", "Needs are above the level this team works at"
    OUT_OF_AREA = "out_of_area", "Lives outside the area"
    AGE = "age", "Outside the age range"
    NO_CONSENT = "no_consent", "Family does not agree to the referral"
    NO_CAPACITY = "no_capacity", "No place available"
    ALREADY_HELPED = "already_helped", "Already being helped with this"
    NOT_ENOUGH_INFORMATION = "not_enough_information", "Not enough information to decide"
    NOT_SAFE = "not_safe", "Not safe to offer this help now"
    DUPLICATE = "duplicate", "Same as a referral we already have"
    OTHER = "other", "Another reason"


class CaseOutcome(TextChoices):
    GOALS_MET = "goals_met", "Goals met"
    GOALS_PARTLY_MET = "goals_partly_met", "Goals partly met"
    GOALS_NOT_MET = "goals_not_met", "Goals not met"
    STEPPED_UP = "stepped_up", "Needs grew: stepped up"
    ENTERED_CARE = "entered_care", "Child became looked after"
    DISENGAGED = "disengaged", "Family stopped taking part"
    NEVER_ENGAGED = "never_engaged", "Family never took part"
    MOVED_AWAY = "moved_away", "Family moved away"
    REACHED_AGE = "reached_age", "Reached the upper age"
    DIED = "died", "Child or parent died"
    OPENED_IN_ERROR = "opened_in_error", "Opened in error"
    OTHER = "other", "Another outcome"


class StepDown(TextChoices):
    """Who carries on when our work ends."""

    NO_FURTHER_HELP = "none", "No further help needed"
    UNIVERSAL = "universal", "School, GP or health visitor"
    EARLY_HELP = "early_help", "Early help"
    FAMILY_SUPPORT = "family_support", "Family support service"
    CHILD_IN_NEED = "cin", "Child in need plan"
    CHILD_PROTECTION = "cp", "Child protection plan"
    LOOKED_AFTER = "cla", "Looked after"
    CARE_LEAVERS = "care_leavers", "Care leavers’ team"
    OTHER_STRAND = "other_strand", "Another strand of the programme"
    ADULT_SERVICES = "adult_services", "Adult services"
    SPECIALIST_HEALTH = "specialist_health", "Specialist health service"
    VOLUNTARY = "voluntary", "Charity or community group"
    OTHER_COUNCIL = "other_council", "Another council"
    OTHER = "other", "Somewhere else"
