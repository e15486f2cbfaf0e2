"""Works every deadline out anew; with --check only says whether anything differs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.deadlines.recompute import differences, in_parts, recompute_all


class Command(BaseCommand):
    help = "Work all deadlines out anew from the records."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="change nothing; fail if anything differs"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            self.stdout.write(f"{recompute_all():,} deadlines written.")
            return
        if wrong := sum(len(differences(some)) for some in in_parts()):
            raise CommandError(f"{wrong:,} deadlines are not what the records say.")
        self.stdout.write("Every deadline is what the records say.")
