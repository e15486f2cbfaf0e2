"""Accounts and roles, for system administrators. No case content is shown here."""

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from accounts.access import Action
from accounts.forms.users import NewUserForm, RoleForm, UserFilterForm, UserForm
from accounts.gates import needs
from accounts.govuk.notices import tell, warn
from accounts.models import Membership, User
from accounts.once import once
from accounts.services import users as services

PAGE = 50


def _managed_by(user):
    """Accounts with a role, now or once, in an authority the administrator looks after."""
    here = Membership.objects.filter(user=OuterRef("pk"), team__authority__in=user.authority_ids())
    return User.objects.filter(Exists(here))


@needs(Action.MANAGE_USERS)
def user_list(request):
    form = UserFilterForm(request.GET or None)
    users = _managed_by(request.user)
    if form.is_valid():
        users = users.filter(_chosen(form.cleaned_data))
    page = Paginator(users.order_by("name", "pk"), PAGE).get_page(request.GET.get("page"))
    held = Membership.objects.current().filter(user__in=page.object_list).select_related("team")
    by_user: dict[int, list[Membership]] = {}
    for membership in held.order_by("pk"):
        by_user.setdefault(membership.user_id, []).append(membership)
    rows = [(user, by_user.get(user.pk, [])) for user in page.object_list]
    return TemplateResponse(
        request, "accounts/user_list.html", {"page": page, "rows": rows, "filter_form": form}
    )


def _chosen(filters: dict) -> Q:
    condition = Q()
    if filters["role"]:
        held = Membership.objects.current().filter(user=OuterRef("pk"), role=filters["role"])
        condition &= Q(Exists(held))
    if filters["active"]:
        condition &= Q(is_active=filters["active"] == "yes")
    return condition


@needs(Action.MANAGE_USERS)
@once
def user_add(request):
    form = NewUserForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            user = services.open_account(**form.cleaned_data, by=request.user)
        except services.CannotChange as problem:
            form.add_error(None, str(problem))
        else:
            services.send_invitation(request, user)
            tell(request, f"{user} has an account. A link to set a password is on its way.")
            return redirect("accounts:user", user.pk)
    return TemplateResponse(request, "accounts/user_add.html", {"form": form})


@needs(Action.MANAGE_USERS)
@once
def user(request, pk):
    """One account: details, roles over time, and whether it can sign in."""
    person = get_object_or_404(_managed_by(request.user), pk=pk)
    form = UserForm(request.POST or None, instance=person)
    if form.is_valid():
        try:
            services.change_details(user=form.save(commit=False), by=request.user)
        except services.CannotChange as problem:
            form.add_error(None, str(problem))
        else:
            tell(request, "Details saved.")
            return redirect("accounts:user", pk)
    memberships = person.memberships.filter(team__authority__in=request.user.authority_ids())
    return TemplateResponse(
        request,
        "accounts/user.html",
        {
            "person": person,
            "form": form,
            "memberships": memberships.select_related("team").order_by("-starts", "-pk"),
        },
    )


@needs(Action.MANAGE_USERS)
@once
def role_add(request, pk):
    person = get_object_or_404(_managed_by(request.user), pk=pk)
    form = RoleForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            services.grant_role(user=person, **form.cleaned_data, by=request.user)
        except services.CannotChange as problem:
            form.add_error(None, str(problem))
        else:
            tell(request, "Role added.")
            return redirect("accounts:user", pk)
    return TemplateResponse(request, "accounts/role_add.html", {"person": person, "form": form})


@needs(Action.MANAGE_USERS)
def role_end(request, pk, membership):
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    person = get_object_or_404(_managed_by(request.user), pk=pk)
    rows = person.memberships.filter(team__authority__in=request.user.authority_ids())
    row = get_object_or_404(rows, pk=membership)
    return _answer(request, pk, "Role ended.", services.end_role, membership=row, by=request.user)


@needs(Action.MANAGE_USERS)
def user_active(request, pk):
    """Close an account, or open it again."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    person = get_object_or_404(_managed_by(request.user), pk=pk)
    opening = not person.is_active
    said = "The account is open again." if opening else "The account is closed."
    return _answer(
        request, pk, said, services.set_active, user=person, active=opening, by=request.user
    )


def _answer(request, pk, said, service, **arguments):
    try:
        service(**arguments)
    except services.CannotChange as problem:
        warn(request, str(problem))
    else:
        tell(request, said)
    return redirect("accounts:user", pk)
