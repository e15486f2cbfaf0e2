from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.access import Action, reach
from accounts.history import keeps_history
from accounts.scoping import ScopedQuerySet
from cases.codes import (
    AddressKind,
    ContactKind,
    Disability,
    Ethnicity,
    IdentifierKind,
    NameKind,
    Sex,
    UpnUnknown,
)
from cases.models.base import Dated, Recorded, ends_after_start
from cases.visibility import families_reached_by, hidden_people

EARLIEST = date(1900, 1, 1)


class PersonQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "PersonQuerySet":
        """People in a family the user may open; or in no family, within the authority.

        Not records merged into another: their families went to the record kept, so nothing here
        would tell any more to whom they are closed.
        """
        from cases.models.family import Family, FamilyMembership

        where = reach(user, Action.OPEN)
        if not where:
            return self.none()
        memberships = FamilyMembership.objects.filter(person=OuterRef("pk"))
        reached = Family.objects.filter(families_reached_by(user))
        alone = Q(authority_id__in=where.all_authorities) & ~Q(Exists(memberships))
        in_reached_family = Q(Exists(memberships.filter(family__in=reached)))
        return self.living_records().filter(in_reached_family | alone).exclude(hidden_people(user))

    def findable_by(self, user) -> "PersonQuerySet":
        """People whose existence the user may learn of."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        where = reach(user, Action.FIND)
        return self.filter(authority_id__in=where.all_authorities).exclude(hidden_people(user))

    def living_records(self) -> "PersonQuerySet":
        """Records in use: not merged into another."""
        return self.filter(merged_into__isnull=True)


# What a person's own row says of them: what a form may change and a merge may choose between.
PERSON_FACTS = (
    "forename",
    "surname",
    "known_as",
    "date_of_birth",
    "date_of_birth_is_estimate",
    "expected_date",
    "death_date",
    "sex",
    "gender_identity",
    "pronouns",
    "ethnicity",
    "first_language",
    "interpreter_needed",
    "communication_needs",
    "disabilities",
    "upn_unknown",
)


@keeps_history()
class Person(Recorded):
    """One human being, once, whatever strands know them; born, or unborn with an expected date."""

    authority = models.ForeignKey("accounts.Authority", on_delete=models.PROTECT, related_name="+")
    forename = models.CharField("first names", max_length=200, blank=True)
    surname = models.CharField("last name", max_length=200)
    known_as = models.CharField(max_length=200, blank=True)
    date_of_birth = models.DateField(null=True, blank=True)
    date_of_birth_is_estimate = models.BooleanField("this date is an estimate", default=False)
    expected_date = models.DateField("expected date of birth", null=True, blank=True)
    death_date = models.DateField("date of death", null=True, blank=True)
    sex = models.CharField(max_length=1, choices=Sex, default=Sex.UNKNOWN)
    gender_identity = models.CharField(max_length=60, blank=True)
    pronouns = models.CharField(max_length=40, blank=True)
    ethnicity = models.CharField(max_length=4, choices=Ethnicity, default=Ethnicity.NOT_OBTAINED)
    disabilities = ArrayField(
        models.CharField(max_length=4, choices=Disability), default=list, blank=True
    )
    first_language = models.CharField(max_length=60, blank=True)
    interpreter_needed = models.BooleanField(default=False)
    communication_needs = models.CharField(max_length=300, blank=True)
    upn_unknown = models.CharField(
        "why there is no UPN", max_length=3, choices=UpnUnknown, blank=True
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_records",
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(
                condition=Q(date_of_birth__isnull=True) | Q(date_of_birth__gte=EARLIEST),
                name="person_born_since_1900",
                violation_error_message="Date of birth must be in 1900 or later.",
            ),
            models.CheckConstraint(
                condition=Q(death_date__isnull=True)
                | Q(date_of_birth__isnull=True)
                | Q(death_date__gte=models.F("date_of_birth")),
                name="person_dies_after_birth",
                violation_error_message="Date of death must not be before the date of birth.",
            ),
            models.CheckConstraint(
                condition=Q(date_of_birth__isnull=False)
                | Q(expected_date__isnull=True)
                | Q(sex=Sex.UNKNOWN),
                name="person_unborn_sex_unknown",
                violation_error_message="Sex stays “not known” until the child is born.",
            ),
            models.CheckConstraint(
                condition=~Q(disabilities__contains=[Disability.NONE]) | Q(disabilities__len=1),
                name="person_no_disability_stands_alone",
                violation_error_message="“No disability” cannot be chosen with a disability.",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("id")), name="person_not_merged_into_self"
            ),
        ]
        indexes = [
            models.Index(fields=["authority", "surname", "forename", "id"]),
            models.Index(fields=["date_of_birth"]),
            models.Index(
                fields=["merged_into"],
                condition=Q(merged_into__isnull=False),
                name="person_merged_away",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def reference(self) -> str:
        return f"P{self.pk:06d}"

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.forename, self.surname) if part)

    @property
    def short_name(self) -> str:
        """What people call them in a sentence."""
        return self.known_as or self.forename.split(" ")[0] or self.full_name

    @property
    def is_unborn(self) -> bool:
        return self.date_of_birth is None and self.expected_date is not None

    def age_on(self, day: date) -> int | None:
        """Completed years on that day, or at death; None when unborn or not known."""
        if self.date_of_birth is None:
            return None
        day = min(day, self.death_date) if self.death_date else day
        born = self.date_of_birth
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    @property
    def age(self) -> int | None:
        return self.age_on(timezone.localdate())

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("cases:person", args=[self.pk])


class PersonFactQuerySet(ScopedQuerySet):
    """Facts about a person are open to whoever may open the person."""

    def visible_to(self, user) -> "PersonFactQuerySet":
        return self.filter(person__in=Person.objects.for_user(user))

    def current(self) -> "PersonFactQuerySet":
        today = timezone.localdate()
        return self.filter(
            Q(starts__isnull=True) | Q(starts__lte=today), Q(ends__isnull=True) | Q(ends__gte=today)
        )


class PersonFact(Recorded, Dated):
    """Shared shape of dated facts about one person."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="%(class)ss")

    objects = PersonFactQuerySet.as_manager()

    class Meta:
        abstract = True


