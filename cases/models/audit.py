from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Case as Choose
from django.db.models import Count, F, Q, Value, When
from django.utils import timezone

from accounts.access import Action, reach
from accounts.history import keeps_history
from accounts.scoping import ScopedQuerySet
from cases.codes.audit import WORTH, Answer, Draw, Scale
from cases.models.base import Recorded
from cases.models.case import Case
from cases.visibility import within


class AuditFormQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "AuditFormQuerySet":
        """What good work is measured by is no secret from those who are measured."""
        return self.filter(authority__in=sorted(reach(user, Action.OPEN).all_authorities))

    def in_use(self, authority_id: int) -> "AuditForm | None":
        return self.filter(authority=authority_id).order_by("-number").first()


@keeps_history()
class AuditForm(models.Model):
    """One version of an authority's questions for auditing a case file. The latest is in use."""

    authority = models.ForeignKey(
        "accounts.Authority", on_delete=models.PROTECT, related_name="audit_forms"
    )
    number = models.PositiveIntegerField("version")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    why = models.CharField("why it was changed", max_length=300, blank=True)

    objects = AuditFormQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "number"],
                name="auditform_one_of_each_version",
                violation_error_message="Somebody else has just saved a new version.",
            )
        ]

    def __str__(self) -> str:
        return f"audit form {self.authority_id}, version {self.number}"


class AuditQuestionQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "AuditQuestionQuerySet":
        return self.filter(form__in=AuditForm.objects.for_user(user))


@keeps_history()
class AuditQuestion(models.Model):
    """One question of one version. `key` stays the same in later versions that still ask it."""

    form = models.ForeignKey(AuditForm, on_delete=models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40)
    section = models.CharField(max_length=80, blank=True)
    text = models.CharField("question", max_length=200)
    guidance = models.CharField("what good looks like", max_length=500, blank=True)
    scale = models.CharField("answered by", max_length=6, choices=Scale, default=Scale.ONE_TO_FOUR)

    objects = AuditQuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "key"], name="auditquestion_once_per_form"),
            models.UniqueConstraint(
                fields=["form", "position"], name="auditquestion_one_per_position"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class AuditSampleQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "AuditSampleQuerySet":
        """Whoever audits in the whole of what it was drawn from. No strand means all of them."""
        where = reach(user, Action.AUDIT)
        return self.filter(within(where))


@keeps_history()
class AuditSample(Recorded):
    """Cases drawn for auditing, with what they were drawn from and the seed that drew them.

    Drawing again from `pool` with `seed` gives the same cases (see `cases.audits.drawing`).
    """

    authority = models.ForeignKey("accounts.Authority", on_delete=models.PROTECT, related_name="+")
    strand = models.SlugField(max_length=20, blank=True)
    form = models.ForeignKey(AuditForm, on_delete=models.PROTECT, related_name="samples")
    draw = models.CharField("how cases are drawn", max_length=6, choices=Draw)
    size = models.PositiveSmallIntegerField("how many cases")
    second_scores = models.PositiveSmallIntegerField("how many are scored twice", default=0)
    seed = models.CharField(max_length=32, editable=False)
    pool = models.JSONField(editable=False)
    drawn_on = models.DateField(default=timezone.localdate, editable=False)

    objects = AuditSampleQuerySet.as_manager()

    def __str__(self) -> str:
        return f"sample {self.pk}"

    @property
    def pool_size(self) -> int:
        return sum(len(cases) for cases in self.pool.values())


class CaseAuditQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "CaseAuditQuerySet":
        """One's own; and those of cases one may open, once nobody has still to score blind.

        Unfinished ones are for auditors only, and an auditor who has still to score a case sees
        nothing of what the other wrote.
        """
        openable = Q(case__in=Case.objects.for_user(user))
        auditing = Q(case__in=Case.objects.filter(within(reach(user, Action.AUDIT))))
        return self.filter(openable & (Q(auditor=user) | auditing | Q(is_settled=True)))

    def finished(self) -> "CaseAuditQuerySet":
        return self.filter(done_at__isnull=False)

    def readable(self, user) -> "CaseAuditQuerySet":
        """Whose answers may be read: one's own, and any once all scores of the case are in."""
        return self.for_user(user).filter(Q(auditor=user) | Q(is_settled=True))


@keeps_history()
class CaseAudit(Recorded):
    """One scoring of one case of a sample: the first, or a second one made without seeing the first."""

    class Turn(models.IntegerChoices):
        FIRST = 1, "First score"
        SECOND = 2, "Second score"

    sample = models.ForeignKey(AuditSample, on_delete=models.PROTECT, related_name="audits")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="audits")
    turn = models.PositiveSmallIntegerField(choices=Turn, default=Turn.FIRST)
    auditor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="case_audits",
    )
    strengths = models.TextField("what was done well", blank=True)
    to_improve = models.TextField("what could be better", blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    # Every score asked for of this case is in, so that each may be read.
    is_settled = models.BooleanField(default=False, editable=False)

    objects = CaseAuditQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sample", "case", "turn"], name="caseaudit_one_of_each_turn"
            ),
            models.UniqueConstraint(
                fields=["sample", "case", "auditor"],
                name="caseaudit_two_different_auditors",
                violation_error_message="The second score is made by somebody else.",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(auditor__isnull=False),
                name="caseaudit_done_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(is_settled=False) | Q(done_at__isnull=False),
                name="caseaudit_settled_once_done",
            ),
        ]
        indexes = [models.Index(fields=["case", "done_at"])]

    def __str__(self) -> str:
        return f"audit {self.pk}"


