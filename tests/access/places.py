"""Where a record lies as seen by the cast, and who may find or open it there.

The table below is written by hand from the rules people agreed on, not read from the code it
checks. Everybody in it belongs to Hampshire; those with a strand belong to edge of care.
"""

from dataclasses import dataclass

from accounts.access import Role

OWN = "own strand, own authority"
OTHER_STRAND = "other strand, own authority"
OTHER_AUTHORITY = "own strand, other authority"
RESTRICTED = "own strand, own authority, restricted"
PLACES = (OWN, OTHER_STRAND, OTHER_AUTHORITY, RESTRICTED)

ANONYMOUS = "anonymous"

OPENS: dict[str, set[str]] = {
    Role.PRACTITIONER: {OWN},
    Role.TEAM_MANAGER: {OWN},
    Role.PROGRAMME_MANAGER: {OWN, OTHER_STRAND},
    Role.VOLUNTEER_COORDINATOR: {OWN},
    Role.VOLUNTEER: set(),
    Role.PARTNER: set(),
    Role.ANALYST: set(),
    Role.INFORMATION_GOVERNANCE: {OWN, OTHER_STRAND},
    Role.SYSTEM_ADMINISTRATOR: set(),
}
FINDS: dict[str, set[str]] = {
    role: {OWN, OTHER_STRAND} if opened else set() for role, opened in OPENS.items()
}

CASEWORKERS = {
    Role.PRACTITIONER,
    Role.TEAM_MANAGER,
    Role.PROGRAMME_MANAGER,
    Role.VOLUNTEER_COORDINATOR,
}
READERS = CASEWORKERS | {Role.INFORMATION_GOVERNANCE}
MANAGERS = {Role.TEAM_MANAGER, Role.PROGRAMME_MANAGER}
RESTRICTERS = MANAGERS | {Role.INFORMATION_GOVERNANCE}
EVERYBODY = set(Role)


@dataclass(frozen=True, slots=True)
class Page:
    """What one address is about, who may use it, and whether finding is enough.

    `about` names the record its arguments are made from: none, "person", "family", "case" or any
    other the record builder knows. `for_roles` may use it where they may open (or, with
    `found_is_enough`, find) the record. `get` is the status a permitted reader's GET gives.
    `is_page` is false of files and answers for scripts, which have no title and no headings.
    `is_open` is true of an address that is itself a secret: nobody signs in for it.
    """

    about: str | None
    for_roles: frozenset[str] | set[str]
    found_is_enough: bool = False
    get: int = 200
    is_page: bool = True
    is_open: bool = False

    @property
    def about_the_reader(self) -> bool:
        """About nothing, or about the reader's own matters, so the same in every place."""
        return self.about is None or self.about.startswith(("own ", "account"))

    def sending(self, role: str, place: str) -> int | None:
        """The refusal a POST meets, or None where this role may send."""
        if role == ANONYMOUS:
            return None if self.is_open else 302
        if role not in self.for_roles:
            return 403
        if self.about_the_reader:
            return None
        seen = FINDS if self.found_is_enough else OPENS
        return None if place in seen[role] else 404

    def looking(self, role: str, place: str) -> int:
        """The status of a GET by this role for a record in this place."""
        refusal = self.sending(role, place)
        # An address that only takes forms says so before it looks for the record.
        if refusal is None or (refusal == 404 and self.get == 405):
            return self.get
        return refusal
