from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by a system administrator; nobody signs up by themselves."""

    def is_open_for_signup(self, request) -> bool:
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Single sign-on opens an account that exists already; it never makes one."""

    def is_open_for_signup(self, request, sociallogin) -> bool:
        return False
