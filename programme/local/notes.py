"""A small file in which a process says what it is doing, for those that come after it."""

from __future__ import annotations

import json
import os
from pathlib import Path


def write_note(path: Path, **facts: object) -> None:
    """Replaced in one go, so that a reader never sees half of it."""
    making = path.with_suffix(".making")
    making.write_text(json.dumps({"pid": os.getpid(), **facts}), encoding="utf-8")
    making.replace(path)


def read_note(path: Path) -> dict[str, object]:
    """What was said last; empty when nothing was, or when it cannot be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
