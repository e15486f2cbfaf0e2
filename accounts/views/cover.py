from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from accounts.access import Action, may
from accounts.forms.cover import CoverForm
from accounts.gates import signed_in
from accounts.govuk.notices import tell, warn
from accounts.models import Cover, Membership
from accounts.once import once
from accounts.services.cover import ROLES_WITH_COVER, CannotCover, arrange_cover, end_cover


def _seen_by(user):
    """Cover somebody is part of; for managers and administrators, all in their authorities."""
    rows = Q(absent=user) | Q(deputy=user) | Q(set_by=user)
    if may(user, Action.MANAGE_COVER):
        here = Membership.objects.current().filter(team__authority__in=user.authority_ids())
        rows |= Q(absent__in=here.values("user"))
    return Cover.objects.filter(rows, ends__gte=timezone.localdate())


@signed_in
@once
def cover(request):
    """Who is away and who stands in, and a form to arrange it. It names everybody who works here."""
    if not request.user.roles & ROLES_WITH_COVER:
        raise PermissionDenied
    form = CoverForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            arranged = arrange_cover(**form.cleaned_data, by=request.user)
        except CannotCover as problem:
            form.add_error(None, str(problem))
        else:
            tell(request, f"{arranged.deputy} stands in for {arranged.absent}.")
            return redirect("accounts:cover")
    rows = _seen_by(request.user).select_related("absent", "deputy").order_by("starts", "pk")
    return TemplateResponse(
        request,
        "accounts/cover.html",
        {"form": form, "covers": rows, "today": timezone.localdate()},
    )


@signed_in
def end(request, pk):
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    arranged = get_object_or_404(_seen_by(request.user), pk=pk)
    try:
        end_cover(cover=arranged, by=request.user)
    except CannotCover as problem:
        warn(request, str(problem))
    else:
        tell(request, "The cover has ended.")
    return redirect("accounts:cover")
