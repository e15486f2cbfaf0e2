from django.db import models


class AccessEventQuerySet(models.QuerySet):
    def of_family(self, family_id: int) -> "AccessEventQuerySet":
        return self.filter(family_id=family_id).order_by("-at", "-id")

    def of_person(self, person_id: int) -> "AccessEventQuerySet":
        return self.filter(person_id=person_id).order_by("-at", "-id")


class AccessEvent(models.Model):
    """One opening of a person, family or case: who, what, how, when.

    Append-only (a trigger refuses changes), partitioned by month (see the migration and
    `accounts.partitions`), without foreign keys so that the log never blocks or follows a deletion.
    Ids only: no name is ever written here. A case or person event also carries its family, so that
    "who looked at this child?" is one indexed query.
    """

    class How(models.TextChoices):
        PAGE = "page", "Opened the page"
        SEARCH = "search", "Opened from search"
        PRINT = "print", "Printed"
        API = "api", "Another system"
        EXPORT = "export", "Exported"
        DOWNLOAD = "download", "Downloaded a document"

    pk = models.CompositePrimaryKey("id", "at")
    id = models.BigIntegerField()
    at = models.DateTimeField()
    user_id = models.BigIntegerField()
    on_behalf_of_id = models.BigIntegerField(null=True)
    authority_id = models.BigIntegerField()
    family_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    case_id = models.BigIntegerField(null=True)
    how = models.CharField(max_length=10, choices=How, default=How.PAGE)
    reason = models.CharField(max_length=200, blank=True)

    objects = AccessEventQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "accounts_accessevent"

    def __str__(self) -> str:
        return f"access event {self.id}"
