"""A scratch database with as many made-up people as asked for, loaded with COPY.

Names have the spread of real ones: a few very common, thousands that occur once or twice. Kept
between runs; `drop` removes it.
"""

import csv
import io
import random
import sys
import time
from datetime import date, timedelta

from django.core.management import call_command
from django.db import connection, connections
from faker.providers.person.en_GB import Provider as Names

from accounts.models import Authority, Membership, Team, User
from cases.codes import CaseStage, FamilyRole, IdentifierKind, ParticipantRole, Sex
from cases.identifiers import nhs_check_digit
from cases.models import (
    Address,
    Allocation,
    Case,
    CaseParticipant,
    Family,
    FamilyMembership,
    Identifier,
    Person,
    PersonName,
)
from cases.strand import strands

OUTWARD = [f"PO{n}" for n in range(1, 42)] + [f"SO{n}" for n in range(14, 54)] + ["GU11", "RG21"]
_STARTS = "Ba Be Bo Cha Co Dra Du El Fa Fro Ga Gre Ha Ho Iv Ja Ka Kry La Lo Ma Mo Na No Ol Pa Pe"
_STARTS = (_STARTS + " Qua Ra Ro Sa Sche Ste Ta Tho U Va Vi Wa Wo Ya Ze").split()
_MIDDLES = [
    "b",
    "d",
    "l",
    "m",
    "n",
    "r",
    "s",
    "t",
    "v",
    "ck",
    "ll",
    "nn",
    "rr",
    "ss",
    "th",
    "sh",
    "ng",
    "nd",
    "rt",
    "lk",
    "mp",
]
_ENDS = [
    "a",
    "o",
    "ek",
    "ani",
    "ford",
    "ham",
    "ton",
    "ski",
    "wicz",
    "ova",
    "er",
    "ings",
    "ley",
    "man",
    "son",
    "sen",
    "well",
    "worth",
    "awi",
    "ez",
]


def database(people: int) -> None:
    """Point Django at the scratch database of this size, made and filled when it is not there."""
    name = f"bench_strands_{people}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        there = cursor.fetchone()
        if not there:
            cursor.execute(f'CREATE DATABASE "{name}"')
    connection.close()
    connections["default"].settings_dict["NAME"] = name
    call_command("migrate", verbosity=0)
    if not there:
        fill(people)


def copy(model, rows) -> float:
    """COPY dictionaries into a model's table; fields not given take their defaults."""
    fields = model._meta.concrete_fields
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in rows:
        writer.writerow([_value(field, row) for field in fields])
    buffer.seek(0)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    started = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.copy_expert(
            f"COPY \"{model._meta.db_table}\" ({columns}) FROM STDIN WITH (FORMAT csv, NULL '~')",
            buffer,
        )
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence(%s, 'id'), (SELECT max(id) FROM {model._meta.db_table}))",  # noqa: S608
            [model._meta.db_table],
        )
    return time.perf_counter() - started


def _value(field, row):
    value = row[field.attname] if field.attname in row else field.get_default()
    if value is None:
        return "~"
    if isinstance(value, list):
        return "{" + ",".join(value) + "}"
    return value


def _spread(names) -> tuple[list[str], list[float]]:
    """Names with how often each occurs, as listed or, without a list, by rank."""
    if hasattr(names, "values"):
        return list(names), list(names.values())
    return list(names), [1 / (rank + 4) for rank in range(len(names))]


