"""The demonstration sign-ins, for the sign-in page and the terminal."""

import time

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings

from accounts.models import User
from programme.demo.users import DEMO_USERS, TOTP_SECRET, DemoUser


def demo_users() -> list[tuple[User, str, str]]:
    """Each demonstration user there is, their role in words, and what they can try.

    Nothing at all unless the app is in demonstration mode: this list goes on a public page.
    """
    if not settings.DEMO_MODE:
        return []
    found = {
        user.email: user
        for user in User.objects.filter(email__in=[who.email for who in DEMO_USERS], is_active=True)
    }
    return [
        (found[who.email], _role_in_words(who), who.can_try)
        for who in DEMO_USERS
        if who.email in found
    ]


def _role_in_words(who: DemoUser) -> str:
    """The job, with the role before it where the job does not say it."""
    role = str(who.role.label)
    return who.job_title if role.lower() in who.job_title.lower() else f"{role}: {who.job_title}"


def demonstration_code() -> str:
    """The second-step code that is right now for every demonstration user who needs one."""
    counter = int(time.time()) // app_settings.TOTP_PERIOD
    return format_hotp_value(hotp_value(TOTP_SECRET, counter))
