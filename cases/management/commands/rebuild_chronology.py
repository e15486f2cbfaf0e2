"""Makes the chronology say what the records say, or proves that it does."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.chronology.rebuilding import rebuild
from cases.models import ChronologyEntry


class Command(BaseCommand):
    help = "Write the chronology again from the records. Marks made by hand are kept."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="change nothing; fail where the two differ"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = rebuild(check_only=options["check"])
        for source, count in sorted(wrong.items()):
            self.stdout.write(f"{source}: {count:,} entries differ from the records")
        # unscoped: a number and nothing else.
        total = ChronologyEntry.objects.count()
        if options["check"] and wrong:
            raise CommandError("The chronology is not what the records say.")
        if options["verbosity"]:
            self.stdout.write(f"{total:,} entries, as the records say.")
