"""The templates of the page frame and of what is built on it in `programme`."""

from pathlib import Path

import programme

FOLDER = Path(programme.__file__).parent / "templates"


def own_templates() -> list[str]:
    return sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))
