"""`make test`: the whole suite on databases that are thrown away."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from programme.local import chromium
from programme.local.say import step
from programme.local.servers import ensure_servers


def run(root: Path, arguments: list[str]) -> int:
    browser = chromium.make_sure()
    if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
        step("Starting PostgreSQL and Valkey for the tests")
        # Held by this process too, so that they stay up from the first worker to the last.
        ensure_servers(root, "test")
    # Named again: importing this package has set it to the app's own settings for this process.
    environment = {
        **os.environ,
        "STRANDS_ENV": "test",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    if browser is not None:
        environment["CHROMIUM"] = str(browser)
    workers = [] if any(part.startswith("-n") for part in arguments) else ["-n", "2"]
    command = [sys.executable, "-m", "pytest", *workers, "--dist", "loadgroup", *arguments]
    return subprocess.run(command, cwd=root, env=environment, check=False).returncode
