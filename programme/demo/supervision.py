"""A manager's supervisions and an audit, written by the services themselves once all cases stand."""

from dataclasses import replace
from datetime import timedelta

from accounts.models import Team, User
from cases.audits.drawing import cases_to_audit
from cases.codes.audit import Answer, Draw, Scale
from cases.models import CaseAudit
from cases.services.audits import draw_sample, score_case
from cases.services.recorded import counted_together
from cases.services.supervision import begin_supervision, discuss_case
from cases.supervision_pages import SupervisedWorker, workers_supervised_by
from programme.demo import users
from programme.demo.chance import Chance
from programme.demo.world import World

_SAID = (
    (
        "Visits are going well and the young person has begun to talk about home.",
        "Keep visiting weekly and see them on their own each time.",
        "They open up away from the house, and the risk at night is not understood yet.",
        "See the young person at school",
    ),
    (
        "Two missed appointments since the last supervision. The parent says work is in the way.",
        "Offer an early evening visit before thinking of closing.",
        "Missing appointments is what happened before the last crisis.",
        "Agree an evening visit with the family",
    ),
    (
        "School reports better attendance; the plan was agreed but says little about who does what.",
        "Write the plan again with the family, with dates.",
        "Without dates nobody knows whether it works.",
        "Write the plan again with the family",
    ),
    (
        "Goals are nearly met. The family is worried about being left alone.",
        "Plan the ending over six weeks, with the school as first contact.",
        "A planned ending holds better than a sudden one.",
        "Ask the school who will be the first contact",
    ),
)
_WELLBEING = (
    "Busy but well. Leave is booked for the half term.",
    "Tired after two hard weeks; the on-call rota is shared out differently from now on.",
    "Enjoying the work, would like to learn more about exploitation.",
)
_STRENGTHS = (
    "The child’s own words stand in every visit.",
    "Clear decisions, and the reasons for them.",
    "Father and grandmother took part in the plan.",
)
_TO_IMPROVE = ("Say what it means for the child.", "Dates in the plan.", "")
_CASES_DISCUSSED = 3
_MOST_MET = 4


@counted_together()
def write_supervision_and_audit(world: World) -> None:
    """By chance of its own, like the rest of the recorded work."""
    world = replace(world, chance=Chance("supervision"))
    manager = User.objects.get(pk=world.staff.named[users.GRACE.email])
    busy = [one for one in workers_supervised_by(manager) if one.cases]
    for number, one in enumerate(busy[:_MOST_MET]):
        _supervise(world, manager, one, number)
    _audit(world, manager)


def _supervise(world: World, manager: User, one: SupervisedWorker, number: int) -> None:
    first_referred = min(found.case.referred_on for found in one.cases)
    held_on = max(first_referred, world.before_today(2, 40))
    supervision = begin_supervision(worker=one.worker, team=one.team, held_on=held_on, by=manager)
    personal = supervision.personal
    personal.wellbeing = _WELLBEING[number % len(_WELLBEING)]
    personal.save(update_fields=["wellbeing"])
    earlier = [found.case for found in one.cases if found.case.referred_on <= held_on]
    for case in earlier[:_CASES_DISCUSSED]:
        discussed, decision, reason, title = world.chance.choice(_SAID)
        due_on = world.today + timedelta(days=world.chance.randint(1, 14))
        discuss_case(
            supervision=supervision,
            case=case,
            discussed=discussed,
            decision=decision,
            reason=reason,
            actions=[{"title": title, "assigned_to": one.worker, "due_on": due_on}],
            by=manager,
        )


def _audit(world: World, manager: User) -> None:
    team = Team.objects.filter(memberships__user=manager, strand="edge").first()
    if team is None or not cases_to_audit(manager, authority_id=team.authority_id).exists():
        return
    sample = draw_sample(
        authority=team.authority,
        strand=team.strand,
        draw=Draw.STAGE,
        size=8,
        second_scores=2,
        by=manager,
    )
    questions = list(sample.form.questions.order_by("position"))
    firsts = sample.audits.filter(turn=CaseAudit.Turn.FIRST).select_related("case__family")
    for audit in firsts.order_by("-pk")[:6]:
        score_case(
            audit=audit,
            answers={question: _answer(world, question.scale) for question in questions},
            strengths=world.chance.choice(_STRENGTHS),
            to_improve=world.chance.choice(_TO_IMPROVE),
            by=manager,
        )


def _answer(world: World, scale: str) -> Answer:
    if scale == Scale.YES_NO:
        return world.chance.of({Answer.YES: 7, Answer.NO: 2, Answer.NOT_APPLICABLE: 1})
    return world.chance.of({Answer.TWO: 3, Answer.THREE: 5, Answer.FOUR: 2})
