"""The steps of `make run` that need Django: migrations, demonstration data, sign-ins.

A process of its own, so that the one in charge stays small and never holds a connection.
"""

from __future__ import annotations

import sys

import django
from django.apps import apps
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from programme.local.say import step

HOLDS_DATA = ("cases.Person", "accounts.User")


def main(arguments: list[str]) -> int:
    django.setup()
    if arguments == ["sign-ins"]:
        return print_sign_ins()
    migrate()
    load_demonstration()
    beat_once()
    return 0


def migrate() -> None:
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if not waiting:
        return
    step(f"Applying {waiting} migrations")
    call_command("migrate", verbosity=0, interactive=False)


def load_demonstration() -> None:
    if "load_demo" not in get_commands():
        step("Skipping the demonstration data: this version has no load_demo command")
    elif any(apps.get_model(name)._base_manager.exists() for name in HOLDS_DATA):
        step("Keeping the data that is there")
    else:
        step("Loading the demonstration programme")
        call_command("load_demo", scale=1)


def beat_once() -> None:
    """The first heartbeat, so that nobody waits for the schedule to send one."""
    from programme.tasks import beat_heart

    beat_heart.delay()


def print_sign_ins() -> int:
    if "demo_sign_ins" not in get_commands():
        return 1
    call_command("demo_sign_ins")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
