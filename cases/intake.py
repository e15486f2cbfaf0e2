"""A referral being taken, put together from what was typed page by page.

Every page is checked again each time it is looked at: what was right last week may name a family
that has been restricted since.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from accounts.govuk.errors import SummaryLine
from cases.ages import age_words
from cases.codes import FamilyRole, Sex
from cases.forms.intake import DetailsForm
from cases.forms.intake_people import HomeForm, KnownPeopleForm, MemberForm
from cases.models import Family, Intake, Person
from cases.search.dates import take_dates
from cases.services.beginning import Details
from cases.services.members import CHILD_ROLES, Home, Member, NewPerson

PEOPLE, DETAILS = "people", "details"
MOST_ROWS = 20
ROW_DIGITS = 4


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Someone already in the family, as offered on the page."""

    person: Person
    role: str

    @property
    def pk(self) -> int:
        return self.person.pk

    @property
    def is_child(self) -> bool:
        if self.role not in CHILD_ROLES:
            return False
        return self.person.age is None or self.person.age < 18

    @property
    def label(self) -> str:
        role = FamilyRole(self.role).label.lower()
        return f"{self.person.full_name}, {role}, {age_words(self.person)}"


def known_people(family: Family | None, user) -> list[KnownPerson]:
    """The family's people now, as far as the user may know of them."""
    if family is None:
        return []
    rows = (
        family.memberships.current()
        .filter(person__in=Person.objects.findable_by(user).living_records())
        .select_related("person")
        .order_by("person__date_of_birth", "pk")
    )
    return [KnownPerson(row.person, row.role) for row in rows]


def unbound(form_class, typed: MultiValueDict | None, **kwargs):
    """The form as it was left, with no word yet on what is wrong in it."""
    if typed is None:
        return form_class(**kwargs)
    form = form_class(**kwargs)
    form.initial = {
        name: field.widget.value_from_datadict(typed, {}, form.add_prefix(name))
        for name, field in form.fields.items()
    }
    return form


