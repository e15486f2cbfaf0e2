#!/usr/bin/env python
"""Django's command line. With nothing said in the environment it works on this machine's own data."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.settings")
    if "DATABASE_URL" not in os.environ:
        os.environ.setdefault("STRANDS_ENV", "local")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
