"""The search index. Written only by database triggers, so that bulk loads are findable too.

Words are folded as `cases.names.fold` does. The columns compare bytes (collation "C"), which is
what lets a plain index answer "starts with". The migration `0002_search` holds the triggers.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

WORD = {"max_length": 200, "db_collation": "C"}


class NameSpelling(models.Model):
    """One word that occurs in names, with its sounds; kept apart because names repeat.

    A word may be here twice: two writers adding it at once do not wait for each other. Readers
    take distinct words. Words stay when the last name with them goes.
    """

    word = models.CharField(**WORD)
    sounds = ArrayField(models.CharField(max_length=12), default=list)

    class Meta:
        indexes = [
            models.Index(fields=["word"], name="namespelling_word"),
            GinIndex(fields=["sounds"], name="namespelling_sounds", fastupdate=False),
            GinIndex(
                fields=["word"],
                opclasses=["gin_trgm_ops"],
                name="namespelling_word_trgm",
                fastupdate=False,
            ),
        ]

    def __str__(self) -> str:
        return self.word


class NameWord(models.Model):
    """One word of one name of a person. A name of several words is also here as one joined word."""

    class Source(models.TextChoices):
        CURRENT = "current", "Current name"
        KNOWN_AS = "known_as", "Known as"
        OTHER = "other", "Former or other name"

    person = models.ForeignKey(
        "cases.Person", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    name = models.ForeignKey(
        "cases.PersonName",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
    )
    source = models.CharField(max_length=8, choices=Source)
    is_surname = models.BooleanField()
    word = models.CharField(**WORD)

    class Meta:
        indexes = [
            models.Index(
                fields=["word", "person"], include=["source", "is_surname"], name="nameword_word"
            ),
        ]

    def __str__(self) -> str:
        return self.word


class FamilyWord(models.Model):
    """One word of a family's name, so that its members are found by it."""

    family = models.ForeignKey(
        "cases.Family", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    word = models.CharField(**WORD)

    class Meta:
        indexes = [models.Index(fields=["word", "family"], name="familyword_word")]

    def __str__(self) -> str:
        return self.word
