from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from accounts import access
from accounts.history import keeps_history


class UserQuerySet(models.QuerySet):
    def colleagues_of(self, user) -> "UserQuerySet":
        """Active staff holding a current membership in an authority this user works in."""
        from accounts.models.membership import Membership

        shared = Membership.objects.current().filter(
            user=models.OuterRef("pk"), team__authority__in=user.authority_ids()
        )
        return self.filter(models.Exists(shared), is_active=True)

    for_user = colleagues_of

    def holding(self, *roles: str, authority_id: int | None = None) -> "UserQuerySet":
        from accounts.models.membership import Membership

        held = Membership.objects.current().filter(user=models.OuterRef("pk"), role__in=roles)
        if authority_id is not None:
            held = held.filter(team__authority=authority_id)
        return self.filter(models.Exists(held), is_active=True)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email__iexact=email)


@keeps_history(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """A person (or another system) who signs in, by e-mail. What they may do comes from memberships."""

    class Kind(models.TextChoices):
        STAFF = "staff", "Staff"
        VOLUNTEER = "volunteer", "Volunteer"
        PARTNER = "partner", "Partner agency"
        SYSTEM = "system", "Another system"

    email = models.EmailField(
        "email address",
        max_length=254,
        unique=True,
        error_messages={"unique": "Someone already has an account with this email address."},
    )
    name = models.CharField("full name", max_length=200)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.STAFF)
    job_title = models.CharField(max_length=100, blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    is_active = models.BooleanField("can sign in", default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="user_email_in_lower_case",
                violation_error_message="Write the email address in lower case.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]

    @cached_property
    def grants(self) -> tuple[access.Grant, ...]:
        """What this user holds today, own memberships and those covered for others. One query a request."""
        from accounts.models.membership import grants_held

        if not self.is_active:
            return ()
        return grants_held(self, on=timezone.localdate())

    @cached_property
    def stands_in_for(self) -> frozenset[int]:
        """Ids of the users whose worklist this user sees today: themselves and those they cover."""
        from accounts.models.membership import Cover

        covered = Cover.objects.active(on=timezone.localdate()).filter(deputy=self)
        return frozenset({self.pk, *covered.values_list("absent_id", flat=True)})

    def authority_ids(self) -> frozenset[int]:
        return frozenset(grant.authority_id for grant in self.grants)

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(grant.role for grant in self.grants)

    @property
    def must_use_second_factor(self) -> bool:
        return any(role in access.SECOND_FACTOR_ROLES for role in self.roles)
