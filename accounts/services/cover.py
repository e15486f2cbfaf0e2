"""Cover: who receives an absent person's worklist and approvals, and from when to when."""

from datetime import date

from django.db import transaction

from accounts.access import ALLOWED, Action, Role, may
from accounts.models import Cover, User
from accounts.services.dated_rows import begin, end_today

# Volunteers and partners see a few named rows of their own; that cannot be handed on.
ROLES_WITH_COVER = frozenset(role for role in Role if role not in (Role.VOLUNTEER, Role.PARTNER))


class CannotCover(Exception):
    """This cover cannot be arranged; the text says why."""


def may_arrange_cover(by: User, absent: User) -> bool:
    """Anyone for themselves; managers for people who hold nothing they do not hold themselves.

    Without the second half a manager could name a deputy for somebody with wider rights and so
    hand those rights to whom they like.
    """
    if by == absent:
        return bool(by.roles & ROLES_WITH_COVER)
    own = [grant for grant in absent.grants if grant.on_behalf_of is None]
    if not own or not all(_may_manage(by, grant.authority_id) for grant in own):
        return False
    if Role.SYSTEM_ADMINISTRATOR in by.roles:
        return True
    return all(
        may(by, action, authority_id=grant.authority_id, strand=grant.strand)
        for grant in own
        for action in ALLOWED[grant.role]
    )


def _may_manage(by: User, authority_id: int) -> bool:
    return may(by, Action.MANAGE_COVER, authority_id=authority_id)


@transaction.atomic
def arrange_cover(*, absent: User, deputy: User, starts: date, ends: date, by: User) -> Cover:
    """Name the deputy for these days. The deputy gains what the absent person holds, and no more."""
    if not may_arrange_cover(by, absent):
        raise CannotCover("You cannot arrange cover for this person.")
    if deputy == by and by != absent:
        raise CannotCover("Name somebody else: you cannot make yourself the deputy.")
    if not deputy.roles & ROLES_WITH_COVER:
        raise CannotCover("Only staff can be a deputy.")
    if not absent.authority_ids() & deputy.authority_ids():
        raise CannotCover("The deputy must work in the same authority.")
    cover = Cover(absent=absent, deputy=deputy, starts=starts, ends=ends, set_by=by)
    begin(cover, CannotCover)
    return cover


@transaction.atomic
def end_cover(*, cover: Cover, by: User) -> None:
    """Stop a cover today; one that has not begun is taken away."""
    cover = Cover.objects.select_for_update().get(pk=cover.pk)
    if by.pk != cover.deputy_id and not may_arrange_cover(by, cover.absent):
        raise CannotCover("You cannot end this cover.")
    end_today(cover)
