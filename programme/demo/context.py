"""What the sign-in pages show in demonstration mode, and only then."""

from django.conf import settings

from programme.demo.sign_ins import demo_users, demonstration_code
from programme.demo.users import PASSWORD


def sign_in(request) -> dict:
    page = request.resolver_match.view_name if request.resolver_match else ""
    if not settings.DEMO_MODE or page not in ("account_login", "mfa_authenticate"):
        return {}
    if page == "mfa_authenticate":
        return {"demonstration_code": demonstration_code()}
    return {"demo_users": demo_users(), "demo_password": PASSWORD}
