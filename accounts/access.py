"""Who may do what: roles are code, one table says what each may do, and the default is no.

`may(user, action, ...)` answers for one place; `reach(user, action)` says in which places, for
queryset filters. Both read `user.grants`, which is one query a request.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models


class Role(models.TextChoices):
    PRACTITIONER = "practitioner", "Practitioner"
    TEAM_MANAGER = "team_manager", "Team manager"
    PROGRAMME_MANAGER = "programme_manager", "Programme manager"
    VOLUNTEER_COORDINATOR = "volunteer_coordinator", "Volunteer co-ordinator"
    VOLUNTEER = "volunteer", "Volunteer"
    PARTNER = "partner", "Partner"
    ANALYST = "analyst", "Analyst"
    INFORMATION_GOVERNANCE = "information_governance", "Information governance"
    SYSTEM_ADMINISTRATOR = "system_administrator", "System administrator"


class Action(StrEnum):
    FIND = "find"  # learn that a person or family exists, and who works with them
    OPEN = "open"  # read people, families and cases
    RECORD = "record"  # add and change people, families and dated facts
    REFER = "refer"  # take a referral
    LOG_OWN = "log_own"  # make a referral from outside and see what became of it
    DECIDE = "decide"  # accept, decline or redirect a referral
    ALLOCATE = "allocate"
    TRANSFER = "transfer"
    APPROVE = "approve"  # approve a plan, never one's own
    CLOSE = "close"  # close and reopen cases
    MERGE = "merge"  # merge two records of one person, and undo it
    SUPERVISE = "supervise"  # hold supervisions, read those of one's workers
    AUDIT = "audit"  # draw cases and score their files, change the audit form
    RESTRICT = "restrict"  # restrict a family, name who may and who must not see it
    SEE_ACCESS_LOG = "see_access_log"
    SEE_MATCH = "see_match"  # a volunteer's own match, minimum details
    SEE_FIGURES = "see_figures"
    EXPORT = "export"
    MANAGE_USERS = "manage_users"
    MANAGE_COVER = "manage_cover"
    SET_CLOCKS = "set_clocks"  # how long each clock of an authority runs
    SEE_WORKERS = "see_workers"  # My day of each worker of the team


_CASEWORK = {
    Action.FIND,
    Action.OPEN,
    Action.RECORD,
    Action.REFER,
    Action.DECIDE,
    Action.ALLOCATE,
    Action.TRANSFER,
    Action.CLOSE,
    Action.SEE_ACCESS_LOG,
    Action.SEE_FIGURES,
}
_MANAGING = _CASEWORK | {
    Action.APPROVE,
    Action.MERGE,
    Action.RESTRICT,
    Action.MANAGE_COVER,
    Action.SEE_WORKERS,
    Action.SUPERVISE,
    Action.AUDIT,
}

ALLOWED: dict[str, frozenset[Action]] = {
    Role.PRACTITIONER: frozenset(_CASEWORK),
    Role.TEAM_MANAGER: frozenset(_MANAGING),
    Role.PROGRAMME_MANAGER: frozenset(_MANAGING | {Action.EXPORT, Action.SET_CLOCKS}),
    Role.VOLUNTEER_COORDINATOR: frozenset(_CASEWORK),
    Role.VOLUNTEER: frozenset({Action.SEE_MATCH}),
    Role.PARTNER: frozenset({Action.LOG_OWN}),
    Role.ANALYST: frozenset({Action.SEE_FIGURES, Action.EXPORT}),
    Role.INFORMATION_GOVERNANCE: frozenset(
        {Action.FIND, Action.OPEN, Action.RESTRICT, Action.SEE_ACCESS_LOG, Action.EXPORT}
    ),
    Role.SYSTEM_ADMINISTRATOR: frozenset({Action.MANAGE_USERS, Action.MANAGE_COVER}),
}

# Finding is authority-wide for whoever may find: a family known to another strand must not be
# opened twice. Everything else stays inside the strand of the team, except for these roles.
ACROSS_STRANDS = frozenset(
    {
        Role.PROGRAMME_MANAGER,
        Role.ANALYST,
        Role.INFORMATION_GOVERNANCE,
        Role.SYSTEM_ADMINISTRATOR,
    }
)
AUTHORITY_WIDE_ACTIONS = frozenset({Action.FIND, Action.MANAGE_COVER})

# Whoever can take data out, see across strands or change who sees what signs in with two factors.
SECOND_FACTOR_ROLES = frozenset(
    role for role, actions in ALLOWED.items() if role in ACROSS_STRANDS or Action.EXPORT in actions
)


@dataclass(frozen=True, slots=True)
class Grant:
    """One role in one team today; `on_behalf_of` is the absent colleague it is held for, if any."""

    role: str
    team_id: int
    authority_id: int
    strand: str
    on_behalf_of: int | None = None

    def allows(self, action: Action) -> bool:
        return action in ALLOWED.get(self.role, frozenset())

    def spans_strands(self, action: Action) -> bool:
        return self.role in ACROSS_STRANDS or action in AUTHORITY_WIDE_ACTIONS


@dataclass(frozen=True, slots=True)
class Reach:
    """Where an action is allowed: whole authorities, and single strands of an authority."""

    authorities: frozenset[int]
    strands: frozenset[tuple[int, str]]

    def __bool__(self) -> bool:
        return bool(self.authorities or self.strands)

    def covers(self, *, authority_id: int, strand: str) -> bool:
        return authority_id in self.authorities or (authority_id, strand) in self.strands

    def anywhere_in(self, authority_id: int) -> bool:
        return authority_id in self.all_authorities

    @property
    def all_authorities(self) -> frozenset[int]:
        return self.authorities | {authority for authority, _ in self.strands}


def reach(user, action: Action) -> Reach:
    grants = [grant for grant in getattr(user, "grants", ()) if grant.allows(action)]
    return Reach(
        authorities=frozenset(g.authority_id for g in grants if g.spans_strands(action)),
        strands=frozenset((g.authority_id, g.strand) for g in grants),
    )


def may(
    user, action: Action, *, authority_id: int | None = None, strand: str | None = None
) -> bool:
    """May this user do this: anywhere, in this authority, or in this strand of this authority?"""
    where = reach(user, action)
    if authority_id is None:
        return bool(where)
    if strand is None:
        return where.anywhere_in(authority_id)
    return where.covers(authority_id=authority_id, strand=strand)
