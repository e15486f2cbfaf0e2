"""The one settings file, told that this is a test run, on a database of this run's own."""

import os

os.environ.setdefault("STRANDS_ENV", "test")
# Playwright's loop makes Django think it is in async code; the tests are plain synchronous ones.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# Workers of one parallel run inherit the name and add their own ending to it.
os.environ.setdefault("TEST_DATABASE", f"test_strands_{os.getpid()}")

from programme.settings import *  # noqa: F403, TID251