def fill(people: int) -> None:
    random.seed(people)
    teams, workers = _staff()
    _history(on=False)
    world = World(people, teams, workers)
    for model, rows in world.tables():
        rows = list(rows)
        seconds = copy(model, rows)
        print(f"  {model.__name__:<18} {len(rows):>9,} rows {seconds:7.1f} s", file=sys.stderr)
    _history(on=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _history(*, on: bool) -> None:
    """The history triggers copy every row; what is measured here does not read the copies."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE 'pgtrigger%%'"
        )
        for table, trigger in cursor.fetchall():
            verb = "ENABLE" if on else "DISABLE"
            cursor.execute(f'ALTER TABLE {table} {verb} TRIGGER "{trigger}"')


def _staff():
    teams, workers = [], []
    for code, name in (("850", "Hampshire"), ("921", "Isle of Wight")):
        authority = Authority.objects.create(dfe_code=code, name=name)
        for strand in (strand.slug for strand in strands()):
            team = Team.objects.create(
                authority=authority,
                strand=strand,
                name=f"{strand} {name}",
                telephone="01962 000000",
            )
            teams.append(team)
            for number in range(10):
                user = User.objects.create(
                    email=f"{strand}.{code}.{number}@strands.example",
                    name=f"{strand.title()} Worker {number}",
                    telephone="01962 000001",
                )
                Membership.objects.create(
                    user=user, team=team, role="practitioner", starts=date(2020, 1, 1)
                )
                workers.append((user, team))
    return teams, workers


class World:
    """Families of two to six people with addresses, numbers, other names, cases and workers."""

    def __init__(self, people, teams, workers):
        self.workers = workers
        self.rare = [
            random.choice(_STARTS) + random.choice(_MIDDLES) + random.choice(_ENDS)
            for _ in range(max(300, people // 6))
        ]
        self.surnames = _spread(Names.last_names)
        self.forenames = {
            Sex.FEMALE: _spread(Names.first_names_female),
            Sex.MALE: _spread(Names.first_names_male),
        }
        self.families, self.people, self.memberships = [], [], []
        self.addresses, self.identifiers, self.names = [], [], []
        self.cases, self.participants, self.allocations = [], [], []
        while len(self.people) < people:
            self.add_family()

    def tables(self):
        yield Person, self.people
        yield PersonName, self.names
        yield Family, self.families
        yield FamilyMembership, self.memberships
        yield Address, self.addresses
        yield Identifier, self.identifiers
        yield Case, self.cases
        yield CaseParticipant, self.participants
        yield Allocation, self.allocations

    def surname(self) -> str:
        if random.random() < 0.3:
            return random.choice(self.rare)
        return random.choices(*self.surnames)[0]

    def add_family(self) -> None:
        worker, team = random.choice(self.workers)
        surname = self.surname()
        restricted = random.random() < 0.01
        family = {
            "id": len(self.families) + 1,
            "authority_id": team.authority_id,
            "name": surname,
            "restricted": restricted,
            "restricted_contact_id": worker.pk if restricted else None,
        }
        self.families.append(family)
        postcode = f"{random.choice(OUTWARD)} {random.randint(1, 9)}{random.choice('ABDEF')}{random.choice('GHJLN')}"
        members = [
            self.add_person(family, surname, n, postcode) for n in range(random.randint(2, 6))
        ]
        self.add_case(family, members, worker, team)

    def add_person(self, family, surname, n, postcode) -> dict:
        adult = n < 2
        age = random.randint(18, 55) if adult else random.randint(0, 17)
        sex = random.choice([Sex.FEMALE, Sex.MALE])
        person = {
            "id": len(self.people) + 1,
            "authority_id": family["authority_id"],
            "forename": random.choices(*self.forenames[sex])[0],
            "surname": surname if random.random() < 0.8 else self.surname(),
            "date_of_birth": date(2026, 6, 1) - timedelta(days=age * 365 + random.randint(0, 364)),
            "sex": sex,
        }
        self.people.append(person)
        self.memberships.append(
            {
                "id": len(self.memberships) + 1,
                "family_id": family["id"],
                "person_id": person["id"],
                "role": FamilyRole.CHILD if not adult else FamilyRole.values[1],
                "starts": date(2022, 1, 1),
            }
        )
        self.add_facts(person, postcode, adult)
        return person

    def add_facts(self, person, postcode, adult) -> None:
        self.addresses.append(
            {
                "id": len(self.addresses) + 1,
                "person_id": person["id"],
                "kind": "home",
                "line_1": f"{random.randint(1, 200)} High Street",
                "postcode": postcode,
            }
        )
        first_nine = f"{400_000_000 + person['id'] * 7:09d}"
        if (check := nhs_check_digit(first_nine)) is not None:
            self.identifiers.append(
                {
                    "id": len(self.identifiers) + 1,
                    "person_id": person["id"],
                    "kind": IdentifierKind.NHS_NUMBER,
                    "value": f"{first_nine}{check}",
                }
            )
        if adult and random.random() < 0.3:
            self.names.append(
                {
                    "id": len(self.names) + 1,
                    "person_id": person["id"],
                    "kind": "former",
                    "surname": self.surname(),
                }
            )

    def add_case(self, family, members, worker, team) -> None:
        open_case = random.random() < 0.6
        closed = {} if open_case else {"closed_on": date(2026, 3, 1), "outcome": "goals_met"}
        case = {
            "id": len(self.cases) + 1,
            "authority_id": team.authority_id,
            "strand": team.strand,
            "family_id": family["id"],
            "team_id": team.pk,
            "stage": CaseStage.ACTIVE if open_case else CaseStage.CLOSED,
            "referred_on": date(2025, 9, 1),
            **closed,
        }
        self.cases.append(case)
        for member in members[2:]:
            self.participants.append(
                {
                    "id": len(self.participants) + 1,
                    "case_id": case["id"],
                    "person_id": member["id"],
                    "role": ParticipantRole.SUBJECT_CHILD,
                }
            )
        self.allocations.append(
            {
                "id": len(self.allocations) + 1,
                "case_id": case["id"],
                "worker_id": worker.pk,
                "role": "key_worker",
                "starts": date(2025, 9, 2),
                "ends": None if open_case else date(2026, 3, 1),
            }
        )
