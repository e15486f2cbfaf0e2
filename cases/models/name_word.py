from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class NameWord(models.Model):
    """One word of one name of a person, folded, with its sounds: what search looks in.

    Written only by database triggers on `Person` and `PersonName` (see the search migration), so
    that bulk loads and raw SQL are findable too.
    """

    class Source(models.TextChoices):
        CURRENT = "current", "Current name"
        KNOWN_AS = "known_as", "Known as"
        OTHER = "other", "Former or other name"

    person = models.ForeignKey("cases.Person", on_delete=models.CASCADE, related_name="+")
    name = models.ForeignKey(
        "cases.PersonName", on_delete=models.CASCADE, null=True, related_name="+"
    )
    source = models.CharField(max_length=8, choices=Source)
    is_surname = models.BooleanField()
    word = models.CharField(max_length=200)
    sounds = ArrayField(models.CharField(max_length=12), default=list)

    class Meta:
        indexes = [
            models.Index(fields=["word", "person"]),
            GinIndex(fields=["sounds"], name="nameword_sounds"),
            GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="nameword_word_trgm"),
        ]

    def __str__(self) -> str:
        return self.word
