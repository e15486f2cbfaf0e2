"""The people named in a referral: known ones and new ones, their place in the family and the case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from cases.codes import (
    AddressKind,
    ContactKind,
    FamilyRole,
    ParticipantRole,
    RelationType,
    Sex,
)
from cases.models import (
    Address,
    ContactDetail,
    Family,
    FamilyMembership,
    Person,
    Relationship,
)
from cases.services.beginning import Taking
from cases.services.records import add_record, refuse_merged

CHILD_ROLES = frozenset({FamilyRole.CHILD, FamilyRole.SIBLING, FamilyRole.OTHER_CHILD})
PARENT_ROLES = frozenset({FamilyRole.PARENT, FamilyRole.STEP_PARENT, FamilyRole.CARER})


@dataclass(frozen=True, slots=True)
class NewPerson:
    forename: str
    surname: str
    date_of_birth: date | None = None
    date_of_birth_is_estimate: bool = False
    expected_date: date | None = None
    sex: str = Sex.UNKNOWN
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    line_1: str
    town: str = ""
    postcode: str = ""
    do_not_disclose: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """Someone named in a referral. Either `person`, already recorded, or `new`.

    `relation` is what an adult is to the children the work is about.
    """

    role: str
    is_subject: bool
    person: Person | None = None
    new: NewPerson | None = None
    relation: str = ""
    parental_responsibility: bool = False
    home: Home | None = None

    @property
    def part(self) -> ParticipantRole:
        if self.is_subject:
            return ParticipantRole.SUBJECT_CHILD
        if self.role in PARENT_ROLES:
            return ParticipantRole.PARENT
        return ParticipantRole.SIBLING if self.role in CHILD_ROLES else ParticipantRole.OTHER


def record_members(*, family: Family, members: Iterable[Member], by) -> list[Taking]:
    """Add whoever is new, place everyone in the family, and say what part each has in the case."""
    members = list(members)
    refuse_merged(member.person.pk for member in members if member.person)
    people = [(member, member.person or _add_person(family, member, by)) for member in members]
    already = set(family.memberships.filter(ends__isnull=True).values_list("person_id", flat=True))
    for member, person in people:
        if person.pk not in already:
            add_record(
                FamilyMembership(
                    family=family, person=person, role=member.role, starts=timezone.localdate()
                ),
                by=by,
            )
            already.add(person.pk)
    _relate(people, by)
    return [Taking(person_id=person.pk, role=member.part) for member, person in people]


def _add_person(family: Family, member: Member, by) -> Person:
    new = member.new
    person = add_record(
        Person(
            authority_id=family.authority_id,
            forename=new.forename,
            surname=new.surname,
            date_of_birth=new.date_of_birth,
            date_of_birth_is_estimate=new.date_of_birth_is_estimate,
            expected_date=new.expected_date,
            sex=new.sex,
        ),
        by=by,
    )
    today = timezone.localdate()
    if member.home:
        home = member.home
        add_record(
            Address(
                person=person,
                kind=AddressKind.HOME,
                line_1=home.line_1,
                town=home.town,
                postcode=home.postcode,
                do_not_disclose=home.do_not_disclose,
                starts=today,
            ),
            by=by,
        )
    if new.phone:
        add_record(
            ContactDetail(person=person, kind=ContactKind.MOBILE, value=new.phone, starts=today),
            by=by,
        )
    return person


def _relate(people: list[tuple[Member, Person]], by) -> None:
    children = [person for member, person in people if member.is_subject]
    for member, person in people:
        if not member.relation:
            continue
        for child in children:
            if child.pk != person.pk:
                _relationship(person, child, member, by)


def _relationship(person: Person, child: Person, member: Member, by) -> None:
    known = Relationship.objects.filter(
        subject=person, relative=child, kind=member.relation, ends__isnull=True
    )
    if not known.exists():
        add_record(
            Relationship(
                subject=person,
                relative=child,
                kind=RelationType(member.relation),
                parental_responsibility=member.parental_responsibility,
            ),
            by=by,
        )
