from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.access import Action, reach
from accounts.history import keeps_history
from accounts.scoping import ScopedQuerySet
from cases.codes import FamilyRole, RelationType
from cases.models.base import Dated, Recorded, ends_after_start
from cases.models.person import Person
from cases.visibility import families_reached_by, open_to


class FamilyQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "FamilyQuerySet":
        """Families with a case the user may open; or with no case yet, within the authority."""
        return self.filter(families_reached_by(user)).filter(
            open_to(user, family="pk", restricted="restricted")
        )

    def findable_by(self, user) -> "FamilyQuerySet":
        if not getattr(user, "is_authenticated", False):
            return self.none()
        where = reach(user, Action.FIND)
        return self.filter(authority_id__in=where.all_authorities).filter(
            open_to(user, family="pk", restricted="restricted")
        )


@keeps_history()
class Family(Recorded):
    """A family as the teams work with it. A person may belong to several, at different times."""

    authority = models.ForeignKey("accounts.Authority", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("family name", max_length=200)
    restricted = models.BooleanField(
        "restricted to named people",
        default=False,
    )
    restricted_contact = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="whom to contact about this family",
    )
    people = models.ManyToManyField(Person, through="FamilyMembership", related_name="families")

    objects = FamilyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "families"
        constraints = [
            models.CheckConstraint(
                condition=Q(restricted=False) | Q(restricted_contact__isnull=False),
                name="family_restricted_names_contact",
                violation_error_message="Name whom others should contact about this family.",
            )
        ]
        indexes = [models.Index(fields=["authority", "name", "id"])]

    def __str__(self) -> str:
        return f"{self.name} family"

    @property
    def reference(self) -> str:
        return f"F{self.pk:06d}"

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("cases:family", args=[self.pk])


class FamilyFactQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "FamilyFactQuerySet":
        return self.filter(family__in=Family.objects.for_user(user))

    def current(self) -> "FamilyFactQuerySet":
        today = timezone.localdate()
        return self.filter(
            Q(starts__isnull=True) | Q(starts__lte=today), Q(ends__isnull=True) | Q(ends__gte=today)
        )


@keeps_history()
class FamilyMembership(Recorded, Dated):
    """A person's place in a family, from a day to a day (or still)."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="family_memberships")
    role = models.CharField("part in the family", max_length=20, choices=FamilyRole)

    objects = FamilyFactQuerySet.as_manager()

    class Meta:
        constraints = [
            ends_after_start("familymembership_ends_after_start"),
            models.UniqueConstraint(
                fields=["family", "person"],
                condition=Q(ends__isnull=True),
                name="familymembership_once_at_a_time",
                violation_error_message="This person is already in this family.",
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.person_id} in family {self.family_id}"


@keeps_history()
class FamilyAccess(Recorded, Dated):
    """A named person who may see a restricted family, or must not see this family at all."""

    class Kind(models.TextChoices):
        ALLOW = "allow", "May see this family"
        DENY = "deny", "Must not see this family"

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="access_list")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind)
    reason = models.CharField(max_length=300)

    objects = FamilyFactQuerySet.as_manager()

    class Meta:
        constraints = [
            ends_after_start("familyaccess_ends_after_start"),
            models.UniqueConstraint(
                fields=["family", "user"],
                condition=Q(ends__isnull=True),
                name="familyaccess_one_entry_per_user",
                violation_error_message="This person is already on the list. End that entry first.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} user {self.user_id} on family {self.family_id}"


class RelationshipQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "RelationshipQuerySet":
        """Both people must be open to the user: a tie to a hidden person would name them."""
        people = Person.objects.for_user(user)
        return self.filter(subject__in=people, relative__in=people)

    def of(self, person_id: int) -> "RelationshipQuerySet":
        return self.filter(Q(subject=person_id) | Q(relative=person_id))

    def between(self, people) -> "RelationshipQuerySet":
        return self.filter(subject__in=people, relative__in=people)


@keeps_history()
class Relationship(Recorded, Dated):
    """Two people: `subject` is `kind` of `relative`. One row, read in both directions.

    Parental responsibility is the subject's, for the relative.
    """

    subject = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relations_to")
    relative = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relations_from")
    kind = models.CharField(max_length=30, choices=RelationType)
    parental_responsibility = models.BooleanField(default=False)
    do_not_disclose = models.BooleanField("do not tell others of this tie", default=False)

    objects = RelationshipQuerySet.as_manager()

    class Meta:
        constraints = [
            ends_after_start("relationship_ends_after_start"),
            models.CheckConstraint(
                condition=~Q(subject=models.F("relative")),
                name="relationship_between_two_people",
                violation_error_message="Choose two different people.",
            ),
            models.UniqueConstraint(
                fields=["subject", "relative", "kind"],
                condition=Q(ends__isnull=True),
                name="relationship_recorded_once",
                violation_error_message="This relationship is already recorded.",
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.subject_id} {self.kind} person {self.relative_id}"
