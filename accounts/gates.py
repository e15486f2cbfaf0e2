"""The gate on every view: which action it takes. A view without a gate fails the access tests."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied

from accounts.access import Action, may


def needs(action: Action) -> Callable:
    """Refuse (403) whoever may not take this action anywhere. Rows are scoped in the view itself."""

    def gate(view: Callable) -> Callable:
        @wraps(view)
        def gated(request, *args, **kwargs):
            if not may(request.user, action):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        gated.gate = action
        return gated

    return gate


def signed_in(view: Callable) -> Callable:
    """For pages that show nothing but the reader's own matters: anyone signed in may open them."""
    view.gate = "signed in"
    return view


def secret_address(view: Callable) -> Callable:
    """For an address that is itself the secret: whoever has it need not sign in."""
    view = login_not_required(view)
    view.gate = "secret address"
    return view


def require(user, action: Action, *, authority_id: int, strand: str | None = None) -> None:
    """Refuse (403) a reader who may see this row but not take this action on it."""
    if not may(user, action, authority_id=authority_id, strand=strand):
        raise PermissionDenied
