"""Teams and the staff in them: the demonstration users first, then enough colleagues to share the work."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password

from accounts.access import SECOND_FACTOR_ROLES, Role
from accounts.models import Authority, Cover, Membership, Team, User
from cases.names import fold
from programme.demo.chance import Chance
from programme.demo.name_pools import some_full_name
from programme.demo.places import AREAS, HAMPSHIRE, ISLE_OF_WIGHT
from programme.demo.users import (
    ABSENT,
    DEMO_USERS,
    DEPUTY,
    EMAIL_DOMAIN,
    PASSWORD,
    TOTP_SECRET,
    DemoUser,
)

AUTHORITY_NAMES = {HAMPSHIRE: "Hampshire", ISLE_OF_WIGHT: "Isle of Wight"}
OFFICE, PARTNERS = "Programme office", "Partner agencies"
_BIGGEST_TEAM = 12

# Which strands have a team in each area, and which one for the whole authority.
_TEAM_NAMES = {
    "fit": "Family Intervention Team",
    "edge": "Edge of Care",
    "willow": "Willow Team",
    "volunteers": "Volunteers",
    "surgeries": "Social Work Surgeries",
    "pa": "PA support",
    "": "Children's Social Work",
}
_BY_AREA = frozenset({"fit", "edge", ""})
# Paid staff wanted for each hundred families; at least two in a team.
_STAFF = {
    "fit": 2.3,
    "edge": 2.3,
    "willow": 0.8,
    "volunteers": 0.9,
    "surgeries": 0.5,
    "pa": 0.4,
    "": 2.6,
}
_VOLUNTEERS = 4.0
_CASEWORKERS = (Role.PRACTITIONER, Role.VOLUNTEER_COORDINATOR)
_TITLES = {
    "fit": "Family intervention practitioner",
    "edge": "Edge of care key worker",
    "willow": "Willow practitioner",
    "volunteers": "Volunteer co-ordinator",
    "surgeries": "Family support worker",
    "pa": "Personal assistant",
    "": "Social worker",
}


@dataclass
class Worker:
    user_id: int
    team_id: int
    since: date
    left: date | None = None
    load: int = 0


@dataclass
class Staff:
    """Who can be given work, by authority, strand and area."""

    chance: Chance
    pools: dict[tuple[str, str, str], list[Worker]] = field(default_factory=dict)
    managers: dict[tuple[str, str], list[Worker]] = field(default_factory=dict)
    named: dict[str, int] = field(default_factory=dict)

    def someone(
        self,
        authority: str,
        strand: str,
        area: str,
        on: date,
        *,
        gone: bool = False,
        other_than: int | None = None,
    ) -> Worker:
        """The least busy of those at work that day; with `gone`, one who has left since.

        Somebody `other_than` a colleague is looked for in other areas when their team has nobody.
        """
        pool = self.pools.get((authority, strand, area)) or self.pools[authority, strand, ""]
        if other_than is not None:
            pool = self._others(pool, other_than) or self._others(
                [
                    w
                    for key, pool in self.pools.items()
                    if key[:2] == (authority, strand)
                    for w in pool
                ],
                other_than,
            )
        there = [w for w in pool if w.since <= on and (w.left is None or w.left > on)]
        left = [worker for worker in there if worker.left is not None]
        if gone and left:
            return self.chance.choice(left)
        staying = [worker for worker in there if worker.left is None]
        return min(self.chance.sample(staying, min(4, len(staying))), key=lambda w: w.load)

    def _others(self, pool: list[Worker], than: int) -> list[Worker]:
        return [worker for worker in pool if worker.user_id != than and worker.left is None]

    def manager(self, authority: str, strand: str) -> Worker:
        return self.chance.choice(self.managers[authority, strand])

    def named_worker(self, who: DemoUser) -> Worker:
        wanted = self.named[who.email]
        return next(w for pool in self.pools.values() for w in pool if w.user_id == wanted)


class Recruiter:
    """Writes authorities, teams, users and memberships. Teams and named users are reused if there."""

    def __init__(self, chance: Chance, today: date, *, families: int) -> None:
        self.chance = chance
        self.today = today
        self.families = families
        self.authorities: dict[str, Authority] = {}
        self.teams: dict[tuple[str, str, str], list[Team]] = defaultdict(list)
        self.users: list[User] = []
        self.memberships: list[Membership] = []
        self.named_in: Counter[tuple[str, str, str]] = Counter()
        self.emails = set(User.objects.values_list("email", flat=True))

    def recruit(self) -> Staff:
        for code, name in AUTHORITY_NAMES.items():
            self.authorities[code] = Authority.objects.get_or_create(
                dfe_code=code, defaults={"name": name}
            )[0]
            self._make_teams(code)
        self._named()
        self._colleagues()
        User.objects.bulk_create(self.users)
        for membership in self.memberships:
            membership.user_id = membership.user.pk
        Membership.objects.bulk_create(self.memberships)
        self._cover()
        return self._staff()

    def headcount(self, code: str, strand: str) -> int:
        share = 0.82 if code == HAMPSHIRE else 0.18
        # A case can be handed over only where there are two to do it.
        fewest = max(2, len(AREAS[code]) if strand in _BY_AREA else 0)
        return max(fewest, round(_STAFF[strand] * share * self.families / 100))

    def _make_teams(self, code: str) -> None:
        for strand, name in _TEAM_NAMES.items():
            areas = AREAS[code] if strand in _BY_AREA else ("",)
            each = -(-self.headcount(code, strand) // (len(areas) * _BIGGEST_TEAM))
            for area in areas:
                for number in range(1, each + 1):
                    title = f"{name}, {area}" if area else name
                    self._team(code, strand, area, title if number == 1 else f"{title} {number}")
        self._team(code, "", OFFICE, OFFICE)
        self._team(code, "", PARTNERS, PARTNERS)

    def _team(self, code: str, strand: str, area: str, name: str) -> None:
        team, _ = Team.objects.get_or_create(
            authority=self.authorities[code],
            name=name,
            defaults={
                "strand": strand,
                "locality": area if area in AREAS[code] else "",
                "telephone": f"01632 960{self.chance.randint(0, 999):03d}",
            },
        )
        self.teams[code, strand, area].append(team)

    def _named(self) -> None:
        """The demonstration users. One hash serves all: hashing is slow on purpose."""
        hashed = make_password(PASSWORD)
        for number, who in enumerate(DEMO_USERS):
            user, is_new = User.objects.get_or_create(
                email=who.email,
                defaults={
                    "name": who.name,
                    "kind": who.kind,
                    "job_title": who.job_title,
                    "telephone": f"07700 900{number:03d}",
                    "password": hashed,
                },
            )
            if not is_new:
                continue
            for code, strand, area in who.teams:
                if who.role in _CASEWORKERS:
                    self.named_in[code, strand, area] += 1
                Membership.objects.create(
                    user=user,
                    team=self.teams[code, strand, area][0],
                    role=who.role,
                    starts=self.today - timedelta(days=800 + 61 * number),
                )
            if who.role in SECOND_FACTOR_ROLES:
                TOTP.activate(user, TOTP_SECRET)
                RecoveryCodes.activate(user)

    def _colleagues(self) -> None:
        for (code, strand, area), teams in self.teams.items():
            if area in (OFFICE, PARTNERS):
                continue
            areas = len(AREAS[code]) if strand in _BY_AREA else 1
            role = Role.VOLUNTEER_COORDINATOR if strand == "volunteers" else Role.PRACTITIONER
            wanted = -(-self.headcount(code, strand) // areas)
            for number in range(wanted - self.named_in[code, strand, area]):
                self._hire(teams[number % len(teams)], role, _TITLES[strand])
            for team in teams:
                self._hire(team, Role.TEAM_MANAGER, "Team manager")
                self._hire(team, role, _TITLES[strand], has_left=True)
            if strand == "volunteers":
                share = 0.8 if code == HAMPSHIRE else 0.2
                for _ in range(max(4, round(_VOLUNTEERS * share * self.families / 100))):
                    self._hire(teams[0], Role.VOLUNTEER, "Volunteer", kind=User.Kind.VOLUNTEER)

    def _hire(
        self,
        team: Team,
        role: str,
        title: str,
        *,
        kind: str = User.Kind.STAFF,
        has_left: bool = False,
    ) -> None:
        name = some_full_name(self.chance)
        user = User(
            name=name,
            email=self._email(name),
            kind=kind,
            job_title=title,
            telephone=f"07700 900{self.chance.randint(100, 999)}",
            is_active=not has_left,
            password=make_password(None),
        )
        self.users.append(user)
        starts = self.today - timedelta(days=self.chance.randint(800, 2400))
        ends = self.today - timedelta(days=self.chance.randint(90, 300)) if has_left else None
        self.memberships.append(
            Membership(user=user, team=team, role=role, starts=starts, ends=ends)
        )

    def _email(self, name: str) -> str:
        base = ".".join(fold(name).split())
        email, number = f"{base}@{EMAIL_DOMAIN}", 2
        while email in self.emails:
            email, number = f"{base}{number}@{EMAIL_DOMAIN}", number + 1
        self.emails.add(email)
        return email

    def _cover(self) -> None:
        away, deputy = (User.objects.get(email=who.email) for who in (ABSENT, DEPUTY))
        starts, ends = self.today - timedelta(days=4), self.today + timedelta(days=10)
        if not Cover.objects.filter(absent=away, ends__gte=starts, starts__lte=ends).exists():
            Cover.objects.create(
                absent=away, deputy=deputy, starts=starts, ends=ends, set_by=deputy
            )

    def _staff(self) -> Staff:
        staff = Staff(self.chance)
        areas = {team.pk: (key, team) for key, teams in self.teams.items() for team in teams}
        rows = Membership.objects.filter(team__in=areas).select_related("user").order_by("pk")
        for row in rows:
            (code, strand, area), team = areas[row.team_id]
            worker = Worker(row.user_id, team.pk, row.starts, row.ends)
            if row.role == Role.TEAM_MANAGER:
                staff.managers.setdefault((code, strand), []).append(worker)
            elif row.role == Role.VOLUNTEER:
                staff.pools.setdefault((code, "mentors", ""), []).append(worker)
            elif row.role in _CASEWORKERS:
                staff.pools.setdefault((code, strand, area), []).append(worker)
        emails = [who.email for who in DEMO_USERS]
        staff.named = dict(User.objects.filter(email__in=emails).values_list("email", "pk"))
        return staff
