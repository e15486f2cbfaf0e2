"""allauth's forms for signing in, with our labels and messages."""

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp

from accounts.govuk.forms import GovukFormMixin


class SignInForm(GovukFormMixin, account.LoginForm):
    called = {"login": "your email address", "password": "your password"}
    autocompletes = {"login": "username", "password": "current-password"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Email address"
        # The page itself has the link to choose a new one, below the button.
        self.fields["password"].help_text = ""


class ResetPasswordForm(GovukFormMixin, account.ResetPasswordForm):
    called = {"email": "your email address"}
    autocompletes = {"email": "email"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "Email address"


class ResetPasswordKeyForm(GovukFormMixin, account.ResetPasswordKeyForm):
    called = {"password1": "a new password", "password2": "the new password again"}


class ChangePasswordForm(GovukFormMixin, account.ChangePasswordForm):
    called = {
        "oldpassword": "your current password",
        "password1": "a new password",
        "password2": "the new password again",
    }


class ReauthenticateForm(GovukFormMixin, account.ReauthenticateForm):
    called = {"password": "your password"}
    autocompletes = {"password": "current-password"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class CodeForm(GovukFormMixin, mfa.AuthenticateForm):
    called = {"code": "the code"}
    input_widths = {"code": 10}


class CodeAgainForm(GovukFormMixin, mfa.ReauthenticateForm):
    called = {"code": "the code"}
    input_widths = {"code": 10}


class FirstCodeForm(GovukFormMixin, totp.ActivateTOTPForm):
    called = {"code": "the code that the app shows"}
    input_widths = {"code": 10}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Code from the app"
