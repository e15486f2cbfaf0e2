"""What the scores say: how many, the middle one, and whether two auditors saw the same."""

from dataclasses import dataclass

from cases.codes.audit import WORTH, Answer, Scale
from cases.models import AuditForm, AuditQuestion, AuditScore, CaseAudit

FEWEST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class QuestionSummary:
    question: AuditQuestion
    n: int
    median: float | None
    yes: int

    @property
    def words(self) -> str:
        """A result of a handful of files says more about those files than about the work."""
        if self.n < FEWEST_SHOWN:
            return "Too few"
        if self.question.scale == Scale.YES_NO:
            return f"{self.yes} of {self.n} yes"
        return f"{self.median:g}"


def summary_for(user, form: AuditForm) -> list[QuestionSummary]:
    """Each question of the form with what all versions that asked it got. Two queries."""
    results = {
        (row["key"], row["scale"]): row
        for row in AuditScore.objects.for_user(user)
        .of_authority(form.authority_id)
        .counted()
        .per_question()
    }
    found = []
    for question in form.questions.order_by("position"):
        row = results.get((question.key, question.scale), {"n": 0, "median": None, "yes": 0})
        found.append(QuestionSummary(question, row["n"], row["median"], row["yes"]))
    return found


@dataclass(frozen=True, slots=True)
class Agreement:
    both: int
    same: int
    close: int

    @property
    def words(self) -> str:
        return (
            f"Same answer to {self.same} of {self.both} questions, "
            f"within one point on {self.close}."
        )


def agreement_of(audits: list[CaseAudit]) -> Agreement | None:
    """Between the two scores of one case, over the questions that applied for both."""
    if len(audits) != 2 or not all(audit.is_settled for audit in audits):
        return None
    first, second = ({s.question_id: s.answer for s in audit.scores.all()} for audit in audits)
    pairs = [
        (first[key], second[key])
        for key in first.keys() & second.keys()
        if Answer.NOT_APPLICABLE not in (first[key], second[key])
    ]
    return Agreement(
        both=len(pairs),
        same=sum(a == b for a, b in pairs),
        close=sum(_are_close(a, b) for a, b in pairs),
    )


def _are_close(one: str, other: str) -> bool:
    """A yes and a no are never close."""
    if Answer.YES in (one, other) or Answer.NO in (one, other):
        return one == other
    return abs(WORTH[one] - WORTH[other]) <= 1
