"""Kinds of help and protection a child may have from the council."""

from django.db.models import TextChoices


class StatusKind(TextChoices):
    EARLY_HELP = "early_help", "Early help"
    CHILD_IN_NEED = "cin", "Child in need"
    CHILD_PROTECTION = "cp", "Child protection"
    LOOKED_AFTER = "cla", "Looked after"


# Higher number, more intensive: used to say "stepped up" and "stepped down".
STATUS_LEVEL = {
    StatusKind.EARLY_HELP: 1,
    StatusKind.CHILD_IN_NEED: 2,
    StatusKind.CHILD_PROTECTION: 3,
    StatusKind.LOOKED_AFTER: 4,
}


class EarlyHelpEnd(TextChoices):
    NEEDS_MET = "needs_met", "Needs met"
    STEPPED_UP = "stepped_up", "Stepped up to social care"
    NO_FURTHER_ACTION = "nfa", "No further action"
    FAMILY_WITHDREW = "withdrew", "Family no longer wanted help"
    MOVED_AWAY = "moved_away", "Moved away"
    OTHER = "other", "Another reason"
