"""What the page frame shows on every page."""

from django.conf import settings
from django.urls import reverse

from accounts.access import Action, may, reach
from cases.notices_page import Unread
from cases.strand import strands


def frame(request) -> dict:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"demo_mode": settings.DEMO_MODE}
    return {
        "demo_mode": settings.DEMO_MODE,
        "my_day_url": reverse("home"),
        "unread": Unread(user),
        "record_url": reverse("cases:record") if may(user, Action.RECORD) else "",
        "may_refer": may(user, Action.REFER),
        "may_search": may(user, Action.FIND),
        "may_manage_users": may(user, Action.MANAGE_USERS),
        "may_arrange_cover": bool(reach(user, Action.OPEN)) or may(user, Action.MANAGE_COVER),
        "may_supervise": may(user, Action.SUPERVISE),
        "may_set_clocks": may(user, Action.SET_CLOCKS),
        "opens_cases": bool(reach(user, Action.OPEN)),
        "nav_strands": _strands_of(user, request.path),
    }


def _strands_of(user, path: str) -> list[dict]:
    """The strands whose cases this user may open, each a link to its caseload."""
    where = reach(user, Action.OPEN)
    slugs = {slug for _, slug in where.strands}
    links = [
        {"name": strand.name, "url": reverse("cases:caseload", args=[strand.slug])}
        for strand in strands()
        if where.authorities or strand.slug in slugs
    ]
    return [{**link, "current": path.startswith(link["url"])} for link in links]
