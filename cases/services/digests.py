"""E-mail about what is new: how many things, and where to read them. No name, and nothing about them.

Each digest is written down before it is sent. A worker that dies in between has sent at most one
mail, and the things in it are counted again in the next.
"""

from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import Cover, User
from cases.mail_times import slot_of
from cases.models import Digest, Notice, NoticePreference

KEPT_FOR = timedelta(days=180)


def due_digests() -> list[int]:
    """Ids of the users to whom a mail may be sent now and who may have something new."""
    now = timezone.now()
    last = Digest.objects.filter(user=OuterRef("user")).exclude(sent_at=None).order_by("-until")
    new = (
        Notice.objects.unread()
        .annotate(told_until=Subquery(last.values("until")[:1]))
        .filter(Q(told_until=None) | Q(at__gt=F("told_until")))
    )
    waiting = Notice.objects.unread().values("user")
    deputies = Cover.objects.current().filter(absent__in=waiting).values("deputy")
    users = _may_be_mailed().filter(Q(pk__in=new.values("user")) | Q(pk__in=deputies))
    ids = list(users.order_by("pk").values_list("pk", flat=True))
    chosen = {row.user_id: row for row in NoticePreference.objects.filter(user__in=ids)}
    slots = {pk: slot_of(chosen.get(pk) or NoticePreference(), now) for pk in ids}
    done = set(
        Digest.objects.filter(user__in=ids, slot__in={*slots.values()} - {None}).values_list(
            "user", "slot"
        )
    )
    return [pk for pk, slot in slots.items() if slot and (pk, slot) not in done]


def send_digest(*, user_id: int) -> Digest | None:
    """One mail, if there is anything new and this is a time for it. Asked again, it does nothing.

    A mail server that refuses is asked again at the next round.
    """
    now = timezone.now()
    user = _may_be_mailed().filter(pk=user_id).first()
    if user is None:
        return None
    preference = preference_of(user)
    slot = slot_of(preference, now)
    things = new_things(user, preference).count() if slot else 0
    if not things:
        return None
    digest, is_mine = Digest.objects.get_or_create(
        user=user, slot=slot, defaults={"things": things, "until": now}
    )
    if not is_mine:
        return None
    try:
        mail_of(user, things).send()
    except (SMTPException, OSError):
        digest.delete()
        raise
    digest.sent_at = timezone.now()
    digest.save(update_fields=["sent_at"])
    return digest


def new_things(user, preference: NoticePreference) -> QuerySet[Notice]:
    """Unread, of a kind they want mail about, and not counted in a mail that was sent."""
    notices = Notice.objects.for_user(user).unread().exclude(kind__in=preference.left_out)
    sent = Digest.objects.filter(user=user).exclude(sent_at=None).order_by("-until").first()
    return notices.filter(at__gt=sent.until) if sent else notices


def preference_of(user) -> NoticePreference:
    return NoticePreference.objects.filter(user=user).first() or NoticePreference(user=user)


def mail_of(user, things: int) -> EmailMessage:
    waits = "1 thing waits" if things == 1 else f"{things} things wait"
    choose = settings.SITE_URL + reverse("cases:notice_settings")
    words = {
        "waits": waits,
        "read": settings.SITE_URL + reverse("cases:notices"),
        "choose": choose,
    }
    return EmailMessage(
        subject=f"{waits} for you in Strands",
        body=render_to_string("cases/mail/digest.txt", words),
        to=[user.email],
        headers={"Auto-Submitted": "auto-generated", "List-Unsubscribe": f"<{choose}>"},
    )


def forget_old_digests(now: datetime | None = None) -> None:
    Digest.objects.filter(slot__lt=(now or timezone.now()) - KEPT_FOR).delete()


def _may_be_mailed() -> QuerySet[User]:
    return User.objects.filter(is_active=True).exclude(kind=User.Kind.SYSTEM)