class PeoplePage:
    """Who has a part in the referral: people we know, new people, and where the new ones live."""

    def __init__(self, intake: Intake, typed: MultiValueDict | None, *, check: bool) -> None:
        self.intake = intake
        self.typed = typed
        self.checked = check and typed is not None
        people = known_people(intake.family, intake.user)
        self.known = self._form(KnownPeopleForm, people=people) if people else None
        if self.known and typed is None:
            self.known.initial = self._everyone(people)
        self.rows = [self._row(n) for n in range(self.row_count)]
        self.on_record = self._people_on_record()
        self.home = self._form(HomeForm, prefix="home", new_family=intake.family_id is None)
        self.doubt: MemberForm | None = None

    def _form(self, form_class, **kwargs):
        if self.checked:
            return form_class(self.typed, **kwargs)
        return unbound(form_class, self.typed, **kwargs)

    def _row(self, number: int) -> MemberForm:
        row = self._form(MemberForm, prefix=f"p{number}")
        if self.typed is None and not self.intake.family_id:
            row.initial = self._suggested(number)
        # A row nobody filled in is not wrong, unless it is the only one there could be.
        needed = number == 0 and not self.intake.family_id
        if self.checked and row.is_blank and not needed:
            row = unbound(MemberForm, self.typed, prefix=f"p{number}")
        return row

    def _suggested(self, number: int) -> dict:
        """The name that was searched for starts the first row; a parent most often comes second."""
        if number:
            return {"role": FamilyRole.PARENT}
        _, _, rest = take_dates(self.intake.words, today=timezone.localdate())
        words = [w for w in rest.split() if not any(c.isdigit() for c in w)]
        return {
            "role": FamilyRole.CHILD,
            "forename": " ".join(words[:-1]) if len(words) > 1 else "".join(words),
            "surname": words[-1] if len(words) > 1 else "",
        }

    @staticmethod
    def _everyone(people: Iterable[KnownPerson]) -> dict:
        return {
            "subjects": [str(p.pk) for p in people if p.is_child],
            "others": [str(p.pk) for p in people if not p.is_child],
        }

    def _people_on_record(self) -> dict[str, Person]:
        """Those of the rows that name someone we know, if this user may know of them."""
        wanted = [row.known_id for row in self.rows if row.known_id]
        if not wanted:
            return {}
        known = Person.objects.findable_by(self.intake.user).living_records()
        people = {str(person.pk): person for person in known.filter(pk__in=wanted)}
        for row in self.rows:
            row.person = people.get(row.known_id)
        return people

    @property
    def row_count(self) -> int:
        if self.typed is None:
            return 0 if self.intake.family_id else 2
        try:
            return min(max(int(self.typed.get("rows", 0)), 0), MOST_ROWS)
        except ValueError:
            return 0

    @property
    def doubt_lines(self) -> list[SummaryLine]:
        """Said at the top, since the question itself stands beside the person it is about."""
        problem = getattr(self.doubt, "problem", "")
        if problem:
            return [SummaryLine(problem, "#id_not_a_duplicate")]
        name = self.doubt.cleaned_data["forename"] or self.doubt.cleaned_data["surname"]
        return [SummaryLine(f"Check whether {name} is known already", "#duplicates-title")]

    @property
    def filled(self) -> list[MemberForm]:
        return [row for row in self.rows if row.is_bound]

    @property
    def forms(self) -> list:
        return [form for form in (self.known, *self.rows, self.home) if form is not None]

    @cached_property
    def is_valid(self) -> bool:
        # Every form is asked, so that every mistake is shown at once.
        answers = [form.is_valid() for form in self.forms if form.is_bound]
        if not all(answers) or not answers or not self._rows_still_known():
            return False
        if not any(member.is_subject for member in self.members()):
            self._ask_for_child()
            return False
        return True

    def _rows_still_known(self) -> bool:
        gone = [row for row in self.filled if row.known_id and row.known_id not in self.on_record]
        for row in gone:
            row.add_error("role", "This person’s record is no longer open to you. Remove them here")
        return not gone

    def _ask_for_child(self) -> None:
        words = "Choose or add at least one child the referral is about"
        if self.known and "subjects" in self.known.fields:
            self.known.add_error("subjects", words)
        elif self.filled:
            self.filled[0].add_error("role", words)
        else:
            self.home.add_error(None, words)

    def members(self) -> list[Member]:
        return [*self._known_members(), *(self._new_member(row) for row in self.filled)]

    def _known_members(self) -> list[Member]:
        if self.known is None:
            return []
        chosen = self.known.cleaned_data
        about, others = set(chosen.get("subjects") or ()), set(chosen.get("others") or ())
        return [
            Member(role=known.role, is_subject=key in about, person=known.person)
            for key, known in self.known.people.items()
            if key in about | others
        ]

    def _new_member(self, row: MemberForm) -> Member:
        data = row.cleaned_data
        common = {
            "role": data["role"],
            "is_subject": data["role"] == FamilyRole.CHILD,
            "relation": data["relation"],
            "parental_responsibility": data["responsibility"],
        }
        if row.known_id:
            return Member(person=self.on_record[row.known_id], **common)
        return Member(new=self._new_person(data), home=self._home(), **common)

    @staticmethod
    def _new_person(data: dict) -> NewPerson:
        return NewPerson(
            forename=data["forename"],
            surname=data["surname"],
            date_of_birth=data["date_of_birth"],
            date_of_birth_is_estimate=bool(data["date_of_birth"] and data["estimate"]),
            expected_date=data["expected_date"],
            sex=data["sex"] or Sex.UNKNOWN,
            phone=data["phone"],
        )

    def _home(self) -> Home | None:
        home = self.home.cleaned_data
        if not home.get("line_1"):
            return None
        return Home(
            line_1=home["line_1"],
            town=home["town"],
            postcode=home["postcode"],
            do_not_disclose=home["secret"],
        )

    @property
    def family_name(self) -> str:
        """As given, or the first child's last name."""
        members = self.members()
        first = next((member for member in members if member.is_subject), members[0])
        given = self.home.cleaned_data.get("family_name")
        return given or (first.person or first.new).surname


def details_form(intake: Intake, typed: MultiValueDict | None, *, check: bool, from_outside: bool):
    if check and typed is not None:
        return DetailsForm(typed, from_outside=from_outside)
    return unbound(DetailsForm, typed, from_outside=from_outside)


def details_from(form: DetailsForm) -> Details:
    data = form.cleaned_data
    names = Details.__slots__
    return Details(**{name: data[name] for name in names if name in data})


def children_as_typed(intake: Intake) -> list[str]:
    """The names of the children in the typist's own words, whatever became of the records since."""
    page = PeoplePage(intake, intake.typed(PEOPLE), check=True)
    rows = [row for row in page.filled if row["role"].value() == FamilyRole.CHILD]
    return [
        " ".join(filter(None, (row["forename"].value(), row["surname"].value()))) for row in rows
    ]


def without_row(typed, number: str):
    """The rows after it move up, so that what was typed in them stays with them."""
    if not (number.isdecimal() and len(number) < ROW_DIGITS):
        return typed
    gone, kept = int(number), typed.copy()
    kept.clear()
    for name in typed:
        row, _, field = name.partition("-")
        if row[:1] != "p" or not (row[1:].isdecimal() and len(row) <= ROW_DIGITS):
            kept.setlist(name, typed.getlist(name))
        elif int(row[1:]) != gone:
            n = int(row[1:])
            kept.setlist(f"p{n - (n > gone)}-{field}", typed.getlist(name))
    rows = typed.get("rows", "")
    counted = rows.isdecimal() and len(rows) < ROW_DIGITS
    kept["rows"] = str(max(int(rows) - 1, 0)) if counted else "0"
    return kept
