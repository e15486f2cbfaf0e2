"""The people who can be signed in as, and what each of them is for.

Their password and second-step secret are no secret: they are for demonstrations only, and
`load_demo` refuses to make these accounts in production.
"""

from dataclasses import dataclass

from accounts.access import Role
from accounts.models import User
from programme.demo.places import HAMPSHIRE, ISLE_OF_WIGHT

PASSWORD = "rosemary-tidal-lantern"  # noqa: S105 - shown on the sign-in page
TOTP_SECRET = "STRANDSDEMOSECRETSTRANDSDEMOSEC2"  # noqa: S105 - base32, the same for everyone
EMAIL_DOMAIN = "strands.example"


@dataclass(frozen=True)
class DemoUser:
    """`teams` are authority, strand (empty: across strands) and area, or the name of an office."""

    name: str
    role: Role
    job_title: str
    teams: tuple[tuple[str, str, str], ...]
    can_try: str
    kind: str = User.Kind.STAFF

    @property
    def email(self) -> str:
        return f"{self.name.lower().replace(' ', '.')}@{EMAIL_DOMAIN}"


_NORTH, _SOUTH = "North Hampshire", "South Hampshire"
_WIGHT = "Isle of Wight"

PRIYA = DemoUser(
    "Priya Shah",
    Role.PRACTITIONER,
    "Edge of care key worker",
    ((HAMPSHIRE, "edge", _NORTH),),
    "Take a referral, look for a misspelt name, hand a case over to Owen.",
)
OWEN = DemoUser(
    "Owen Fairbrother",
    Role.PRACTITIONER,
    "Edge of care key worker",
    ((HAMPSHIRE, "edge", _NORTH),),
    "Accept a case that Priya has offered. One family is closed to him: they are relatives.",
)
GRACE = DemoUser(
    "Grace Adeleke-Holt",
    Role.TEAM_MANAGER,
    "Edge of care team manager",
    ((HAMPSHIRE, "edge", _NORTH), (HAMPSHIRE, "edge", _SOUTH)),
    "Decide waiting referrals, allocate them, hand cases over.",
)
MARCUS = DemoUser(
    "Marcus Penhallow",
    Role.PRACTITIONER,
    "Family intervention practitioner",
    ((HAMPSHIRE, "fit", _SOUTH),),
    "Open the Family Intervention Team's cases; edge of care cases can be found but not opened.",
)
HELENA = DemoUser(
    "Helena Brightwell",
    Role.PRACTITIONER,
    "Social worker",
    ((HAMPSHIRE, "", _NORTH),),
    "See only the cases she is allocated to, whatever their strand.",
)
KAREEM = DemoUser(
    "Kareem Osei-Lund",
    Role.PRACTITIONER,
    "Edge of care key worker",
    ((HAMPSHIRE, "edge", _SOUTH),),
    "Away now: Priya is his deputy and sees his cases beside her own.",
)
SIAN = DemoUser(
    "Sian Marlowe",
    Role.PRACTITIONER,
    "Edge of care key worker",
    ((ISLE_OF_WIGHT, "edge", _WIGHT),),
    "Work in the other authority: Hampshire families are not there for her.",
)
TOBIAS = DemoUser(
    "Tobias Wren",
    Role.PRACTITIONER,
    "Family intervention practitioner",
    ((ISLE_OF_WIGHT, "fit", _WIGHT),),
    "Open the Isle of Wight Family Intervention Team's cases.",
)
ANNELIESE = DemoUser(
    "Anneliese Corcoran",
    Role.PROGRAMME_MANAGER,
    "Programme manager",
    ((HAMPSHIRE, "", "Programme office"), (ISLE_OF_WIGHT, "", "Programme office")),
    "See every strand of both authorities, merge two records of one person and undo it.",
)
DEBORAH = DemoUser(
    "Deborah Quayle",
    Role.VOLUNTEER_COORDINATOR,
    "Volunteer co-ordinator",
    ((HAMPSHIRE, "volunteers", ""),),
    "Match volunteers with families.",
)
JOE = DemoUser(
    "Joe Tamplin",
    Role.VOLUNTEER,
    "Youth mentor",
    ((HAMPSHIRE, "volunteers", ""),),
    "See his own match, and nothing else.",
    User.Kind.VOLUNTEER,
)
RUTH = DemoUser(
    "Ruth Okonjo-Bell",
    Role.PARTNER,
    "Designated safeguarding lead, Copperbeech School",
    ((HAMPSHIRE, "", "Partner agencies"),),
    "Log a referral from a school and see what became of it.",
    User.Kind.PARTNER,
)
WILL = DemoUser(
    "Will Hathersage",
    Role.ANALYST,
    "Performance analyst",
    ((HAMPSHIRE, "", "Programme office"), (ISLE_OF_WIGHT, "", "Programme office")),
    "See figures without names.",
)
MOIRA = DemoUser(
    "Moira Dunleavy",
    Role.INFORMATION_GOVERNANCE,
    "Information governance officer",
    ((HAMPSHIRE, "", "Programme office"), (ISLE_OF_WIGHT, "", "Programme office")),
    "Restrict a family, and see who has looked at which record.",
)
IMOGEN = DemoUser(
    "Imogen Starkey",
    Role.SYSTEM_ADMINISTRATOR,
    "System administrator",
    ((HAMPSHIRE, "", "Programme office"), (ISLE_OF_WIGHT, "", "Programme office")),
    "Add people, change their roles and set cover. No family records.",
)
FIONA = DemoUser(
    "Fiona Lightfoot",
    Role.TEAM_MANAGER,
    "Family Intervention Teams manager",
    ((HAMPSHIRE, "fit", _SOUTH),),
    "Decide the Family Intervention Team's waiting referrals.",
)

DEMO_USERS: tuple[DemoUser, ...] = (
    PRIYA, OWEN, GRACE, MARCUS, FIONA, HELENA, KAREEM, DEBORAH, JOE, RUTH, ANNELIESE, WILL, MOIRA,
    IMOGEN, SIAN, TOBIAS,
)  # fmt: skip

# Who is away, and who has their work meanwhile.
ABSENT, DEPUTY = KAREEM, PRIYA
