from django.template.response import TemplateResponse
from django.utils import timezone

from accounts.access import Action, may
from accounts.gates import signed_in
from cases.drafts import drafts_of
from cases.due import DueList, due_of
from cases.handovers import waiting_for
from cases.matches import matches_of
from cases.my_work import MyCases, cases_of, covers_given, decisions_for
from cases.plan_approvals import approvals_for
from cases.referrals_made import latest_made_by, unfinished_of


@signed_in
def home(request):
    """My day: what needs me now? Everyone's own matters, so that each role finds its first step."""
    user = request.user
    works = may(user, Action.OPEN)
    from_outside = may(user, Action.LOG_OWN) and not may(user, Action.REFER)
    hand_overs = list(waiting_for(user)) if works else []
    decisions = decisions_for(user)
    return TemplateResponse(
        request,
        "programme/home.html",
        {
            "greeting": greeting(timezone.localtime()),
            "works_cases": works,
            "hand_overs": hand_overs,
            "decisions": decisions,
            "due": due_of(user.stands_in_for, reader=user) if works else DueList(),
            "may_record": may(user, Action.RECORD),
            "sees_workers": may(user, Action.SEE_WORKERS),
            "plan_approvals": approvals_for(user),
            "my_cases": cases_of(user) if works else MyCases(),
            "unfinished": unfinished_of(user),
            "drafts": drafts_of(user),
            "covers": covers_given(user),
            "is_volunteer": may(user, Action.SEE_MATCH),
            "matches": matches_of(user),
            "from_outside": from_outside,
            "made": latest_made_by(user) if from_outside else [],
            "sees_figures": may(user, Action.SEE_FIGURES) and not works,
            "summary": summary(len(hand_overs), decisions.total),
        },
    )


def greeting(now) -> str:
    return (
        "Good morning" if now.hour < 12 else "Good afternoon" if now.hour < 18 else "Good evening"
    )


def summary(hand_overs: int, decisions: int) -> str:
    parts = [
        f"{n} {word}{'' if n == 1 else 's'}"
        for n, word in ((hand_overs, "hand-over"), (decisions, "referral to decide"))
        if n
    ]
    text = " and ".join(parts).replace("referral to decides", "referrals to decide")
    verb = "is" if hand_overs + decisions == 1 else "are"
    return f"{text} {verb} waiting for you." if parts else "Nothing is waiting for you."
