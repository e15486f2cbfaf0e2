"""Fills an empty database with a made-up programme."""

from contextlib import nullcontext
from datetime import date, datetime, time
from typing import Any

import pgtrigger
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cases.models import Person
from cases.working_days import LONDON
from programme.demo.book import MODELS
from programme.demo.load import load

SEED = 2016


class Command(BaseCommand):
    help = "Fill the database with made-up families, cases and staff. Scale 1 is 400 families."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--scale", type=float, default=1, help="1 is about 1,600 people")
        parser.add_argument("--seed", type=int, help="another seed, other families")
        parser.add_argument(
            "--as-of", type=date.fromisoformat, help="the day to write as today, as 2026-11-23"
        )
        parser.add_argument(
            "--add", action="store_true", help="load beside the people already there"
        )
        parser.add_argument(
            "--without-history",
            action="store_true",
            help="leave out the change history, for benchmarks of other things",
        )
        parser.add_argument("--yes-this-is-not-production", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        self.is_quiet = options["verbosity"] == 0
        self.refuse_if_wrong(options)
        ignore = pgtrigger.ignore(*_history()) if options["without_history"] else nullcontext()
        with ignore:
            done = load(
                scale=options["scale"],
                seed=_seed(options["seed"]),
                now=_now(options["as_of"]),
                say=self.say,
            )
        rows = sum(done.counts.values())
        self.say(f"Loaded {rows:,} rows in {done.seconds:.1f} s")

    def refuse_if_wrong(self, options: dict[str, Any]) -> None:
        is_for_trying = settings.DEMO_MODE or settings.LOCAL or settings.TEST
        if not is_for_trying and not options["yes_this_is_not_production"]:
            raise CommandError(
                "This adds made-up families and staff with a known password, so it does not run "
                "here. On a database that is not for real work, add --yes-this-is-not-production."
            )
        if options["scale"] <= 0:
            raise CommandError("Scale must be more than 0.")
        if not options["add"] and Person.objects.exists():
            raise CommandError(
                "There are people in this database already. To load made-up ones beside them, "
                "add --add."
            )

    def say(self, line: str) -> None:
        if not self.is_quiet:
            self.stdout.write(line)
            self.stdout.flush()


def _seed(asked: int | None) -> int:
    """The usual one on an empty database; beside other people one that makes other families."""
    return SEED + Person.objects.count() if asked is None else asked


def _now(as_of: date | None) -> datetime:
    """This moment; or the end of office hours on the day asked for."""
    if as_of is None:
        return timezone.now().astimezone(LONDON)
    return datetime.combine(as_of, time(17, 0), tzinfo=LONDON)


def _history() -> list[str]:
    """The triggers that keep each row's versions, and no others: search still needs its own."""
    return [
        f"{model._meta.label}:{trigger.name}"
        for model, trigger in pgtrigger.registered()
        if model in MODELS
    ]
