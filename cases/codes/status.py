"""Kinds of help and protection a child may have from the council, and how each may end."""

from django.db.models import TextChoices

from cases.codes.care import EpisodeCeased
from cases.codes.grouping import Choice
from cases.codes.referral import ClosureReason


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


class ProtectionEnd(TextChoices):
    """Why a child protection plan ended. The census asks only when, so the words are ours."""

    STEPPED_DOWN = "to_cin", "Safe enough for a child in need plan"
    NO_PLAN_NEEDED = "no_plan", "Safe, and no plan needed"
    LOOKED_AFTER = "to_care", "Became looked after"
    MOVED_COUNCIL = "moved", "Moved to another council"
    REACHED_18 = "reached_18", "Reached 18"
    DIED = "died", "Died"


_LEFT_CARE = tuple(reason for reason in EpisodeCeased if reason != EpisodeCeased.CONTINUES)


def end_reasons(kind: str) -> list[Choice]:
    """The reasons to offer when a status of this kind ends."""
    offered = {
        StatusKind.EARLY_HELP: EarlyHelpEnd,
        StatusKind.CHILD_IN_NEED: ClosureReason,
        StatusKind.CHILD_PROTECTION: ProtectionEnd,
        StatusKind.LOOKED_AFTER: _LEFT_CARE,
    }
    return [(reason.value, str(reason.label)) for reason in offered[StatusKind(kind)]]
