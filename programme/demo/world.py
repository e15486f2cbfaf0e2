"""What every part of the made-up programme is told: chance, the date, the numbers, the staff."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from cases.models import Intake
from cases.working_days import LONDON, add_working_days, next_working_day
from programme.demo.book import Book
from programme.demo.chance import Chance, Deck
from programme.demo.numbers import Numbers

if TYPE_CHECKING:
    from programme.demo.staff import Staff

DAY = timedelta(days=1)


@dataclass
class World:
    chance: Chance
    book: Book
    numbers: Numbers
    now: datetime
    authorities: dict[str, int]
    staff: "Staff"
    # Rows that point at others and are written by themselves at the end.
    intakes: list[Intake] = field(default_factory=list)
    decks: dict[str, Deck] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.now.date()

    def deal(self, name: str, cards: dict[str, int]) -> str:
        """A card of the deck of this name, which is made at the first deal."""
        if name not in self.decks:
            self.decks[name] = Deck(self.chance, cards)
        return self.decks[name].deal()

    def before_today(self, fewest: int, most: int) -> date:
        return self.today - timedelta(days=self.chance.randint(fewest, most))

    def moment(self, day: date, *, after: datetime | None = None) -> datetime:
        """A time in office hours that day, never in the future nor before `after`."""
        at = datetime.combine(day, time(8, 30, tzinfo=LONDON), tzinfo=LONDON) + timedelta(
            minutes=self.chance.randint(0, 525), seconds=self.chance.randint(0, 59)
        )
        if after is not None and at <= after:
            at = after + timedelta(minutes=self.chance.randint(5, 50))
        return min(at, self.now)

    def working_day(self, day: date) -> date:
        """That day or the next on which offices are open; yesterday's last one if that is to come."""
        day = next_working_day(day)
        return day if day <= self.today else add_working_days(self.today, -1)


def written(by: int | None, at: datetime) -> dict[str, Any]:
    """The columns that say who wrote a row and when."""
    return {
        "created_at": at,
        "created_by_id": by,
        "updated_at": at,
        "updated_by_id": by,
    }
