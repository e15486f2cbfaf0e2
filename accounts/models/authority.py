from django.db import models

from accounts.history import keeps_history


@keeps_history()
class Authority(models.Model):
    """A local authority that owns records, known by its Department for Education code."""

    dfe_code = models.CharField("DfE code", max_length=3, unique=True)
    name = models.CharField(max_length=100, unique=True)

    class Meta:
        verbose_name_plural = "authorities"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(dfe_code__regex=r"^[0-9]{3}$"),
                name="authority_code_three_digits",
            )
        ]

    def __str__(self) -> str:
        return self.name


class TeamQuerySet(models.QuerySet):
    def for_user(self, user) -> "TeamQuerySet":
        """Teams of the authorities this user works in. Team names are not confidential there."""
        return self.filter(authority__in=user.authority_ids())

    def of_strand(self, slug: str) -> "TeamQuerySet":
        return self.filter(strand=slug)


@keeps_history()
class Team(models.Model):
    """A team in one authority. An empty strand means it works across strands (a social work team)."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=100)
    strand = models.SlugField(max_length=20, blank=True)
    locality = models.CharField(max_length=100, blank=True)
    telephone = models.CharField(max_length=30, blank=True)

    objects = TeamQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "name"], name="team_name_once_per_authority"
            )
        ]

    def __str__(self) -> str:
        return self.name
