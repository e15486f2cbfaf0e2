"""How a case file is audited: how cases are drawn, and how a question is answered."""

from django.db import models


class Draw(models.TextChoices):
    RANDOM = "random", "At random from all of them"
    STRAND = "strand", "A fair share from each strand"
    TEAM = "team", "A fair share from each team"
    STAGE = "stage", "A fair share from each stage"


class Scale(models.TextChoices):
    ONE_TO_FOUR = "1-4", "1 to 4"
    YES_NO = "yes-no", "Yes or no"


class Answer(models.TextChoices):
    ONE = "1", "1, inadequate"
    TWO = "2", "2, needs to improve"
    THREE = "3", "3, good"
    FOUR = "4", "4, outstanding"
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_APPLICABLE = "na", "Does not apply"


ANSWERS: dict[str, tuple[Answer, ...]] = {
    Scale.ONE_TO_FOUR: (
        Answer.ONE,
        Answer.TWO,
        Answer.THREE,
        Answer.FOUR,
        Answer.NOT_APPLICABLE,
    ),
    Scale.YES_NO: (Answer.YES, Answer.NO, Answer.NOT_APPLICABLE),
}
# What an answer counts for. One that does not apply counts for nothing and is left out.
WORTH: dict[str, int] = {
    Answer.ONE: 1,
    Answer.TWO: 2,
    Answer.THREE: 3,
    Answer.FOUR: 4,
    Answer.YES: 1,
    Answer.NO: 0,
}
