"""A manager's view of the day: the team, and My day of each worker."""

from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from accounts.access import Action
from accounts.gates import needs
from cases.due import due_of
from cases.my_work import cases_of
from cases.team_day import team_day, workers_of


@needs(Action.SEE_WORKERS)
@require_http_methods(["GET"])
def team(request):
    return TemplateResponse(request, "cases/team.html", {"days": team_day(request.user)})


@needs(Action.SEE_WORKERS)
@require_http_methods(["GET"])
def worker_day(request, pk):
    """As the manager may see it: a family closed to them stays out."""
    worker = get_object_or_404(workers_of(request.user), pk=pk)
    return TemplateResponse(
        request,
        "cases/worker_day.html",
        {
            "worker": worker,
            "due": due_of([worker.pk], reader=request.user),
            "my_cases": cases_of(request.user, workers=[worker.pk]),
        },
    )
