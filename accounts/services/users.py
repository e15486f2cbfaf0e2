"""Opening and closing accounts, and what people hold in teams."""

from datetime import date

from allauth.account.forms import ResetPasswordForm
from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.access import Role
from accounts.models import Membership, Team, User
from accounts.services.dated_rows import begin, end_today


class CannotChange(Exception):
    """This change to an account is refused; the text says why."""


@transaction.atomic
def open_account(
    *, name: str, email: str, team: Team, role: str, starts: date, by: User, **details
) -> User:
    """Make an account with its first role. Nobody knows a password: one is set by e-mail link."""
    user = User.objects.create_user(email, None, name=name, **details)
    grant_role(user=user, team=team, role=role, starts=starts, by=by)
    return user


@transaction.atomic
def change_details(*, user: User, by: User) -> None:
    """Save who somebody is. An address they no longer have must not sign them in any more."""
    _refuse_wider(user, by)
    user.save()
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()


def _refuse_wider(user: User, by: User) -> None:
    """An account is more than its roles here: who changes its address could sign in with them all."""
    elsewhere = user.memberships.current().exclude(team__authority__in=by.authority_ids())
    if elsewhere.exists():
        raise CannotChange(
            "This person also has a role in another authority."
            " Ask an administrator who looks after both."
        )


def send_invitation(request, user: User) -> None:
    """E-mail a link to set a password."""
    form = ResetPasswordForm({"email": user.email})
    if form.is_valid():
        form.save(request)


@transaction.atomic
def grant_role(
    *, user: User, team: Team, role: str, starts: date, by: User, ends: date | None = None
) -> Membership:
    if user == by:
        raise CannotChange("Ask another system administrator to change your own roles.")
    if team.authority_id not in by.authority_ids():
        raise CannotChange("This team belongs to an authority you do not look after.")
    membership = Membership(user=user, team=team, role=role, starts=starts, ends=ends)
    begin(membership, CannotChange)
    return membership


@transaction.atomic
def end_role(*, membership: Membership, by: User) -> None:
    """End a role today; one that has not begun is taken away."""
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if membership.user == by:
        raise CannotChange("Ask another system administrator to change your own roles.")
    end_today(membership)


@transaction.atomic
def set_active(*, user: User, active: bool, by: User) -> None:
    """Let somebody sign in, or stop them. Their name stays on what they wrote."""
    if user == by:
        raise CannotChange("You cannot close your own account.")
    _refuse_wider(user, by)
    if not active and _is_last_administrator(user):
        raise CannotChange("This is the last system administrator of an authority.")
    user.is_active = active
    user.save(update_fields=["is_active"])


def _is_last_administrator(user: User) -> bool:
    return any(
        not User.objects.holding(Role.SYSTEM_ADMINISTRATOR, authority_id=authority)
        .exclude(pk=user.pk)
        .exists()
        for authority in {
            grant.authority_id
            for grant in user.grants
            if grant.role == Role.SYSTEM_ADMINISTRATOR and grant.on_behalf_of is None
        }
    )