class Median(models.Aggregate):
    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = models.FloatField()


class AuditScoreQuerySet(ScopedQuerySet):
    """The words in which audits are counted, here and wherever quality is evaluated."""

    def visible_to(self, user) -> "AuditScoreQuerySet":
        return self.filter(audit__in=CaseAudit.objects.readable(user))

    def counted(self) -> "AuditScoreQuerySet":
        """Each finished audit once: second scores test agreement and are no further evidence."""
        return self.filter(audit__done_at__isnull=False, audit__turn=CaseAudit.Turn.FIRST)

    def applying(self) -> "AuditScoreQuerySet":
        return self.exclude(answer=Answer.NOT_APPLICABLE)

    def of_question(self, key: str) -> "AuditScoreQuerySet":
        return self.filter(question__key=key)

    def in_strand(self, slug: str) -> "AuditScoreQuerySet":
        return self.filter(audit__case__strand=slug)

    def of_authority(self, authority_id: int) -> "AuditScoreQuerySet":
        return self.filter(audit__case__authority=authority_id)

    def audited_between(self, first: date, last: date) -> "AuditScoreQuerySet":
        return self.filter(audit__done_at__date__range=(first, last))

    def worth(self) -> "AuditScoreQuerySet":
        """Each with the number its answer stands for: 1 to 4, or 1 for yes and 0 for no."""
        return self.annotate(
            worth=Choose(
                *(When(answer=answer, then=Value(number)) for answer, number in WORTH.items()),
                output_field=models.SmallIntegerField(),
            )
        )

    def per_question(self):
        """For each question asked: how many answers apply, their median, and how many are yes."""
        return (
            self.worth()
            .values(key=F("question__key"), scale=F("question__scale"))
            .annotate(
                asked=Count("pk"),
                n=Count("worth"),
                median=Median("worth"),
                yes=Count("pk", filter=Q(answer=Answer.YES)),
            )
            .order_by("key", "scale")
        )


@keeps_history()
class AuditScore(models.Model):
    """The answer to one question in one audit."""

    audit = models.ForeignKey(CaseAudit, on_delete=models.PROTECT, related_name="scores")
    question = models.ForeignKey(AuditQuestion, on_delete=models.PROTECT, related_name="scores")
    answer = models.CharField(max_length=3, choices=Answer)
    note = models.CharField(max_length=500, blank=True)

    objects = AuditScoreQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["audit", "question"], name="auditscore_one_per_question"
            )
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"
