"""Messages that say what happened and, where it can be, how to undo it."""

from django.contrib import messages
from django.http import HttpRequest

_UNDO = "undo:"


def tell(request: HttpRequest, text: str, *, undo: str = "") -> None:
    """Shown on the next page. ``undo`` is the path that takes it back when posted to."""
    messages.success(request, text, extra_tags=f"{_UNDO}{undo}" if undo else "")


def warn(request: HttpRequest, text: str) -> None:
    messages.warning(request, text)


def undo_path(message) -> str:
    """Where the undo button of a message posts to; only ever a path of this site."""
    tags = message.extra_tags or ""
    path = tags.removeprefix(_UNDO) if tags.startswith(_UNDO) else ""
    return path if path.startswith("/") and not path.startswith("//") else ""
