"""Times saving a visit to three siblings: python -m bench.recording 10000

The whole request: the form checked, the note with its parts and version, a task, the story's
lines, the deadlines it starts and meets, and the draft thrown away.
"""

import os
import sys
import uuid
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.settings")
os.environ.setdefault("STRANDS_ENV", "local")
django.setup()

from django.db.models import Count, Q  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench import database  # noqa: E402
from bench.people import practitioner, signed_in  # noqa: E402
from bench.timing import heading, load_now, measure, show  # noqa: E402
from cases.codes import CaseStage  # noqa: E402
from cases.models import Case, Person  # noqa: E402


def visit(case: Case, children: list[int], worker: int) -> dict:
    """What the browser sends for a visit at which each child was seen alone."""
    now = timezone.localtime() - timedelta(minutes=5)
    sent = {
        "submission": str(uuid.uuid4()),
        "kind": "visit",
        "happened_at_day": now.day,
        "happened_at_month": now.month,
        "happened_at_year": now.year,
        "happened_at_time": f"{now:%H:%M}",
        "account": "All three were at home and in good spirits. " * 10,
        "cases": [case.pk],
        "actions-TOTAL_FORMS": 2,
        "actions-INITIAL_FORMS": 0,
        "actions-0-title": "Ring the school about the trip",
        "actions-0-assigned_to": worker,
        "actions-0-due_on_day": now.day,
        "actions-0-due_on_month": now.month,
        "actions-0-due_on_year": now.year + 1,
    }
    for child in children:
        sent |= {
            f"p{child}_there": "on",
            f"p{child}_seen": "seen_alone",
            f"p{child}_voice": "I like it here.",
        }
    return sent


def bench(people: int) -> None:
    database.use(people)
    user = practitioner()
    is_child = Q(parts__person__date_of_birth__gt=timezone.localdate() - timedelta(days=17 * 365))
    case = (
        Case.objects.for_user(user)
        .filter(stage=CaseStage.ACTIVE)
        .annotate(children=Count("parts", filter=is_child))
        .filter(children__gte=3)
        .order_by("pk")
        .first()
    )
    children = list(case.participants.order_by("-date_of_birth").values_list("pk", flat=True)[:3])
    client = signed_in(user)
    path = f"/families/{case.family_id}/record/"
    assert client.get(path).status_code == 200

    def save(sent: dict) -> None:
        response = client.post(path, sent)
        assert response.status_code == 302, response.context["form"].errors

    print(f"\n{Person.objects.count():,} people; {load_now()}")
    heading("Recording")
    show("Opening the form", measure(lambda: client.get(path)))
    show(
        "Saving a visit to three siblings",
        measure(save, prepare=lambda: visit(case, children, user.pk)),
    )


if __name__ == "__main__":
    for size in sys.argv[1:] or ("10000",):
        bench(int(size))