@keeps_history()
class PersonName(PersonFact):
    """Another name a person has or had: former, known as, alias, another spelling."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="names")
    kind = models.CharField("kind of name", max_length=20, choices=NameKind)
    forename = models.CharField("first names", max_length=200, blank=True)
    surname = models.CharField("last name", max_length=200, blank=True)

    class Meta:
        constraints = [
            ends_after_start("personname_ends_after_start"),
            models.CheckConstraint(
                condition=~Q(forename="") | ~Q(surname=""),
                name="personname_not_empty",
                violation_error_message="Enter a first name or a last name.",
            ),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.forename, self.surname) if part)


@keeps_history()
class Identifier(PersonFact):
    """A number another system knows this person by. Stored as cleaned by `cases.identifiers`."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="identifiers")
    kind = models.CharField("kind of number", max_length=20, choices=IdentifierKind)
    value = models.CharField("number", max_length=40)

    class Meta:
        constraints = [
            ends_after_start("identifier_ends_after_start"),
            models.UniqueConstraint(
                fields=["person", "kind", "value"],
                name="identifier_once_per_person",
                violation_error_message="This number is already recorded for this person.",
            ),
        ]
        indexes = [models.Index(fields=["value", "kind"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.value}"


@keeps_history()
class Address(PersonFact):
    """Where a person lives or lived, and whether it may be told to others."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="addresses")
    kind = models.CharField("kind of address", max_length=20, choices=AddressKind)
    line_1 = models.CharField("address line 1", max_length=200)
    line_2 = models.CharField("address line 2", max_length=200, blank=True)
    town = models.CharField("town or city", max_length=100, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    do_not_disclose = models.BooleanField(default=False)
    disclosure_note = models.CharField("who must not know, and why", max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "addresses"
        constraints = [ends_after_start("address_ends_after_start")]
        indexes = [
            models.Index(fields=["person", "ends"]),
            GinIndex(fields=["postcode"], opclasses=["gin_trgm_ops"], name="address_postcode_trgm"),
        ]

    def __str__(self) -> str:
        return ", ".join(
            part for part in (self.line_1, self.line_2, self.town, self.postcode) if part
        )

    @property
    def household_key(self) -> str:
        """Equal for people at the same address, however it was spaced or capitalised."""
        joined = f"{self.line_1}{self.postcode}".lower()
        return "".join(character for character in joined if character.isalnum())


@keeps_history()
class ContactDetail(PersonFact):
    """A way to reach a person, and whether it is safe to use."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contact_details")
    kind = models.CharField("kind of contact", max_length=20, choices=ContactKind)
    value = models.CharField("number or address", max_length=254)
    safe_to_call = models.BooleanField("safe to use", default=True)
    safety_note = models.CharField("how to use it safely", max_length=300, blank=True)

    class Meta:
        constraints = [ends_after_start("contactdetail_ends_after_start")]
        indexes = [models.Index(fields=["person", "ends"])]

    def __str__(self) -> str:
        return self.value
