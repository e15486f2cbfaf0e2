"""What the page frame shows on every page."""

from django.conf import settings

from accounts.access import Action, may, reach
from cases.strand import strands


def frame(request) -> dict:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"demo_mode": settings.DEMO_MODE}
    where = reach(user, Action.OPEN)
    slugs = {slug for _, slug in where.strands}
    return {
        "demo_mode": settings.DEMO_MODE,
        "may_search": may(user, Action.FIND),
        "may_refer": may(user, Action.REFER),
        "may_manage_users": may(user, Action.MANAGE_USERS),
        "may_manage_cover": may(user, Action.MANAGE_COVER),
        "nav_strands": [s for s in strands() if where.authorities or s.slug in slugs],
    }
