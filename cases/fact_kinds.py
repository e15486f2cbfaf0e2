"""The kinds of dated fact: declared once, and each gets its pages, its words and its place.

`slug` is the kind's name in addresses and its place on the person's page.
"""

from collections.abc import Callable
from dataclasses import dataclass

from cases import cards
from cases.forms.alerts import AlertForm
from cases.forms.facts import FactForm
from cases.forms.members import MembershipForm
from cases.forms.person_facts import AddressForm, ContactForm, IdentifierForm, NameForm
from cases.forms.relationships import RelationshipForm
from cases.forms.status_facts import CareForm, EducationForm, MissingForm, StatusForm
from cases.models import (
    Address,
    Alert,
    CareEpisode,
    ContactDetail,
    EducationStatus,
    FamilyMembership,
    Identifier,
    MissingEpisode,
    Person,
    PersonName,
    Relationship,
    StatutoryStatus,
)
from cases.models.base import Recorded


@dataclass(frozen=True, slots=True)
class FactKind:
    slug: str
    model: type[Recorded]
    form: type[FactForm]
    noun: str
    heading: str
    why: str = ""
    order: tuple[str, ...] = ("-starts", "-pk")
    card: Callable[..., cards.Card] | None = None
    related: tuple[str, ...] = ("person",)

    @property
    def add_title(self) -> str:
        article = "an" if self.noun[0] in "aeiou" else "a"
        return f"Add {article} {self.noun}"

    @property
    def change_title(self) -> str:
        return f"Change or end this {self.noun}"

    @property
    def saved(self) -> str:
        return f"{self.noun[0].upper()}{self.noun[1:]} saved."


ALERT = FactKind(
    "alert",
    Alert,
    AlertForm,
    "alert",
    "Alerts",
    "What a colleague must know before they visit or call.",
    card=cards.alert_card,
    related=("person", "family"),
)
NAME = FactKind(
    "name",
    PersonName,
    NameForm,
    "name",
    "Other names",
    "Former names and other spellings, so that they are found by any of them.",
    card=cards.name_card,
)
NUMBER = FactKind(
    "number",
    Identifier,
    IdentifierForm,
    "number",
    "Numbers",
    "So that the same person is recognised across services.",
    ("kind", "-starts", "pk"),
    cards.identifier_card,
)
ADDRESS = FactKind(
    "address",
    Address,
    AddressForm,
    "address",
    "Addresses",
    "Where they live, for visits and to see who lives together.",
    card=cards.address_card,
)
CONTACT = FactKind(
    "contact",
    ContactDetail,
    ContactForm,
    "phone or email",
    "How to reach them",
    "Phone numbers and email addresses, and whether it is safe to use them.",
    card=cards.contact_card,
)
STATUS = FactKind(
    "status",
    StatutoryStatus,
    StatusForm,
    "statutory status",
    "Statutory status",
    "Whether help is early, in need, child protection or looked after.",
    card=cards.status_card,
)
CARE = FactKind(
    "care",
    CareEpisode,
    CareForm,
    "care episode",
    "Time in care",
    "Each episode as it goes into the yearly return.",
    card=cards.care_card,
)
MISSING = FactKind(
    "missing",
    MissingEpisode,
    MissingForm,
    "missing episode",
    "Going missing",
    "Each time, and the return interview that must be offered.",
    ("-missing_at", "-pk"),
    cards.missing_card,
)
EDUCATION = FactKind(
    "education",
    EducationStatus,
    EducationForm,
    "school, job or training",
    "School, work and training",
    card=cards.education_card,
)
RELATIONSHIP = FactKind(
    "relationship",
    Relationship,
    RelationshipForm,
    "relationship",
    "Relationships",
    related=("subject", "relative"),
)
MEMBER = FactKind(
    "member",
    FamilyMembership,
    MembershipForm,
    "place in the family",
    "Families",
    related=("person", "family"),
)

# In the order of the person's page.
ABOUT_A_PERSON = (
    ALERT,
    ADDRESS,
    CONTACT,
    STATUS,
    CARE,
    MISSING,
    EDUCATION,
    NAME,
    NUMBER,
)
KINDS: dict[str, FactKind] = {kind.slug: kind for kind in (*ABOUT_A_PERSON, RELATIONSHIP, MEMBER)}
# What may be added from the person's page through the shared page for adding.
ADDABLE = {kind.slug: kind for kind in ABOUT_A_PERSON}


def authority_of(record: Recorded) -> int:
    """The authority whose rights apply to this fact."""
    return owner_of(record).authority_id


def owner_of(record: Recorded):
    """Whose fact it is: the page to go back to."""
    if isinstance(record, Relationship):
        return record.subject
    if isinstance(record, FamilyMembership):
        return record.family
    person: Person | None = record.person
    return person or record.family
