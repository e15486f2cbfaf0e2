"""The browser for the browser tests: found, or installed where that is possible."""

from __future__ import annotations

import ctypes.util
import os
import shutil
import subprocess
from pathlib import Path

from programme.local.say import Problem, step

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# libatomic: Playwright's own Node needs it; the fonts: without any, text has no width.
PACKAGES = ("chromium", "libatomic1", "fonts-dejavu-core")


def find() -> Path | None:
    given = os.environ.get("CHROMIUM")
    for name in (given,) if given else NAMES:
        if found := shutil.which(name):
            return Path(found)
    return None


def is_required() -> bool:
    return os.environ.get("CI", "").lower() in ("1", "true", "yes")


def make_sure() -> Path | None:
    """The browser, installed if need be. None when there is none and it is not required."""
    found = find()
    has_library = ctypes.util.find_library("atomic") is not None
    if found is not None and has_library:
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        step("Installing Chromium for the browser tests")
        if not _apt_get():
            step("Chromium could not be installed")
        found = find()
    if found is None and is_required():
        raise Problem(
            "the browser tests must run here (CI is set) and there is no Chromium;"
            " install it with: apt-get install chromium"
        )
    if found is None:
        step("No Chromium: the browser tests are skipped. For them: apt-get install chromium")
    return found


def _apt_get() -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (
        ("update", "-q"),
        ("install", "-q", "-y", "--no-install-recommends", *PACKAGES),
    ):
        done = subprocess.run(
            ["apt-get", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment,
            check=False,
        )
        if done.returncode:
            step(done.stdout.strip().splitlines()[-1] if done.stdout.strip() else "apt-get failed")
            return False
    return True
